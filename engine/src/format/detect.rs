//! What a file is: by content first, then by ending.

use super::input::{self, Progress};
use super::text_stream::TextStream;
use super::{ReadError, ReadOptions, Source, delimited, geojson, geoparquet, shapefile, topojson};
use std::io::BufRead;
use std::path::Path;
use std::str::FromStr;

/// The formats rows are read from and written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One FeatureCollection.
    GeoJson,
    /// One feature to a line, or to a record separator (RFC 8142).
    GeoJsonSeq,
    /// Comma, tab, semicolon or bar between values.
    Csv,
    /// Parquet, with GeoParquet's geometry where it has one.
    Parquet,
    /// ESRI's: `.shp` with `.dbf` and more beside it, or all of it in one `.zip`.
    Shapefile,
    /// Boundaries as arcs that neighbours share.
    TopoJson,
}

/// A text encoding by its name on the web: `utf-8`, `gb18030`, `gbk`, `utf-16le`, …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(pub(super) &'static encoding_rs::Encoding);

/// A name of a format or an encoding that is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} `{name}`; known are {known}")]
pub struct UnknownName {
    what: &'static str,
    name: String,
    known: &'static str,
}

impl Format {
    /// The format that a file's ending names, compression aside.
    #[must_use]
    pub fn of_name(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
        match plain.rsplit_once('.')?.1 {
            "geojson" | "json" => Some(Self::GeoJson),
            "geojsonl" | "geojsons" | "geojsonseq" | "ndjson" | "jsonl" => Some(Self::GeoJsonSeq),
            "csv" | "tsv" | "txt" => Some(Self::Csv),
            "parquet" | "geoparquet" | "pq" => Some(Self::Parquet),
            "shp" | "zip" => Some(Self::Shapefile),
            "topojson" => Some(Self::TopoJson),
            _ => None,
        }
    }
}

impl FromStr for Format {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        match name.to_ascii_lowercase().as_str() {
            "geojson" => Ok(Self::GeoJson),
            "geojsonseq" | "geojsonl" => Ok(Self::GeoJsonSeq),
            "csv" | "tsv" => Ok(Self::Csv),
            "parquet" | "geoparquet" => Ok(Self::Parquet),
            "shp" | "shapefile" => Ok(Self::Shapefile),
            "topojson" => Ok(Self::TopoJson),
            _ => Err(UnknownName {
                what: "format",
                name: name.to_owned(),
                known: "geojson, geojsonseq, csv, parquet, shp, topojson",
            }),
        }
    }
}

impl FromStr for Encoding {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        encoding_rs::Encoding::for_label(name.as_bytes()).map(Self).ok_or_else(|| UnknownName {
            what: "encoding",
            name: name.to_owned(),
            known: "utf-8, gb18030, gbk, utf-16le and the other names of the web",
        })
    }
}

/// The reader that fits a file.
pub(super) fn source(
    path: &Path,
    options: &ReadOptions,
    progress: &Progress,
) -> Result<Box<dyn Source + Send>, ReadError> {
    let (head, bytes) = input::bytes(path, progress)?;
    if head.starts_with(b"PAR1") {
        return Ok(Box::new(geoparquet::ParquetRows::open(path, options, progress)?));
    }
    if shapefile::is_zip(&head) && !is_spreadsheet(path) {
        let parts = shapefile::Parts::in_archive(path)?;
        return Ok(Box::new(shapefile::ShapefileRows::open(path, &parts, options)?));
    }
    if head.starts_with(&SHAPEFILE) {
        return Ok(Box::new(shapefile::ShapefileRows::open(path, &shapefile::Parts::beside(path), options)?));
    }
    if let Some(what) = foreign(&head, options) {
        return Err(ReadError::Unsupported { path: path.to_owned(), what: what.to_owned() });
    }
    let mut text = TextStream::new(bytes, options.encoding);
    let start = text.fill_buf().map_err(|source| ReadError::Open { path: path.to_owned(), source })?.to_vec();
    if start.trim_ascii().is_empty() {
        return Err(ReadError::Empty { path: path.to_owned() });
    }
    match options.format.unwrap_or_else(|| text_format(&start, path)) {
        Format::GeoJson => Ok(Box::new(geojson::Collection::new(text))),
        Format::GeoJsonSeq => Ok(Box::new(geojson::Sequence::new(text, start[0]))),
        Format::TopoJson => Ok(Box::new(topojson::Topology::open(path, text, options)?)),
        Format::Csv => Ok(Box::new(delimited::CsvRows::open(text, &start, options)?)),
        Format::Parquet => {
            let what = "this is no Parquet file (its first bytes are not PAR1)".to_owned();
            Err(ReadError::Unsupported { path: path.to_owned(), what })
        }
        Format::Shapefile => {
            let what = "this is no Shapefile; give the .shp, or a .zip with it".to_owned();
            Err(ReadError::Unsupported { path: path.to_owned(), what })
        }
    }
}

/// How a `.shp` begins: 9994, the highest byte first.
const SHAPEFILE: [u8; 4] = [0, 0, 0x27, 0x0a];

/// Spreadsheets are zip archives too.
fn is_spreadsheet(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    matches!(ending.as_deref(), Some("xlsx" | "xlsm" | "ods" | "et" | "docx" | "kmz"))
}

/// What the file is, where it is nothing this program reads.
fn foreign(head: &[u8], options: &ReadOptions) -> Option<&'static str> {
    let utf16 =
        head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) || options.encoding.is_some();
    match head {
        [b'P', b'K', 3 | 5, ..] => Some("this is a spreadsheet; save it as CSV"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some("this is an old spreadsheet; save it as CSV"),
        _ if head.starts_with(b"SQLite format 3") => {
            Some("this is a GeoPackage or SQLite file; its name should end in .gpkg")
        }
        _ if !utf16 && head.contains(&0) => Some("this is a binary file, neither text nor Parquet"),
        _ => None,
    }
}

fn text_format(start: &[u8], path: &Path) -> Format {
    const RECORD_SEPARATOR: u8 = 0x1e;
    let named = Format::of_name(path);
    match start.trim_ascii_start().first() {
        Some(&RECORD_SEPARATOR) => Format::GeoJsonSeq,
        Some(b'{') if named == Some(Format::GeoJsonSeq) || first_line_is_a_feature(start) => Format::GeoJsonSeq,
        Some(b'{') if named == Some(Format::TopoJson) || is_topology(start) => Format::TopoJson,
        Some(b'{') => Format::GeoJson,
        _ => Format::Csv,
    }
}

fn is_topology(start: &[u8]) -> bool {
    let compact: Vec<u8> =
        start.iter().take(4096).copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    memchr::memmem::find(&compact, br#""type":"Topology""#).is_some()
}

fn first_line_is_a_feature(start: &[u8]) -> bool {
    let trimmed = start.trim_ascii_start();
    let line = trimmed.split(|&b| b == b'\n').next().unwrap_or(trimmed).trim_ascii_end();
    let has = |word: &str| memchr::memmem::find(line, word.as_bytes()).is_some();
    line.ends_with(b"}") && has("\"Feature\"") && !has("\"features\"")
}
