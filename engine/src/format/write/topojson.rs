//! TopoJSON out (specification 1.0): lines cut where they part, each piece stored once for all shapes that follow it.
//!
//! Positions are whole steps of 10⁻⁷ degrees, so that they come back exactly. Shapes are not changed: where a layer is a
//! coverage, the arcs are its arcs.

use super::{Output, RowWriter, Schema, Shape, text};
use crate::coord::{Bounds, LatticePoint};
use crate::format::WriteError;
use crate::format::wkb::closed;
use crate::record::Value;
use rustc_hash::{FxHashMap, FxHashSet};
use std::io::{self, Write};

/// Rows of a TopoJSON file, held until all lines are known.
pub(super) struct TopoJsonRows {
    out: Output,
    layer: String,
    /// Each column's name as JSON.
    names: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    /// As JSON.
    properties: Vec<u8>,
    geometry: Geometry,
}

enum Geometry {
    None,
    Point(LatticePoint),
    Lines(Vec<Vec<LatticePoint>>),
    /// Per polygon its rings, closed.
    Polygons(Vec<Vec<Vec<LatticePoint>>>),
}

impl TopoJsonRows {
    /// The rows are one layer of the file, called by the name given.
    pub fn new(out: Output, layer: &str, schema: &Schema) -> Self {
        let names =
            schema.columns.iter().map(|column| serde_json::Value::from(&*column.name).to_string()).collect();
        Self { out, layer: serde_json::Value::from(layer).to_string(), names, rows: Vec::new() }
    }
}

impl RowWriter for TopoJsonRows {
    fn write(&mut self, values: &[Value<'_>], shape: Option<Shape<'_>>) -> Result<(), WriteError> {
        let mut properties = Vec::new();
        for (i, (name, &value)) in self.names.iter().zip(values).enumerate() {
            write!(properties, "{}{name}:", if i > 0 { "," } else { "" })?;
            text::json(&mut properties, value)?;
        }
        let ring = |ring: &[LatticePoint], is_shell| closed(ring, is_shell).collect();
        let geometry = match shape {
            None => Geometry::None,
            Some(Shape::Point(point)) => Geometry::Point(point),
            Some(Shape::Lines(lines)) => Geometry::Lines(lines.to_vec()),
            Some(Shape::Polygons(shape)) => Geometry::Polygons(
                shape.0.iter().map(|p| p.rings().enumerate().map(|(i, r)| ring(r, i == 0)).collect()).collect(),
            ),
        };
        self.rows.push(Row { properties, geometry });
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>, WriteError> {
        let mut arcs = Arcs::new(self.rows.iter().flat_map(|row| row.geometry.lines()));
        let corner = self.corner();
        let (lon, lat) = (corner.lon(), corner.lat());
        write!(
            self.out,
            r#"{{"type":"Topology","transform":{{"scale":[1e-7,1e-7],"translate":[{lon:?},{lat:?}]}},"#
        )?;
        write!(self.out, r#""objects":{{{}:{{"type":"GeometryCollection","geometries":["#, self.layer)?;
        for (i, row) in self.rows.iter().enumerate() {
            self.out.write_all(if i > 0 { b",\n" } else { b"\n" })?;
            row.geometry.write(&mut self.out, &mut arcs, corner)?;
            self.out.write_all(b",\"properties\":{")?;
            self.out.write_all(&row.properties)?;
            self.out.write_all(b"}}")?;
        }
        self.out.write_all(b"\n]}},\"arcs\":[")?;
        for (i, arc) in arcs.lines.iter().enumerate() {
            self.out.write_all(if i > 0 { b",\n" } else { b"\n" })?;
            write_differences(&mut self.out, arc, corner)?;
        }
        self.out.write_all(b"\n]}\n")?;
        self.out.end()?;
        Ok(Vec::new())
    }
}

impl TopoJsonRows {
    /// The south-western corner of all shapes.
    fn corner(&self) -> LatticePoint {
        let points = self.rows.iter().flat_map(|row| {
            let single = if let Geometry::Point(point) = row.geometry { Some(point) } else { None };
            row.geometry.lines().flatten().copied().chain(single)
        });
        Bounds::around(points).map_or_else(LatticePoint::default, |bounds| bounds.min)
    }
}

impl Geometry {
    fn lines(&self) -> impl Iterator<Item = &Vec<LatticePoint>> {
        let (lines, polygons): (&[Vec<LatticePoint>], &[Vec<Vec<LatticePoint>>]) = match self {
            Self::None | Self::Point(_) => (&[], &[]),
            Self::Lines(lines) => (lines, &[]),
            Self::Polygons(polygons) => (&[], polygons),
        };
        lines.iter().chain(polygons.iter().flatten())
    }

    /// Opens the object and writes all but its properties.
    fn write(&self, out: &mut impl Write, arcs: &mut Arcs, corner: LatticePoint) -> io::Result<()> {
        match self {
            Self::None => out.write_all(b"{\"type\":null"),
            Self::Point(point) => {
                let (x, y) = from_corner(*point, corner);
                write!(out, r#"{{"type":"Point","coordinates":[{x},{y}]"#)
            }
            Self::Lines(lines) if lines.len() == 1 => {
                write!(out, r#"{{"type":"LineString","arcs":{:?}"#, arcs.of(&lines[0]))
            }
            Self::Lines(lines) => {
                let lines: Vec<_> = lines.iter().map(|line| arcs.of(line)).collect();
                write!(out, r#"{{"type":"MultiLineString","arcs":{lines:?}"#)
            }
            Self::Polygons(polygons) => {
                let mut numbers: Vec<Vec<Vec<i64>>> =
                    polygons.iter().map(|rings| rings.iter().map(|ring| arcs.of(ring)).collect()).collect();
                match numbers.len() {
                    1 => write!(out, r#"{{"type":"Polygon","arcs":{:?}"#, numbers.remove(0)),
                    _ => write!(out, r#"{{"type":"MultiPolygon","arcs":{numbers:?}"#),
                }
            }
        }
    }
}

/// The pieces between the points where lines part.
struct Arcs {
    junctions: FxHashSet<LatticePoint>,
    /// Each arc's number by its points, from the end that makes them the lesser sequence.
    numbers: FxHashMap<Vec<LatticePoint>, i64>,
    lines: Vec<Vec<LatticePoint>>,
}

impl Arcs {
    fn new<'a>(lines: impl Iterator<Item = &'a Vec<LatticePoint>>) -> Self {
        let mut beside: FxHashMap<LatticePoint, [LatticePoint; 2]> = FxHashMap::default();
        let mut junctions = FxHashSet::default();
        for line in lines {
            let (Some(&first), Some(&last)) = (line.first(), line.last()) else { continue };
            let is_ring = first == last;
            if !is_ring {
                junctions.extend([first, last]);
            }
            let around = (is_ring && line.len() > 2).then(|| [line[line.len() - 2], first, line[1]]);
            for [before, point, after] in line.windows(3).map(|w| [w[0], w[1], w[2]]).chain(around) {
                let pair = if before <= after { [before, after] } else { [after, before] };
                // Lines part where one that passes the point comes from or goes to somewhere else.
                if *beside.entry(point).or_insert(pair) != pair {
                    junctions.insert(point);
                }
            }
        }
        Self { junctions, numbers: FxHashMap::default(), lines: Vec::new() }
    }

    /// The numbers of the arcs along a line; `!i` is arc `i` backwards.
    fn of(&mut self, line: &[LatticePoint]) -> Vec<i64> {
        let line = self.turned_to_junction(line);
        let mut numbers = Vec::new();
        let mut start = 0;
        for i in 1..line.len() {
            if i + 1 == line.len() || self.junctions.contains(&line[i]) {
                numbers.push(self.number(&line[start..=i]));
                start = i;
            }
        }
        numbers
    }

    /// A ring turned to begin at a junction; at its lowest point where it has none, so that equal rings are one arc.
    fn turned_to_junction(&self, line: &[LatticePoint]) -> Vec<LatticePoint> {
        let (Some(first), Some(last)) = (line.first(), line.last()) else { return Vec::new() };
        if first != last || line.len() < 2 {
            return line.to_vec();
        }
        let mut ring = line[1..].to_vec();
        let lowest = || (0..ring.len()).min_by_key(|&i| ring[i]).unwrap_or(0);
        let start = ring.iter().position(|point| self.junctions.contains(point)).unwrap_or_else(lowest);
        ring.rotate_left(start);
        ring.push(ring[0]);
        ring
    }

    fn number(&mut self, points: &[LatticePoint]) -> i64 {
        let backward: Vec<LatticePoint> = points.iter().rev().copied().collect();
        let is_forward = points <= &backward[..];
        let key = if is_forward { points.to_vec() } else { backward };
        let lines = &mut self.lines;
        let number = *self.numbers.entry(key).or_insert_with_key(|key| {
            lines.push(key.clone());
            lines.len() as i64 - 1
        });
        if is_forward { number } else { !number }
    }
}

fn from_corner(point: LatticePoint, corner: LatticePoint) -> (i64, i64) {
    (i64::from(point.x) - i64::from(corner.x), i64::from(point.y) - i64::from(corner.y))
}

/// The first position from the corner, each other from the one before.
fn write_differences(out: &mut impl Write, line: &[LatticePoint], corner: LatticePoint) -> io::Result<()> {
    let mut before = corner;
    for (i, &point) in line.iter().enumerate() {
        let (dx, dy) = from_corner(point, before);
        write!(out, "{}[{dx},{dy}]", if i > 0 { "," } else { "[" })?;
        before = point;
    }
    out.write_all(b"]")
}
