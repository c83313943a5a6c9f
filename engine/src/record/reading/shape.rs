//! Shapes of rows on the lattice: rings closed, repeated points dropped, what has no area refused.

use super::row_fields::RowFields;
use super::simple::is_simple;
use crate::coord::predicate::{doubled_area, orientation};
use crate::coord::{CoordinateError, LatticePoint, Line, MultiPolygon, Polygon, Ring};
use crate::record::{Field, Oddity, Position, RawGeometry, Reason, Rejection};

impl RowFields<'_> {
    /// The row's polygons. Self-intersecting rings are kept, with a warning.
    pub(super) fn polygons(&mut self) -> Result<MultiPolygon, Rejection> {
        let raw = match &self.row.geometry {
            Some(RawGeometry::Polygons(polygons)) => polygons,
            other => return Err(self.wrong_geometry(other.as_ref())),
        };
        let mut polygons = Vec::with_capacity(raw.len());
        let mut flaw = None;
        for rings in raw {
            match self.polygon(rings)? {
                Ok(polygon) => polygons.push(polygon),
                Err(reason) => flaw = flaw.or(Some(reason)),
            }
        }
        match flaw {
            Some(reason) if polygons.is_empty() => Err(self.reject_value(Field::Geometry, "", reason)),
            None if polygons.is_empty() => Err(self.reject_value(Field::Geometry, "", Reason::Missing)),
            Some(_) => {
                self.warn_value(Field::Geometry, "", Oddity::EmptyPart);
                Ok(MultiPolygon(polygons))
            }
            None => Ok(MultiPolygon(polygons)),
        }
    }

    /// The row's lines; those of fewer than two points are dropped.
    pub(super) fn lines(&mut self) -> Result<Vec<Line>, Rejection> {
        let raw = match &self.row.geometry {
            Some(RawGeometry::Lines(lines)) => lines,
            other => return Err(self.wrong_geometry(other.as_ref())),
        };
        let mut lines = Vec::with_capacity(raw.len());
        for line in raw {
            let mut points = self.points(line)?;
            points.dedup();
            if points.len() >= 2 {
                lines.push(points);
            }
        }
        if lines.is_empty() {
            return Err(self.reject_value(Field::Geometry, "", Reason::TooFewPoints));
        }
        Ok(lines)
    }

    /// One polygon, or why it vanishes.
    fn polygon(&mut self, rings: &[Vec<Position>]) -> Result<Result<Polygon, Reason>, Rejection> {
        let Some((shell, holes)) = rings.split_first() else { return Ok(Err(Reason::Missing)) };
        let shell = match self.ring(shell)? {
            Ok(shell) => shell,
            Err(reason) => return Ok(Err(reason)),
        };
        let mut polygon = Polygon { shell, holes: Vec::with_capacity(holes.len()) };
        for hole in holes {
            match self.ring(hole)? {
                Ok(hole) => polygon.holes.push(hole),
                Err(_) => self.warn_value(Field::Geometry, "hole", Oddity::EmptyPart),
            }
        }
        Ok(Ok(polygon))
    }

    fn ring(&mut self, raw: &[Position]) -> Result<Result<Ring, Reason>, Rejection> {
        self.note_writing(raw);
        let mut ring = if raw.first() == raw.last() { self.points(raw)? } else { self.points(&closed(raw))? };
        ring.dedup();
        while ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        if ring.len() < 3 {
            return Ok(Err(Reason::TooFewPoints));
        }
        if doubled_area(&ring) == 0 && is_flat(&ring) {
            return Ok(Err(Reason::ZeroArea));
        }
        if !is_simple(&ring) {
            self.warn_value(Field::Geometry, "", Oddity::SelfIntersection);
        }
        Ok(Ok(ring))
    }

    /// Warns of a ring that is written oddly.
    fn note_writing(&mut self, raw: &[Position]) {
        if let Some(&[(x, y), _]) = raw.windows(2).find(|pair| pair[0] == pair[1]) {
            let place = self.project(x, y).ok();
            self.warn_at(Field::Geometry, &format!("{x}, {y}"), place, Oddity::RepeatedPoints);
        }
        if raw.len() >= 3 && raw.first() != raw.last() {
            self.warn_value(Field::Geometry, "", Oddity::UnclosedRing);
        }
    }

    fn points(&self, raw: &[Position]) -> Result<Vec<LatticePoint>, Rejection> {
        if let Some(&(x, y)) = raw.first() {
            self.project(x, y)?;
        }
        let reject =
            |error: CoordinateError| self.reject_value(Field::Geometry, &error.to_string(), (&error).into());
        self.reading.crs.line_to_lattice(raw).map_err(reject)
    }

    fn wrong_geometry(&self, found: Option<&RawGeometry>) -> Rejection {
        match found {
            None => self.reject_value(Field::Geometry, "", Reason::Missing),
            Some(geometry) => self.reject_value(Field::Geometry, geometry.kind(), Reason::WrongGeometry),
        }
    }
}

fn closed(raw: &[Position]) -> Vec<Position> {
    raw.iter().chain(raw.first()).copied().collect()
}

/// Whether all points lie on one line. A figure of eight has no signed area either, and is not flat.
fn is_flat(ring: &[LatticePoint]) -> bool {
    let [a, b, rest @ ..] = ring else { return true };
    rest.iter().all(|&p| orientation(*a, *b, p).is_eq())
}
