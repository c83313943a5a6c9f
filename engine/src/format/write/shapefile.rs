//! ESRI Shapefiles out: `.shp`, `.shx`, `.dbf` in UTF-8, `.cpg` and `.prj`; in one `.zip` where the name ends so.
//!
//! ESRI Shapefile Technical Description, 1998. Rings run as it wants them: shells clockwise, holes counter-clockwise.

use super::dbf::Table;
use super::{GeometryType, RowWriter, Schema, Shape};
use crate::coord::{Bounds, LatticePoint};
use crate::format::WriteError;
use crate::format::wkb::closed;
use crate::record::Value;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

const NULL: i32 = 0;
const POINT: i32 = 1;
const LINE: i32 = 3;
const POLYGON: i32 = 5;

const HEADER_BYTES: usize = 100;

/// Lengths in a Shapefile are 32-bit numbers of 16-bit words.
const LONGEST: usize = 2 * (i32::MAX as usize);

/// Rows of a Shapefile, held until their number and extent are known.
pub(super) struct ShapefileRows {
    path: PathBuf,
    /// Open from the beginning, so that a file that cannot be written is known at once.
    file: File,
    kind: i32,
    shapes: Vec<u8>,
    index: Vec<u8>,
    bounds: Option<Bounds>,
    records: usize,
    table: Table,
}

impl ShapefileRows {
    pub fn new(path: &Path, file: File, schema: &Schema) -> Self {
        let kind = match schema.geometry {
            GeometryType::None => NULL,
            GeometryType::Point => POINT,
            GeometryType::Line => LINE,
            GeometryType::Polygon => POLYGON,
        };
        let (shapes, index) = (vec![0; HEADER_BYTES], vec![0; HEADER_BYTES]);
        let table = Table::new(&schema.columns);
        Self { path: path.to_owned(), file, kind, shapes, index, bounds: None, records: 0, table }
    }

    fn record(&mut self, content: &[u8]) -> Result<(), WriteError> {
        if self.shapes.len() + 8 + content.len() > LONGEST {
            return Err(WriteError::TooLarge { rows: self.records, limit: "a Shapefile holds 4 GiB" });
        }
        let words = |bytes: usize| ((bytes / 2) as i32).to_be_bytes();
        self.index.extend(words(self.shapes.len()));
        self.index.extend(words(content.len()));
        self.records += 1;
        self.shapes.extend((self.records as i32).to_be_bytes());
        self.shapes.extend(words(content.len()));
        self.shapes.extend(content);
        Ok(())
    }

    /// Writes what is known at the end alone: length and extent.
    fn header(&self, bytes: &mut [u8]) {
        let words = (bytes.len() / 2) as i32;
        bytes[..4].copy_from_slice(&9994_i32.to_be_bytes());
        bytes[24..28].copy_from_slice(&words.to_be_bytes());
        bytes[28..32].copy_from_slice(&1000_i32.to_le_bytes());
        bytes[32..36].copy_from_slice(&self.kind.to_le_bytes());
        for (i, side) in sides(self.bounds).into_iter().enumerate() {
            bytes[36 + 8 * i..44 + 8 * i].copy_from_slice(&side.to_le_bytes());
        }
    }
}

impl RowWriter for ShapefileRows {
    fn write(&mut self, values: &[Value<'_>], shape: Option<Shape<'_>>) -> Result<(), WriteError> {
        let content = match (self.kind, shape) {
            (_, None) => NULL.to_le_bytes().to_vec(),
            (POINT, Some(Shape::Point(point))) => point_record(point),
            (LINE, Some(Shape::Lines(lines))) => lines_record(LINE, lines),
            (POLYGON, Some(Shape::Polygons(shape))) => {
                let rings = |polygon: &crate::coord::Polygon| {
                    let rings = polygon.rings().enumerate();
                    rings.map(|(i, ring)| closed(ring, i > 0).collect()).collect::<Vec<Vec<LatticePoint>>>()
                };
                lines_record(POLYGON, &shape.0.iter().flat_map(rings).collect::<Vec<_>>())
            }
            _ => return Err(WriteError::MixedShapes { row: self.records + 1 }),
        };
        let of_shape = match shape {
            Some(Shape::Point(point)) => Bounds::around([point]),
            Some(Shape::Lines(lines)) => Bounds::around(lines.iter().flatten().copied()),
            Some(Shape::Polygons(shape)) => shape.bounds(),
            None => None,
        };
        self.bounds = [self.bounds, of_shape].into_iter().flatten().reduce(Bounds::union);
        self.table.push(values);
        self.record(&content)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>, WriteError> {
        let (mut shapes, mut index) = (std::mem::take(&mut self.shapes), std::mem::take(&mut self.index));
        self.header(&mut shapes);
        self.header(&mut index);
        let (table, notes) = self.table.bytes();
        let parts: [(&str, &[u8]); 5] =
            [("shp", &shapes), ("shx", &index), ("dbf", &table), ("cpg", b"UTF-8"), ("prj", WGS84.as_bytes())];
        let is_zip = self.path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        if is_zip {
            zipped(&self.path, self.file, &parts)?
        } else {
            beside(&self.path, self.file, &parts)?
        }
        Ok(notes)
    }
}

fn beside(path: &Path, mut shp: File, parts: &[(&str, &[u8])]) -> Result<(), WriteError> {
    for (extension, bytes) in parts {
        if *extension == "shp" {
            shp.write_all(bytes)?;
            continue;
        }
        let path = path.with_extension(extension);
        std::fs::write(&path, bytes).map_err(|source| WriteError::Create { path, source })?;
    }
    Ok(())
}

fn zipped(path: &Path, file: File, parts: &[(&str, &[u8])]) -> Result<(), WriteError> {
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let name = name.strip_suffix(".shp").unwrap_or(&name);
    let mut archive = ZipWriter::new(io::BufWriter::new(file));
    for (extension, bytes) in parts {
        // Without a time of its own, so that the same layer makes the same file.
        let options = SimpleFileOptions::default()
            .last_modified_time(zip::DateTime::default())
            .large_file(bytes.len() as u64 >= u64::from(u32::MAX));
        archive.start_file(format!("{name}.{extension}"), options).map_err(io::Error::from)?;
        archive.write_all(bytes)?;
    }
    archive.finish().map_err(io::Error::from)?.flush()?;
    Ok(())
}

fn point_record(point: LatticePoint) -> Vec<u8> {
    let mut content = POINT.to_le_bytes().to_vec();
    position(point, &mut content);
    content
}

/// The record of a line or a polygon with these parts.
fn lines_record(kind: i32, lines: &[Vec<LatticePoint>]) -> Vec<u8> {
    let mut content = kind.to_le_bytes().to_vec();
    sides(Bounds::around(lines.iter().flatten().copied()))
        .iter()
        .for_each(|side| content.extend(side.to_le_bytes()));
    content.extend((lines.len() as i32).to_le_bytes());
    content.extend((lines.iter().map(Vec::len).sum::<usize>() as i32).to_le_bytes());
    let mut start = 0;
    for line in lines {
        content.extend((start as i32).to_le_bytes());
        start += line.len();
    }
    lines.iter().flatten().for_each(|&point| position(point, &mut content));
    content
}

fn position(point: LatticePoint, out: &mut Vec<u8>) {
    out.extend(point.lon().to_le_bytes());
    out.extend(point.lat().to_le_bytes());
}

/// West, south, east, north in degrees.
fn sides(bounds: Option<Bounds>) -> [f64; 4] {
    bounds.map_or([0.0; 4], |b| [b.min.lon(), b.min.lat(), b.max.lon(), b.max.lat()])
}
