//! TopoJSON in (specification 1.0): arcs are put together to shapes again. The file is held as a whole.

use super::feature::{Feature, Geometry as FeatureGeometry, Properties};
use super::geojson::Features;
use super::{DeclaredCrs, ReadError, ReadOptions, Source};
use crate::record::{Chunk, Columns, Position, RawGeometry};
use serde::Deserialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;

const CHUNK_ROWS: usize = 4096;

/// The longest text that is read, bytes.
const LONGEST: u64 = 1 << 30;

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "type")]
    kind: String,
    objects: BTreeMap<String, Object>,
    arcs: Vec<Vec<Vec<f64>>>,
    #[serde(default)]
    transform: Option<Transform>,
    #[serde(default)]
    crs: Option<Json>,
}

#[derive(Deserialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

/// A geometry object; a collection of them is a layer.
#[derive(Deserialize)]
struct Object {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    id: Option<Json>,
    #[serde(default)]
    properties: Option<Properties>,
    #[serde(default)]
    arcs: Json,
    #[serde(default)]
    coordinates: Json,
    #[serde(default)]
    geometries: Vec<Object>,
}

/// The shapes of one layer of a topology.
pub(super) struct Topology {
    arcs: Arcs,
    shapes: std::vec::IntoIter<Object>,
    features: Features,
    crs: Option<DeclaredCrs>,
}

/// Arcs in the coordinates of the file.
struct Arcs {
    lines: Vec<Vec<Position>>,
    transform: Option<Transform>,
    /// Positions a shape may have: no arc bounds a shape more than twice.
    most: usize,
}

impl Topology {
    /// # Errors
    /// When the text is no topology, or holds several layers of which none was named.
    pub fn open(path: &Path, text: impl BufRead, options: &ReadOptions) -> Result<Self, ReadError> {
        let unsupported = |what: String| ReadError::Unsupported { path: path.to_owned(), what };
        let broken = |error: serde_json::Error| unsupported(format!("not TopoJSON: {error}"));
        let document: Document = serde_json::from_reader(text.take(LONGEST)).map_err(broken)?;
        if document.kind != "Topology" {
            return Err(unsupported(format!("its type is {}, not Topology", document.kind)));
        }
        let layer = layer(document.objects, options).map_err(unsupported)?;
        let arcs = Arcs::new(document.arcs, document.transform).map_err(unsupported)?;
        let crs = document.crs.as_ref().and_then(DeclaredCrs::from_geojson);
        Ok(Self { arcs, shapes: members(layer).into_iter(), features: Features::default(), crs })
    }
}

impl Source for Topology {
    fn next_chunk(&mut self) -> Option<Result<Chunk, ReadError>> {
        let shapes: Vec<Object> = self.shapes.by_ref().take(CHUNK_ROWS).collect();
        if shapes.is_empty() {
            return None;
        }
        let rows = shapes.into_iter().map(|shape| self.features.row(self.arcs.feature(shape))).collect();
        Some(Ok(Chunk { columns: Arc::clone(&self.features.columns), rows }))
    }

    fn columns(&self) -> Arc<Columns> {
        Arc::clone(&self.features.columns)
    }

    fn crs(&self) -> Option<DeclaredCrs> {
        self.crs.clone()
    }
}

fn layer(mut objects: BTreeMap<String, Object>, options: &ReadOptions) -> Result<Object, String> {
    let names: Vec<String> = objects.keys().cloned().collect();
    let name = super::chosen_layer(&names, options)?;
    Ok(objects.remove(&name).expect("one of the names was chosen"))
}

fn members(layer: Object) -> Vec<Object> {
    if layer.kind.as_deref() == Some("GeometryCollection") { layer.geometries } else { vec![layer] }
}

impl Arcs {
    fn new(arcs: Vec<Vec<Vec<f64>>>, transform: Option<Transform>) -> Result<Self, String> {
        let lines: Option<Vec<Vec<Position>>> = arcs.iter().map(|arc| line(arc, transform.as_ref())).collect();
        let lines = lines.ok_or("a position of an arc has fewer than two numbers")?;
        let most = 2 * lines.iter().map(Vec::len).sum::<usize>();
        Ok(Self { lines, transform, most })
    }

    fn feature(&self, shape: Object) -> Result<Feature, String> {
        Ok(Feature {
            kind: "Feature".to_owned(),
            geometry: self.geometry(&shape)?.map(FeatureGeometry),
            id: shape.id,
            properties: shape.properties,
        })
    }

    fn geometry(&self, shape: &Object) -> Result<Option<RawGeometry>, String> {
        let geometry = match shape.kind.as_deref() {
            None => return Ok(None),
            Some("Point") => RawGeometry::Points(vec![self.position(&shape.coordinates)?]),
            Some("MultiPoint") => RawGeometry::Points(
                list(&shape.coordinates)?.iter().map(|p| self.position(p)).collect::<Result<_, _>>()?,
            ),
            Some("LineString") => RawGeometry::Lines(vec![self.joined(&shape.arcs)?]),
            Some("MultiLineString") => RawGeometry::Lines(self.all_joined(&shape.arcs)?),
            Some("Polygon") => RawGeometry::Polygons(vec![self.all_joined(&shape.arcs)?]),
            Some("MultiPolygon") => {
                let polygons: Result<_, _> =
                    list(&shape.arcs)?.iter().map(|rings| self.all_joined(rings)).collect();
                RawGeometry::Polygons(polygons?)
            }
            Some(other) => return Err(format!("geometry of type {other} is not supported")),
        };
        Ok(Some(geometry))
    }

    fn position(&self, coordinates: &Json) -> Result<Position, String> {
        let numbers: Vec<f64> = list(coordinates)?.iter().filter_map(Json::as_f64).collect();
        let placed = line(&[numbers], self.transform.as_ref()).and_then(|line| line.first().copied());
        placed.ok_or_else(|| "a position has fewer than two numbers".to_owned())
    }

    fn all_joined(&self, lines: &Json) -> Result<Vec<Vec<Position>>, String> {
        list(lines)?.iter().map(|line| self.joined(line)).collect()
    }

    /// The arcs of one line or ring, one after the other; `!i` is arc `i` backwards. Each begins where the last ended.
    fn joined(&self, arcs: &Json) -> Result<Vec<Position>, String> {
        let mut positions: Vec<Position> = Vec::new();
        for number in list(arcs)? {
            let number = number.as_i64().ok_or("the number of an arc is no integer")?;
            let index = if number < 0 { !number } else { number };
            let arc = usize::try_from(index).ok().and_then(|index| self.lines.get(index));
            let arc =
                arc.ok_or_else(|| format!("there is no arc {index}, the file has {}", self.lines.len()))?;
            if positions.len() + arc.len() > self.most {
                return Err("its arcs repeat one another".to_owned());
            }
            let skipped = usize::from(!positions.is_empty());
            if number < 0 {
                positions.extend(arc.iter().rev().skip(skipped));
            } else {
                positions.extend(arc.iter().skip(skipped));
            }
        }
        Ok(positions)
    }
}

fn list(json: &Json) -> Result<&[Json], String> {
    json.as_array().map(Vec::as_slice).ok_or_else(|| "its arcs or coordinates are no list".to_owned())
}

/// Positions, of differences from one to the next where there is a transform.
fn line(positions: &[Vec<f64>], transform: Option<&Transform>) -> Option<Vec<Position>> {
    let (mut x, mut y) = (0.0, 0.0);
    let placed = positions.iter().map(|position| {
        let &[dx, dy, ..] = &position[..] else { return None };
        Some(match transform {
            None => (dx, dy),
            Some(Transform { scale, translate }) => {
                (x, y) = (x + dx, y + dy);
                (x * scale[0] + translate[0], y * scale[1] + translate[1])
            }
        })
    });
    placed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str, layer: Option<&str>) -> Result<Topology, String> {
        let options = ReadOptions { layer: layer.map(str::to_owned), ..ReadOptions::default() };
        Topology::open(Path::new("x.topojson"), text.as_bytes(), &options).map_err(|error| error.to_string())
    }

    /// The example of the specification, section 1.1, its polygon and line.
    const EXAMPLE: &str = r#"{"type":"Topology","transform":{"scale":[0.0005000500050005,0.00010001000100010001],"translate":[100,0]},
        "objects":{"example":{"type":"GeometryCollection","geometries":[
            {"type":"Point","properties":{"prop0":"value0"},"coordinates":[4000,5000]},
            {"type":"LineString","properties":{"prop0":"value0","prop1":0},"arcs":[0]},
            {"type":"Polygon","properties":{"prop0":"value0","prop1":{"this":"that"}},"arcs":[[1]]}]}},
        "arcs":[[[4000,0],[1999,9999],[2000,-9999],[2000,9999]],[[0,0],[0,9999],[2000,0],[0,-9999],[-2000,0]]]}"#;

    #[test]
    fn the_example_of_the_specification_is_read() {
        let mut topology = open(EXAMPLE, None).unwrap();
        let rows: Vec<_> =
            topology.next_chunk().unwrap().unwrap().rows.into_iter().map(Result::unwrap).collect();
        assert_eq!(topology.columns().names, ["prop0", "prop1"]);
        let Some(RawGeometry::Points(points)) = &rows[0].geometry else { panic!("a point") };
        assert!((points[0].0 - 102.0).abs() < 0.001 && (points[0].1 - 0.5).abs() < 0.001);
        let Some(RawGeometry::Polygons(polygons)) = &rows[2].geometry else { panic!("a polygon") };
        assert_eq!((polygons[0][0].len(), polygons[0][0][0]), (5, (100.0, 0.0)));
    }

    #[test]
    fn what_is_wrong_is_said_of_the_row_or_the_file() {
        let of_row = |arcs: &str| {
            let text = format!(
                r#"{{"type":"Topology","objects":{{"a":{{"type":"Polygon","arcs":{arcs}}}}},"arcs":[[[0,0],[1,1]]]}}"#
            );
            open(&text, None).unwrap().next_chunk().unwrap().unwrap().rows.remove(0).unwrap_err().to_string()
        };
        assert!(of_row("[[7]]").contains("no arc 7"));
        assert!(of_row("[[-9]]").contains("no arc 8"));
        assert!(of_row("[[0,0,0,0,0,0,0,0]]").contains("repeat"));
        assert!(of_row("5").contains("no list"));
        let two = r#"{"type":"Topology","objects":{"a":{"type":null},"b":{"type":null}},"arcs":[]}"#;
        assert!(open(two, None).err().unwrap().contains("several layers (a, b)"));
        assert!(open(two, Some("c")).err().unwrap().contains("no layer `c`"));
        assert!(open(two, Some("b")).is_ok());
        assert!(open(r#"{"type":"Topology","objects"#, None).err().unwrap().contains("not TopoJSON"));
    }
}
