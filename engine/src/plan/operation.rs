//! What planners do to a plan, as JSON: a list of operations, or a GeoJSON FeatureCollection of them.

use crate::coord::{CoordinateError, LatticePoint, Line};
use crate::record::LocalDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A place as `[longitude, latitude]` in degrees, as GeoJSON has it; kept on the lattice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<f64>", into = "[f64; 2]")]
pub struct Position(pub LatticePoint);

impl TryFrom<Vec<f64>> for Position {
    type Error = String;

    fn try_from(numbers: Vec<f64>) -> Result<Self, String> {
        let &[lon, lat, ..] = &numbers[..] else {
            return Err(format!("a position is [longitude, latitude], not {numbers:?}"));
        };
        LatticePoint::from_degrees(lon, lat).map(Self).map_err(|error: CoordinateError| error.to_string())
    }
}

impl From<Position> for [f64; 2] {
    fn from(Position(p): Position) -> Self {
        [p.lon(), p.lat()]
    }
}

/// A vertex and where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    pub from: Position,
    pub to: Position,
}

/// The rings of one polygon or of several, the shell first, as GeoJSON has them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "coordinates")]
pub enum Shape {
    Polygon(Vec<Vec<Position>>),
    MultiPolygon(Vec<Vec<Vec<Position>>>),
}

/// What a grid says of itself; for one that is there, what is not given stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    pub code: Option<String>,
    pub name: Option<String>,
    pub parent: Option<String>,
    pub kind: Option<String>,
    pub starts: Option<LocalDate>,
}

/// One operation on a plan. Grids go by code.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
pub enum Operation {
    /// Every boundary through a vertex moves with it.
    MoveVertices { moves: Vec<Move> },
    /// A vertex is put on the boundary edge between two vertices, at its new place.
    InsertVertex { edge: [Position; 2], at: Position },
    /// The boundary runs straight between the neighbours of each vertex.
    RemoveVertices { vertices: Vec<Position> },
    /// The grid's boundary follows a line: what it encloses outside joins, what it cuts off inside leaves. The line is drawn on by
    /// 5 cm at both ends.
    Reshape { grid: String, line: Vec<Position> },
    /// The grid is cut along a line, drawn on by 5 cm at both ends. The largest piece keeps its code; the others get the codes named,
    /// or the next free ones.
    Split {
        grid: String,
        line: Vec<Position>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        codes: Option<Vec<String>>,
    },
    /// All that the grids have goes to one of them.
    Merge { grids: Vec<String>, into: String },
    /// Buildings, or all those of compounds, go to a grid: the boundary is redrawn between buildings, along roads where there
    /// are some.
    Assign {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        buildings: Vec<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        compounds: Vec<String>,
        to: String,
    },
    /// A grid is made of what belongs to none inside a shape.
    Create {
        shape: Shape,
        code: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<String>,
    },
    /// What the grid has beyond its community becomes a gap.
    Clip { grid: String },
    /// The grid's boundary is laid on the middle lines of roads that run within a tolerance in metres.
    Snap { grid: String, tolerance_m: f64 },
    /// What the grid says is changed.
    Set {
        grid: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        parent: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        starts: Option<LocalDate>,
    },
    /// Locked grids neither lose nor gain a place.
    Lock { grids: Vec<String>, locked: bool },
}

/// A text that is no list of operations.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedOperation {
    #[error("not JSON: {0}")]
    NotJson(String),
    #[error("give a JSON array of operations or a GeoJSON FeatureCollection of them")]
    NotAList,
    #[error("operation {index}: {message}")]
    Operation {
        /// Counted from 0.
        index: usize,
        message: String,
    },
}

impl Operation {
    /// The operations of a JSON array, or of a GeoJSON FeatureCollection whose features have the members of an operation as
    /// properties and its line or shape as geometry.
    ///
    /// # Errors
    /// With the number of the first operation that is none, and why.
    pub fn list(json: &str) -> Result<Vec<Self>, MalformedOperation> {
        let value: Value =
            serde_json::from_str(json).map_err(|error| MalformedOperation::NotJson(error.to_string()))?;
        let items = match value {
            Value::Array(items) => items,
            Value::Object(mut object) => match object.remove("features") {
                Some(Value::Array(features)) => features.into_iter().map(of_feature).collect(),
                _ => return Err(MalformedOperation::NotAList),
            },
            _ => return Err(MalformedOperation::NotAList),
        };
        let read = |(index, item)| {
            serde_json::from_value(item)
                .map_err(|error| MalformedOperation::Operation { index, message: error.to_string() })
        };
        items.into_iter().enumerate().map(read).collect()
    }
}

/// The operation that a feature stands for: its properties, with the geometry under the name that operations have for it.
fn of_feature(mut feature: Value) -> Value {
    let take = |feature: &mut Value, name: &str| feature.get_mut(name).map_or(Value::Null, Value::take);
    let (properties, mut geometry) = (take(&mut feature, "properties"), take(&mut feature, "geometry"));
    // A table has a column for whatever any of its features says.
    let mut members = match properties {
        Value::Object(members) => members.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        _ => Map::new(),
    };
    match geometry.get("type").and_then(Value::as_str) {
        Some("LineString") => drop(members.insert("line".to_owned(), take(&mut geometry, "coordinates"))),
        Some("Polygon" | "MultiPolygon") => drop(members.insert("shape".to_owned(), geometry)),
        Some("Point") => drop(members.insert("at".to_owned(), take(&mut geometry, "coordinates"))),
        _ => {}
    }
    Value::Object(members)
}

pub(super) fn line(positions: &[Position]) -> Line {
    positions.iter().map(|position| position.0).collect()
}

/// How far a line goes on past its ends, in lattice steps: about 5 cm.
const BEYOND: f64 = 5.0;

/// A line that cuts, drawn on a little past its ends: a place on a boundary is rounded to the lattice, and may come to lie just short of it.
pub(super) fn cutting_line(positions: &[Position]) -> Line {
    let line = line(positions);
    let past = |end: LatticePoint, from: LatticePoint| {
        let (dx, dy) = (f64::from(end.x) - f64::from(from.x), f64::from(end.y) - f64::from(from.y));
        let on = |at: i32, step: f64| (f64::from(at) + BEYOND * step / dx.hypot(dy)).round() as i32;
        (end != from).then(|| LatticePoint::new(on(end.x, dx), on(end.y, dy)))
    };
    match line[..] {
        [first, second, ..] if line.last() != Some(&first) => {
            let (last, before_last) = (line[line.len() - 1], line[line.len() - 2]);
            past(first, second).into_iter().chain(line).chain(past(last, before_last)).collect()
        }
        _ => line,
    }
}
