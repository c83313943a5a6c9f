//! What the properties of each tile layer are, as TileJSON and PMTiles describe them.

use super::layers::Layer;
use std::collections::BTreeMap;
use tilejson::VectorLayer;

impl Layer {
    /// The layers that its tiles hold, with their properties, from zoom 0 on.
    #[must_use]
    pub fn vector_layers(self, max_zoom: u8) -> Vec<VectorLayer> {
        let main = vector_layer(self.id(), fields(self), max_zoom);
        match self {
            Self::Areas(_) => {
                vec![main, vector_layer(&format!("{}_labels", self.id()), LABEL_FIELDS, max_zoom)]
            }
            _ => vec![main],
        }
    }
}

fn vector_layer(id: &str, fields: &[(&str, &str)], max_zoom: u8) -> VectorLayer {
    let fields: BTreeMap<String, String> =
        fields.iter().map(|(name, kind)| ((*name).into(), (*kind).into())).collect();
    VectorLayer { minzoom: Some(0), maxzoom: Some(max_zoom), ..VectorLayer::new(id.to_owned(), fields) }
}

const LABEL_FIELDS: &[(&str, &str)] = &[("code", "String"), ("name", "String")];

/// Names and types of a layer's properties.
fn fields(layer: Layer) -> &'static [(&'static str, &'static str)] {
    match layer {
        Layer::Areas(_) => &[
            ("code", "String"),
            ("name", "String"),
            ("parent", "String: code of the area above"),
            ("community", "String: name of the community, for grids"),
            ("households", "Number"),
            ("residents", "Number"),
            ("buildings", "Number"),
            ("range", "String: under, in or over the range of households, for grids"),
        ],
        Layer::Buildings => &[
            ("id", "String"),
            ("name", "String"),
            ("usage", "String"),
            ("compound", "String"),
            ("households", "Number"),
            ("residents", "Number"),
            ("floors", "Number"),
            ("grid", "String: code of its grid"),
            ("count", "Number: buildings that a square stands for"),
        ],
        Layer::Complaints => &[
            ("count", "Number: complaints that the point stands for"),
            ("id", "String: where count is 1"),
            ("time", "String: where count is 1"),
            ("category", "String: where count is 1"),
            ("subcategory", "String: where count is 1"),
        ],
        Layer::H3 => &[
            ("cell", "String: H3 index; unique in a tile"),
            ("resolution", "Number: H3 resolution, 0 at zoom 0 to 12 from zoom 17 on"),
            ("count", "Number: complaints in the whole cell"),
            ("per_km2", "Number: complaints per km² of the cell's true area"),
        ],
        Layer::Roads => &[("name", "String"), ("class", "String")],
        Layer::Compounds => &[("id", "String"), ("name", "String")],
        Layer::Water => &[("name", "String")],
    }
}
