//! A small table as JSON, CSV or GeoJSON, to a file or to stdout.

use super::{Failure, Outcome};
use onemap_engine::coord::{LatticePoint, MultiPolygon};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum OutputFormat {
    Json,
    Csv,
    Geojson,
}

/// One value; JSON has its type, CSV its text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Cell {
    Null,
    Text(String),
    Count(u64),
    Real(f64),
    Truth(bool),
}

pub(super) struct Table {
    pub columns: &'static [&'static str],
    pub rows: Vec<Vec<Cell>>,
    /// One for each row.
    pub shapes: Vec<Option<MultiPolygon>>,
}

impl Table {
    pub fn write(&self, format: Option<OutputFormat>, out: Option<&Path>) -> Result<Outcome, Failure> {
        let text = match format.or_else(|| by_ending(out)).unwrap_or(OutputFormat::Json) {
            OutputFormat::Json => self.json(),
            OutputFormat::Csv => self.csv(),
            OutputFormat::Geojson => self.geojson(),
        };
        let done = match out {
            Some(path) => fs::write(path, text).map_err(|error| format!("{}: {error}", path.display())),
            None => io::stdout().write_all(text.as_bytes()).map_err(|error| error.to_string()),
        };
        done.map(|()| Outcome::Done).map_err(Failure::input)
    }

    fn json(&self) -> String {
        let rows: Vec<Value> = self.rows.iter().map(|row| self.object(row)).collect();
        format!("{:#}\n", Value::Array(rows))
    }

    fn csv(&self) -> String {
        let mut lines = vec![self.columns.join(",")];
        lines.extend(self.rows.iter().map(|row| row.iter().map(Cell::csv).collect::<Vec<_>>().join(",")));
        lines.push(String::new());
        lines.join("\r\n")
    }

    fn geojson(&self) -> String {
        let feature = |(row, shape): (&Vec<Cell>, &Option<MultiPolygon>)| {
            let geometry = shape.as_ref().map_or(Value::Null, geometry);
            json!({ "type": "Feature", "properties": self.object(row), "geometry": geometry })
        };
        let features: Vec<Value> = self.rows.iter().zip(&self.shapes).map(feature).collect();
        format!("{}\n", json!({ "type": "FeatureCollection", "features": features }))
    }

    fn object(&self, row: &[Cell]) -> Value {
        let pairs = self.columns.iter().zip(row).map(|(name, cell)| ((*name).to_owned(), json!(cell)));
        Value::Object(pairs.collect::<Map<_, _>>())
    }
}

fn by_ending(out: Option<&Path>) -> Option<OutputFormat> {
    match out?.extension()?.to_str()? {
        "csv" => Some(OutputFormat::Csv),
        "geojson" => Some(OutputFormat::Geojson),
        _ => None,
    }
}

fn geometry(shape: &MultiPolygon) -> Value {
    let closed = |ring: &Vec<LatticePoint>| -> Value {
        ring.iter().chain(ring.first()).map(|point| json!([point.lon(), point.lat()])).collect()
    };
    let polygons: Vec<Value> = shape.0.iter().map(|polygon| polygon.rings().map(closed).collect()).collect();
    match <[Value; 1]>::try_from(polygons) {
        Ok([polygon]) => json!({ "type": "Polygon", "coordinates": polygon }),
        Err(polygons) => json!({ "type": "MultiPolygon", "coordinates": polygons }),
    }
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
            Self::Real(value) => value.to_string(),
            Self::Truth(truth) => truth.to_string(),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
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
