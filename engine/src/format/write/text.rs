//! Values and shapes as text.

use super::Shape;
use crate::coord::{LatticePoint, Line, MultiPolygon, Polygon};
use crate::format::wkb::closed;
use crate::record::Value;
use std::io::{self, Write};

/// A coordinate in degrees with the digits it has on the lattice: 1173000000 → `117.3`.
pub(super) fn degrees(out: &mut impl Write, steps: i32) -> io::Result<()> {
    const PER_DEGREE: u32 = 10_000_000;
    let sign = if steps < 0 { "-" } else { "" };
    let magnitude = steps.unsigned_abs();
    let (whole, mut fraction) = (magnitude / PER_DEGREE, magnitude % PER_DEGREE);
    if fraction == 0 {
        return write!(out, "{sign}{whole}.0");
    }
    let mut width = 7;
    while fraction.is_multiple_of(10) {
        fraction /= 10;
        width -= 1;
    }
    write!(out, "{sign}{whole}.{fraction:0width$}")
}

/// The brackets and separators of a text form of shapes.
#[derive(Clone, Copy)]
pub(super) struct Notation {
    pub open: &'static str,
    pub close: &'static str,
    pub position: (&'static str, &'static str, &'static str),
}

pub(super) const JSON: Notation = Notation { open: "[", close: "]", position: ("[", ",", "]") };
pub(super) const WKT: Notation = Notation { open: "(", close: ")", position: ("", " ", "") };

impl Notation {
    pub fn position(self, out: &mut impl Write, point: LatticePoint) -> io::Result<()> {
        let (open, between, close) = self.position;
        out.write_all(open.as_bytes())?;
        degrees(out, point.x)?;
        out.write_all(between.as_bytes())?;
        degrees(out, point.y)?;
        out.write_all(close.as_bytes())
    }

    pub fn line(self, out: &mut impl Write, line: &[LatticePoint]) -> io::Result<()> {
        self.list(out, line.iter().copied(), Self::position)
    }

    pub fn lines(self, out: &mut impl Write, lines: &[Line]) -> io::Result<()> {
        self.list(out, lines.iter(), |n, out, line| n.line(out, line))
    }

    /// Shell counter-clockwise, holes clockwise, as RFC 7946 wants them.
    pub fn polygon(self, out: &mut impl Write, polygon: &Polygon) -> io::Result<()> {
        let rings = polygon.rings().enumerate();
        self.list(out, rings, |n, out, (i, ring)| n.list(out, closed(ring, i == 0), Self::position))
    }

    pub fn polygons(self, out: &mut impl Write, shape: &MultiPolygon) -> io::Result<()> {
        self.list(out, shape.0.iter(), Self::polygon)
    }

    fn list<W: Write, T>(
        self,
        out: &mut W,
        items: impl Iterator<Item = T>,
        write: impl Fn(Self, &mut W, T) -> io::Result<()>,
    ) -> io::Result<()> {
        out.write_all(self.open.as_bytes())?;
        for (i, item) in items.enumerate() {
            if i > 0 {
                out.write_all(b",")?;
            }
            write(self, out, item)?;
        }
        out.write_all(self.close.as_bytes())
    }
}

/// The type of a shape, single where it has one part, and its coordinates.
pub(super) fn shape(out: &mut impl Write, notation: Notation, shape: Shape<'_>) -> io::Result<()> {
    match shape {
        Shape::Point(point) => notation.position(out, point),
        Shape::Lines([line]) => notation.line(out, line),
        Shape::Lines(lines) => notation.lines(out, lines),
        Shape::Polygons(shape) => match &shape.0[..] {
            [polygon] => notation.polygon(out, polygon),
            _ => notation.polygons(out, shape),
        },
    }
}

/// The simple-feature type that [`shape`] writes.
pub(super) fn type_name(shape: Shape<'_>) -> &'static str {
    match shape {
        Shape::Point(_) => "Point",
        Shape::Lines([_]) => "LineString",
        Shape::Lines(_) => "MultiLineString",
        Shape::Polygons(shape) if shape.0.len() == 1 => "Polygon",
        Shape::Polygons(_) => "MultiPolygon",
    }
}

/// A value as JSON. Numbers that JSON has no form for are null.
pub(super) fn json(out: &mut impl Write, value: Value<'_>) -> io::Result<()> {
    match value {
        Value::Real(real) if !real.is_finite() => out.write_all(b"null"),
        Value::Null => out.write_all(b"null"),
        Value::Text(text) => serde_json::to_writer(out, text).map_err(io::Error::from),
        Value::Time(time) => write!(out, "\"{time}\""),
        value => write!(out, "{value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_have_the_digits_of_the_lattice() {
        for (steps, expected) in [
            (1_173_000_000, "117.3"),
            (-318_000_001, "-31.8000001"),
            (5, "0.0000005"),
            (-1_800_000_000, "-180.0"),
            (0, "0.0"),
        ] {
            let mut out = Vec::new();
            degrees(&mut out, steps).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
