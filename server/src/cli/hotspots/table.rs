//! A table as JSON, CSV or GeoJSON, to a file or to stdout, row by row.

use super::{Failure, Outcome};
use onemap_engine::coord::{LatticePoint, MultiPolygon, Polygon};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum OutputFormat {
    Json,
    Csv,
    Geojson,
}

/// One value; JSON has its type, CSV its text.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub(super) enum Cell {
    Null,
    Text(String),
    Count(u64),
    Number(i64),
    Real(f64),
    Truth(bool),
    Texts(Vec<String>),
}

/// The geometry of a row.
pub(super) enum Shape {
    None,
    Point(LatticePoint),
    /// Between two places.
    Line([LatticePoint; 2]),
    Polygons(MultiPolygon),
}

impl Shape {
    /// Of a convex hull, open; of one or two places where there is no more to it.
    pub fn hull(hull: &[LatticePoint]) -> Self {
        match *hull {
            [] => Self::None,
            [place] => Self::Point(place),
            [a, b] => Self::Line([a, b]),
            _ => Self::Polygons(Polygon { shell: hull.to_vec(), holes: Vec::new() }.into()),
        }
    }
}

/// One row: a cell for each column, and where it is.
pub(super) struct Row {
    pub cells: Vec<Cell>,
    pub shape: Shape,
}

/// Where a table goes and how it is written.
#[derive(clap::Args)]
pub(super) struct Output {
    /// json, csv or geojson [default: by the ending of --out, else json].
    #[arg(long, value_enum)]
    format: Option<OutputFormat>,
    /// The file to write [default: stdout].
    #[arg(long, value_name = "FILE")]
    out: Option<std::path::PathBuf>,
}

impl Output {
    pub fn format(&self) -> OutputFormat {
        self.format.or_else(|| by_ending(self.out.as_deref())).unwrap_or(OutputFormat::Json)
    }

    /// Refuses GeoJSON for what has no geometry.
    pub fn refuse_geojson(&self, what: &str) -> Result<(), Failure> {
        let is_geojson = self.format() == OutputFormat::Geojson;
        if is_geojson { Err(Failure::usage(format!("{what}; give --format json or csv"))) } else { Ok(()) }
    }

    pub fn write(&self, columns: &[&str], rows: impl Iterator<Item = Row>) -> Result<Outcome, Failure> {
        let done = match &self.out {
            Some(path) => {
                let written =
                    File::create(path).and_then(|file| self.write_to(BufWriter::new(file), columns, rows));
                written.map_err(|error| format!("{}: {error}", path.display()))
            }
            None => self
                .write_to(BufWriter::new(io::stdout().lock()), columns, rows)
                .map_err(|error| error.to_string()),
        };
        done.map(|()| Outcome::Done).map_err(Failure::input)
    }

    fn write_to(
        &self,
        mut out: impl Write,
        columns: &[&str],
        rows: impl Iterator<Item = Row>,
    ) -> io::Result<()> {
        match self.format() {
            OutputFormat::Json => {
                let record = |out: &mut _, row: &Row| Ok(serde_json::to_writer(out, &row.record(columns))?);
                write_list(&mut out, ["[", "]\n"], rows, record)?;
            }
            OutputFormat::Csv => write_csv(&mut out, columns, rows)?,
            OutputFormat::Geojson => {
                let feature = |out: &mut _, row: &Row| Ok(serde_json::to_writer(out, &row.feature(columns))?);
                write_list(&mut out, [r#"{"type":"FeatureCollection","features":["#, "]}\n"], rows, feature)?;
            }
        }
        out.flush()
    }
}

/// Items one to a line, with commas between.
fn write_list<W: Write>(
    out: &mut W,
    [begin, end]: [&str; 2],
    rows: impl Iterator<Item = Row>,
    write: impl Fn(&mut W, &Row) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(begin.as_bytes())?;
    for (number, row) in rows.enumerate() {
        out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
        write(out, &row)?;
    }
    out.write_all(b"\n")?;
    out.write_all(end.as_bytes())
}

fn write_csv(out: &mut impl Write, columns: &[&str], rows: impl Iterator<Item = Row>) -> io::Result<()> {
    write!(out, "{}\r\n", columns.join(","))?;
    for row in rows {
        let cells: Vec<String> = row.cells.iter().map(Cell::csv).collect();
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(())
}

fn by_ending(out: Option<&Path>) -> Option<OutputFormat> {
    match out?.extension()?.to_str()? {
        "csv" => Some(OutputFormat::Csv),
        "geojson" => Some(OutputFormat::Geojson),
        _ => None,
    }
}

impl Row {
    pub fn new(cells: Vec<Cell>, shape: Shape) -> Self {
        Self { cells, shape }
    }

    fn record<'a>(&'a self, columns: &'a [&'a str]) -> Record<'a> {
        Record { columns, cells: &self.cells }
    }

    fn feature<'a>(&'a self, columns: &'a [&'a str]) -> Feature<'a> {
        Feature { r#type: "Feature", properties: self.record(columns), geometry: self.shape.geometry() }
    }
}

/// The cells of a row by their columns' names, in the order of the columns.
struct Record<'a> {
    columns: &'a [&'a str],
    cells: &'a [Cell],
}

impl Serialize for Record<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.cells.len()))?;
        self.columns.iter().zip(self.cells).try_for_each(|(column, cell)| map.serialize_entry(column, cell))?;
        map.end()
    }
}

#[derive(serde::Serialize)]
struct Feature<'a> {
    r#type: &'static str,
    properties: Record<'a>,
    geometry: Value,
}

impl Shape {
    fn geometry(&self) -> Value {
        match self {
            Self::None => Value::Null,
            Self::Point(point) => json!({ "type": "Point", "coordinates": lon_lat(point) }),
            Self::Line(ends) => {
                json!({ "type": "LineString", "coordinates": ends.iter().map(lon_lat).collect::<Vec<_>>() })
            }
            Self::Polygons(shape) => polygons(shape),
        }
    }
}

fn polygons(shape: &MultiPolygon) -> Value {
    let closed = |ring: &Vec<LatticePoint>| -> Value { ring.iter().chain(ring.first()).map(lon_lat).collect() };
    let polygons: Vec<Value> = shape.0.iter().map(|polygon| polygon.rings().map(closed).collect()).collect();
    match <[Value; 1]>::try_from(polygons) {
        Ok([polygon]) => json!({ "type": "Polygon", "coordinates": polygon }),
        Err(polygons) => json!({ "type": "MultiPolygon", "coordinates": polygons }),
    }
}

fn lon_lat(point: &LatticePoint) -> Value {
    json!([point.lon(), point.lat()])
}

impl Cell {
    /// RFC 4180.
    fn csv(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) if text.contains([',', '"', '\n', '\r']) => {
                format!("\"{}\"", text.replace('"', "\"\""))
            }
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Real(value) => value.to_string(),
            Self::Truth(truth) => truth.to_string(),
            // A list is one cell; ids hold no blanks.
            Self::Texts(texts) => Self::Text(texts.join(" ")).csv(),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Vec<String>> for Cell {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}

impl From<bool> for Cell {
    fn from(truth: bool) -> Self {
        Self::Truth(truth)
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
