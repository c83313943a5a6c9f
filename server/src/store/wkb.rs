//! Well-known binary (ISO 19125, 13249-3): points, lines and polygons on the lattice.
//!
//! Not the codec of `format`: a feature table takes multi-geometries alone, rings keep their direction, and millions of
//! points are read without a step through floating-point collections.

use onemap_engine::coord::{Bounds, CoordinateError, LatticePoint, Line, MultiPolygon, Polygon, Ring};
use onemap_engine::record::{Footprints, Part};

/// A geometry of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Geometry {
    Point(LatticePoint),
    Lines(Vec<Line>),
    Polygons(MultiPolygon),
}

#[derive(Debug, thiserror::Error)]
pub(super) enum WkbError {
    #[error("geometry ends early")]
    Truncated,
    #[error("geometry type {0} is not one of point, line, polygon or their multiples")]
    Type(u32),
    #[error(transparent)]
    Coordinate(#[from] CoordinateError),
}

const POINT: u32 = 1;
const LINE: u32 = 2;
const POLYGON: u32 = 3;
const MULTI: u32 = 3;

impl Geometry {
    pub(super) fn bounds(&self) -> Option<Bounds> {
        match self {
            Self::Point(point) => Bounds::around([*point]),
            Self::Lines(lines) => Bounds::around(lines.iter().flatten().copied()),
            Self::Polygons(shape) => shape.bounds(),
        }
    }
}

pub(super) fn write_point(out: &mut Vec<u8>, point: LatticePoint) {
    write_type(out, POINT);
    write_position(out, point);
}

pub(super) fn write_lines(out: &mut Vec<u8>, lines: &[Line]) {
    write_type(out, LINE + MULTI);
    write_count(out, lines.len());
    for line in lines {
        write_type(out, LINE);
        write_positions(out, line.len(), line.iter());
    }
}

pub(super) fn write_polygons(out: &mut Vec<u8>, shape: &MultiPolygon) {
    write_type(out, POLYGON + MULTI);
    write_count(out, shape.0.len());
    for polygon in &shape.0 {
        write_type(out, POLYGON);
        write_count(out, 1 + polygon.holes.len());
        for ring in polygon.rings() {
            let closed = ring.iter().chain(ring.first());
            write_positions(out, ring.len() + usize::from(!ring.is_empty()), closed);
        }
    }
}

fn write_type(out: &mut Vec<u8>, kind: u32) {
    out.push(1);
    out.extend(kind.to_le_bytes());
}

fn write_count(out: &mut Vec<u8>, count: usize) {
    out.extend((count as u32).to_le_bytes());
}

fn write_positions<'a>(out: &mut Vec<u8>, count: usize, points: impl Iterator<Item = &'a LatticePoint>) {
    write_count(out, count);
    points.for_each(|point| write_position(out, *point));
}

fn write_position(out: &mut Vec<u8>, point: LatticePoint) {
    out.extend(point.lon().to_le_bytes());
    out.extend(point.lat().to_le_bytes());
}

/// Reads one geometry; Z and M values are skipped.
pub(super) fn read(bytes: &[u8]) -> Result<Geometry, WkbError> {
    Input { bytes }.geometry()
}

/// As [`read`], of a point or polygons, whose rings are appended to columns.
pub(super) fn read_footprint(bytes: &[u8], footprints: &mut Footprints) -> Result<(), WkbError> {
    Input { bytes }.footprint(footprints)
}

struct Input<'a> {
    bytes: &'a [u8],
}

/// Byte order, base type and numbers per position of one geometry.
#[derive(Clone, Copy)]
struct Header {
    little: bool,
    kind: u32,
    numbers: usize,
}

impl Input<'_> {
    fn geometry(&mut self) -> Result<Geometry, WkbError> {
        let header = self.header()?;
        match header.kind {
            1 => Ok(Geometry::Point(self.position(header)?)),
            2 => Ok(Geometry::Lines(vec![self.line(header)?])),
            3 => Ok(Geometry::Polygons(self.polygon(header)?.into())),
            5 => self.parts(header, Self::line).map(Geometry::Lines),
            6 => self.parts(header, Self::polygon).map(|parts| Geometry::Polygons(MultiPolygon(parts))),
            other => Err(WkbError::Type(other)),
        }
    }

    /// The parts of a multi-geometry, each with a header of its own.
    fn parts<T>(
        &mut self,
        header: Header,
        read: impl Fn(&mut Self, Header) -> Result<T, WkbError>,
    ) -> Result<Vec<T>, WkbError> {
        let count = self.count(header)?;
        (0..count).map(|_| self.header().and_then(|part| read(self, part))).collect()
    }

    fn footprint(&mut self, footprints: &mut Footprints) -> Result<(), WkbError> {
        let header = self.header()?;
        match header.kind {
            1 => self.run(header, 1, Part::Point, footprints),
            3 => self.outline(header, footprints),
            6 => (0..self.count(header)?).try_for_each(|_| {
                let part = self.header()?;
                self.outline(part, footprints)
            }),
            other => Err(WkbError::Type(other)),
        }
    }

    /// The rings of one polygon.
    fn outline(&mut self, header: Header, footprints: &mut Footprints) -> Result<(), WkbError> {
        (0..self.count(header)?).try_for_each(|ring| {
            let count = self.count(header)?;
            self.run(header, count, if ring == 0 { Part::Shell } else { Part::Hole }, footprints)
        })
    }

    fn run(
        &mut self,
        header: Header,
        count: u32,
        part: Part,
        footprints: &mut Footprints,
    ) -> Result<(), WkbError> {
        (0..count).try_for_each(|_| self.position(header).map(|point| footprints.push_point(point)))?;
        footprints.end_ring(part);
        Ok(())
    }

    fn polygon(&mut self, header: Header) -> Result<Polygon, WkbError> {
        let count = self.count(header)?;
        let mut rings = (0..count).map(|_| self.ring(header)).collect::<Result<Vec<_>, _>>()?.into_iter();
        Ok(Polygon { shell: rings.next().unwrap_or_default(), holes: rings.collect() })
    }

    fn ring(&mut self, header: Header) -> Result<Ring, WkbError> {
        let mut ring = self.line(header)?;
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        Ok(ring)
    }

    fn line(&mut self, header: Header) -> Result<Line, WkbError> {
        let count = self.count(header)?;
        (0..count).map(|_| self.position(header)).collect()
    }

    fn position(&mut self, header: Header) -> Result<LatticePoint, WkbError> {
        let (lon, lat) = (self.number(header)?, self.number(header)?);
        for _ in 2..header.numbers {
            self.number(header)?;
        }
        Ok(LatticePoint::from_degrees(lon, lat)?)
    }

    fn header(&mut self) -> Result<Header, WkbError> {
        let little = self.take::<1>()? == [1];
        let code = self.word(little)?;
        // ISO adds 1000 for Z, 2000 for M; EWKB sets high bits.
        let extra = [0, 1, 1, 2][(code & 0xFFFF) as usize / 1000 % 4] + (code >> 30).count_ones() as usize;
        Ok(Header { little, kind: (code & 0xFFFF) % 1000, numbers: 2 + extra.min(2) })
    }

    fn count(&mut self, header: Header) -> Result<u32, WkbError> {
        self.word(header.little)
    }

    fn word(&mut self, little: bool) -> Result<u32, WkbError> {
        let bytes = self.take()?;
        Ok(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn number(&mut self, header: Header) -> Result<f64, WkbError> {
        let bytes = self.take()?;
        Ok(if header.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], WkbError> {
        let (head, rest) = self.bytes.split_first_chunk().ok_or(WkbError::Truncated)?;
        self.bytes = rest;
        Ok(*head)
    }
}
