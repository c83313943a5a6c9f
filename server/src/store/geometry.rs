//! The GeoPackage geometry blob: a header with an envelope, then well-known binary (OGC 12-128r19, 2.1.3).

use super::wkb::{self, Geometry};
use onemap_engine::coord::{Bounds, LatticePoint, Line, MultiPolygon};
use onemap_engine::record::Footprints;
use rusqlite::types::{FromSqlError, FromSqlResult};

/// Flags byte: little endian, no envelope / envelope [minx, maxx, miny, maxy], and the mark of an empty geometry.
const LITTLE_ENDIAN: u8 = 0b0_0001;
const ENVELOPE_XY: u8 = 0b0_0010;
const EMPTY: u8 = 0b1_0000;

/// EPSG:4326, the one reference system of a store.
pub(super) const SRS_ID: i32 = 4326;

pub(super) fn write_point(out: &mut Vec<u8>, point: LatticePoint) {
    write_header(out, LITTLE_ENDIAN);
    wkb::write_point(out, point);
}

pub(super) fn write_lines(out: &mut Vec<u8>, lines: &[Line]) {
    write_bounds(out, Bounds::around(lines.iter().flatten().copied()));
    wkb::write_lines(out, lines);
}

pub(super) fn write_polygons(out: &mut Vec<u8>, shape: &MultiPolygon) {
    write_bounds(out, shape.bounds());
    wkb::write_polygons(out, shape);
}

/// A blob as a geometry on the lattice. Any byte order, envelope and dimension is read: other programs edit stores.
pub(super) fn read(blob: &[u8]) -> FromSqlResult<Geometry> {
    let body = body(blob).ok_or(FromSqlError::InvalidType)?;
    wkb::read(body).map_err(|error| FromSqlError::Other(Box::new(error)))
}

/// As [`read`], of a point or polygons, whose rings are appended to columns.
pub(super) fn read_footprint(blob: &[u8], footprints: &mut Footprints) -> FromSqlResult<()> {
    let body = body(blob).ok_or(FromSqlError::InvalidType)?;
    wkb::read_footprint(body, footprints).map_err(|error| FromSqlError::Other(Box::new(error)))
}

/// The envelope of a blob in degrees, or `None` where it is empty or no geometry.
pub(super) fn envelope(blob: &[u8]) -> Option<[f64; 4]> {
    let flags = *blob.get(3)?;
    if flags & EMPTY != 0 {
        return None;
    }
    if envelope_len(flags)? > 0 && flags & LITTLE_ENDIAN != 0 {
        return stored_envelope(blob.get(8..40)?);
    }
    let bounds = read(blob).ok()?.bounds()?;
    Some([bounds.min.lon(), bounds.max.lon(), bounds.min.lat(), bounds.max.lat()])
}

fn stored_envelope(bytes: &[u8]) -> Option<[f64; 4]> {
    let mut corners = [0.0; 4];
    for (corner, bytes) in corners.iter_mut().zip(bytes.chunks_exact(8)) {
        *corner = f64::from_le_bytes(bytes.try_into().ok()?);
    }
    Some(corners)
}

/// The well-known binary after the header.
pub(super) fn body(blob: &[u8]) -> Option<&[u8]> {
    let header = blob.strip_prefix(b"GP")?;
    let length = 6 + envelope_len(*header.get(1)?)?;
    header.get(length..)
}

/// Bytes of the envelope that the flags announce.
fn envelope_len(flags: u8) -> Option<usize> {
    [0, 32, 48, 48, 64].get(usize::from(flags >> 1 & 0b111)).copied()
}

fn write_header(out: &mut Vec<u8>, flags: u8) {
    out.extend([b'G', b'P', 0, flags]);
    out.extend(SRS_ID.to_le_bytes());
}

fn write_bounds(out: &mut Vec<u8>, bounds: Option<Bounds>) {
    let Some(Bounds { min, max }) = bounds else { return write_header(out, LITTLE_ENDIAN | EMPTY) };
    write_header(out, LITTLE_ENDIAN | ENVELOPE_XY);
    for corner in [min.lon(), max.lon(), min.lat(), max.lat()] {
        out.extend(corner.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        let digits: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        digits.chunks(2).map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap()).collect()
    }

    /// `gpkg` blob of POINT (1 2) as GDAL 3.12 writes it.
    #[test]
    fn a_point_is_written_as_gdal_writes_it() {
        let mut blob = Vec::new();
        write_point(&mut blob, LatticePoint::new(10_000_000, 20_000_000));
        assert_eq!(blob, hex("47500001E6100000 0101000000 000000000000F03F 0000000000000040"));
    }

    #[test]
    fn shapes_come_back_as_they_went_in() {
        let ring =
            |d: i32| vec![(0, 0), (d, 0), (d, 318_000_002)].into_iter().map(|(x, y)| LatticePoint::new(x, y));
        let shape = MultiPolygon(vec![onemap_engine::coord::Polygon {
            shell: ring(1_173_000_001).collect(),
            holes: vec![ring(7).collect()],
        }]);
        let mut blob = Vec::new();
        write_polygons(&mut blob, &shape);
        assert_eq!(read(&blob).unwrap(), Geometry::Polygons(shape));
        assert_eq!(envelope(&blob), Some([0.0, 117.300_000_1, 0.0, 31.800_000_2]));
    }

    #[test]
    fn an_empty_shape_has_no_envelope() {
        let mut blob = Vec::new();
        write_polygons(&mut blob, &MultiPolygon::default());
        assert_eq!(envelope(&blob), None);
        assert_eq!(read(&blob).unwrap(), Geometry::Polygons(MultiPolygon::default()));
    }

    #[test]
    fn what_is_no_blob_is_refused() {
        assert!(read(b"").is_err());
        assert!(read(b"GP\0\x01\xe6\x10\0\0\x01\x01").is_err());
        assert!(read(&hex("47500001E6100000 0101000000 000000000000F07F 0000000000000040")).is_err());
    }
}
