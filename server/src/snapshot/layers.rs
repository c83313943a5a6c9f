//! The city as vector tiles.

use super::{PerLevel, Snapshot};
use onemap_engine::record::AreaLevel;
use onemap_engine::tile::{AreaLayer, BuildingLayer, RoadLayer, ShapeLayer};

/// The layers that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layer {
    Areas(AreaLevel),
    /// Residential compounds (小区).
    Compounds,
    Buildings,
    Complaints,
    /// Complaints in H3 cells.
    H3,
    Roads,
    Water,
}

impl Layer {
    /// The deepest zoom worth making; clients draw deeper ones from it.
    pub const MAX_ZOOM: u8 = 16;

    pub const ALL: [Self; 11] = [
        Self::Areas(AreaLevel::City),
        Self::Areas(AreaLevel::District),
        Self::Areas(AreaLevel::Street),
        Self::Areas(AreaLevel::Community),
        Self::Areas(AreaLevel::Grid),
        Self::Compounds,
        Self::Buildings,
        Self::Complaints,
        Self::H3,
        Self::Roads,
        Self::Water,
    ];

    /// The name in addresses and in tiles.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Areas(AreaLevel::City) => "city",
            Self::Areas(AreaLevel::District) => "districts",
            Self::Areas(AreaLevel::Street) => "streets",
            Self::Areas(AreaLevel::Community) => "communities",
            Self::Areas(AreaLevel::Grid) => "grids",
            Self::Compounds => "compounds",
            Self::Buildings => "buildings",
            Self::Complaints => "complaints",
            Self::H3 => "h3",
            Self::Roads => "roads",
            Self::Water => "water",
        }
    }

    /// Whether the layer shows complaints, which a filter narrows.
    #[must_use]
    pub fn is_filtered(self) -> bool {
        matches!(self, Self::Complaints | Self::H3)
    }

    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.id() == id)
    }
}

/// Geometry made ready for tiles; what features say stays in the snapshot.
pub struct TileLayers {
    pub(super) areas: PerLevel<AreaLayer>,
    pub(super) compounds: ShapeLayer,
    pub(super) buildings: BuildingLayer,
    pub(super) roads: RoadLayer,
    pub(super) water: ShapeLayer,
}

impl TileLayers {
    #[must_use]
    pub fn new(snapshot: &Snapshot) -> Self {
        let layer = |level| {
            let set = &snapshot.levels[level];
            let points: Vec<_> = set.iter().map(|(_, area)| area.point).collect();
            AreaLayer::new(Layer::Areas(level).id(), &set.coverage, &points)
        };
        Self {
            areas: PerLevel::from_fn(layer),
            compounds: ShapeLayer::new(Layer::Compounds.id(), snapshot.compounds.iter().map(|it| &it.shape)),
            buildings: BuildingLayer::new(Layer::Buildings.id(), &snapshot.buildings.records.footprints),
            roads: RoadLayer::new(Layer::Roads.id(), &snapshot.roads),
            water: ShapeLayer::new(Layer::Water.id(), snapshot.water.iter().map(|water| &water.shape)),
        }
    }
}
