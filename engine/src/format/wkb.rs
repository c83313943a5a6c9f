//! Well-known binary (OGC 06-103r4, 8.2): read in either byte order, with Z, M and the SRID of EWKB skipped; written in
//! little-endian 2D.

use super::write::Shape;
use crate::coord::predicate::doubled_area;
use crate::coord::{LatticePoint, Polygon};
use crate::record::{Position, RawGeometry, Reason};

/// Reads one geometry.
///
/// # Errors
/// [`Reason::UnreadableGeometry`] where the bytes are no WKB or end early, [`Reason::WrongGeometry`] for collections.
pub fn read(bytes: &[u8]) -> Result<RawGeometry, Reason> {
    Cursor { bytes, big_endian: false, dimensions: 2 }.geometry().ok_or(Reason::UnreadableGeometry)?
}

/// Whether a text can be the hexadecimal form that databases print.
pub(super) fn looks_like_hex(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10
        && bytes.len().is_multiple_of(2)
        && (text.starts_with("00") || text.starts_with("01"))
        && bytes.iter().all(u8::is_ascii_hexdigit)
}

/// Reads the hexadecimal form.
///
/// # Errors
/// As [`read`].
pub(super) fn read_hex(text: &str) -> Result<RawGeometry, Reason> {
    let nibble = |b: u8| (b as char).to_digit(16).map(|digit| digit as u8);
    let byte = |pair: &[u8]| Some(nibble(pair[0])? << 4 | nibble(pair[1])?);
    let bytes: Option<Vec<u8>> = text.as_bytes().chunks_exact(2).map(byte).collect();
    read(&bytes.ok_or(Reason::UnreadableGeometry)?)
}

struct Cursor<'a> {
    bytes: &'a [u8],
    big_endian: bool,
    /// Numbers to a position.
    dimensions: usize,
}

impl Cursor<'_> {
    /// `None` where the bytes end early; collections are refused by name.
    fn geometry(&mut self) -> Option<Result<RawGeometry, Reason>> {
        Some(Ok(match self.header()? {
            1 => RawGeometry::Points(self.point()?.into_iter().collect()),
            2 => RawGeometry::Lines(vec![self.positions()?]),
            3 => RawGeometry::Polygons(vec![self.rings()?]),
            4 => RawGeometry::Points(self.members(Self::point)?.into_iter().flatten().collect()),
            5 => RawGeometry::Lines(self.members(Self::positions)?),
            6 => RawGeometry::Polygons(self.members(Self::rings)?),
            7 => return Some(Err(Reason::WrongGeometry)),
            _ => return None,
        }))
    }

    /// Byte order and type; the type without its dimension marks.
    fn header(&mut self) -> Option<u32> {
        const EWKB_Z: u32 = 0x8000_0000;
        const EWKB_M: u32 = 0x4000_0000;
        const EWKB_SRID: u32 = 0x2000_0000;
        let (&order, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        self.big_endian = order == 0;
        let code = self.u32()?;
        if code & EWKB_SRID != 0 {
            self.u32()?;
        }
        let iso = code & 0x0fff_ffff;
        let ewkb_dimensions = usize::from(code & EWKB_Z != 0) + usize::from(code & EWKB_M != 0);
        self.dimensions = 2 + ewkb_dimensions + [0, 1, 1, 2].get((iso / 1000) as usize)?;
        Some(iso % 1000)
    }

    /// The members of a multi-geometry, each with a header of its own.
    fn members<T>(&mut self, member: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let n = self.u32()? as usize;
        let mut members = Vec::with_capacity(n.min(self.bytes.len() / 5));
        for _ in 0..n {
            self.header()?;
            members.push(member(self)?);
        }
        Some(members)
    }

    fn rings(&mut self) -> Option<Vec<Vec<Position>>> {
        let n = self.u32()? as usize;
        let mut rings = Vec::with_capacity(n.min(self.bytes.len() / 4));
        for _ in 0..n {
            rings.push(self.positions()?);
        }
        Some(rings)
    }

    fn positions(&mut self) -> Option<Vec<Position>> {
        let n = self.u32()? as usize;
        let mut positions = Vec::with_capacity(n.min(self.bytes.len() / 16));
        for _ in 0..n {
            positions.push(self.position()?);
        }
        Some(positions)
    }

    /// An empty point is written as NaN, NaN.
    fn point(&mut self) -> Option<Option<Position>> {
        let (x, y) = self.position()?;
        Some((!(x.is_nan() && y.is_nan())).then_some((x, y)))
    }

    fn position(&mut self) -> Option<Position> {
        let position = (self.f64()?, self.f64()?);
        for _ in 2..self.dimensions {
            self.f64()?;
        }
        Some(position)
    }

    fn u32(&mut self) -> Option<u32> {
        let (bytes, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        Some(if self.big_endian { u32::from_be_bytes(*bytes) } else { u32::from_le_bytes(*bytes) })
    }

    fn f64(&mut self) -> Option<f64> {
        let (bytes, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        Some(if self.big_endian { f64::from_be_bytes(*bytes) } else { f64::from_le_bytes(*bytes) })
    }
}

/// The type codes of single geometries; a multi-geometry is three more.
const POINT: u32 = 1;
const LINE: u32 = 2;
const POLYGON: u32 = 3;

/// Appends a shape: single where it has one part, multiple otherwise. Shells run counter-clockwise, holes clockwise.
pub(super) fn write(shape: Shape<'_>, out: &mut Vec<u8>) {
    match shape {
        Shape::Point(point) => {
            header(POINT, out);
            position(point, out);
        }
        Shape::Lines([line]) => single_line(line, out),
        Shape::Lines(lines) => {
            header(LINE + 3, out);
            count(lines.len(), out);
            lines.iter().for_each(|line| single_line(line, out));
        }
        Shape::Polygons(shape) => match &shape.0[..] {
            [polygon] => single_polygon(polygon, out),
            polygons => {
                header(POLYGON + 3, out);
                count(polygons.len(), out);
                polygons.iter().for_each(|polygon| single_polygon(polygon, out));
            }
        },
    }
}

fn single_line(line: &[LatticePoint], out: &mut Vec<u8>) {
    header(LINE, out);
    count(line.len(), out);
    line.iter().for_each(|&point| position(point, out));
}

fn single_polygon(polygon: &Polygon, out: &mut Vec<u8>) {
    header(POLYGON, out);
    count(1 + polygon.holes.len(), out);
    ring(&polygon.shell, true, out);
    polygon.holes.iter().for_each(|hole| ring(hole, false, out));
}

fn ring(ring: &[LatticePoint], counter_clockwise: bool, out: &mut Vec<u8>) {
    count(ring.len() + 1, out);
    closed(ring, counter_clockwise).for_each(|point| position(point, out));
}

/// The points of a ring, its first repeated at its end, in the wanted direction.
pub(super) fn closed(ring: &[LatticePoint], counter_clockwise: bool) -> impl Iterator<Item = LatticePoint> {
    let forward = (doubled_area(ring) >= 0) == counter_clockwise;
    let n = ring.len();
    (0..=n).filter(move |_| n > 0).map(move |i| if forward { ring[i % n] } else { ring[(n - i) % n] })
}

fn header(code: u32, out: &mut Vec<u8>) {
    out.push(1);
    out.extend_from_slice(&code.to_le_bytes());
}

fn count(n: usize, out: &mut Vec<u8>) {
    out.extend_from_slice(&(n as u32).to_le_bytes());
}

fn position(point: LatticePoint, out: &mut Vec<u8>) {
    out.extend_from_slice(&point.lon().to_le_bytes());
    out.extend_from_slice(&point.lat().to_le_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with shapely 2: `shapely.to_wkb(shapely.from_wkt(…), hex=True, byte_order=…, include_srid=…)`.
    #[test]
    fn what_geos_writes_is_read() {
        let point = RawGeometry::Points(vec![(1.0, 2.0)]);
        for hex in [
            "0101000000000000000000F03F0000000000000040",
            "00000000013FF00000000000004000000000000000",
            "0101000080000000000000F03F00000000000000400000000000000840",
            "01E9030000000000000000F03F00000000000000400000000000000840",
            "0101000020E6100000000000000000F03F0000000000000040",
        ] {
            assert_eq!(read_hex(hex), Ok(point.clone()), "{hex}");
        }
        assert_eq!(read_hex("0101000000000000000000F87F000000000000F87F"), Ok(RawGeometry::Points(vec![])));
        assert_eq!(read_hex("010700000000000000"), Err(Reason::WrongGeometry));
    }

    #[test]
    fn what_is_written_is_read_again_and_nothing_shorter_is() {
        let ring =
            |points: &[(i32, i32)]| points.iter().map(|&(x, y)| LatticePoint::new(x, y)).collect::<Vec<_>>();
        let shell = ring(&[(0, 0), (0, 10_000_000), (10_000_000, 0)]);
        let polygon = Polygon { shell, holes: vec![] };
        let shape = crate::coord::MultiPolygon(vec![polygon.clone(), polygon]);
        let mut bytes = Vec::new();
        write(Shape::Polygons(&shape), &mut bytes);
        let part = vec![vec![(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]];
        assert_eq!(read(&bytes), Ok(RawGeometry::Polygons(vec![part.clone(), part])));
        for end in 0..bytes.len() {
            assert_eq!(read(&bytes[..end]), Err(Reason::UnreadableGeometry));
        }
    }
}
