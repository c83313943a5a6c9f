//! CSV out (RFC 4180, UTF-8, lines ended by LF): points as `lon` and `lat`, other shapes as WKT in `geometry`.

use super::{GeometryType, Output, RowWriter, Schema, Shape, text};
use crate::format::WriteError;
use crate::record::Value;
use std::io::{self, Write};

/// Rows of a CSV file.
pub(super) struct CsvRows {
    out: Output,
    geometry: GeometryType,
}

impl CsvRows {
    pub fn new(out: Output, schema: &Schema) -> Result<Self, WriteError> {
        let mut rows = Self { out, geometry: schema.geometry };
        let geometry: &[&str] = match schema.geometry {
            GeometryType::None => &[],
            GeometryType::Point => &["lon", "lat"],
            GeometryType::Line | GeometryType::Polygon => &["geometry"],
        };
        let names = schema.columns.iter().map(|column| column.name.as_str());
        for (i, name) in names.chain(geometry.iter().copied()).enumerate() {
            rows.separate(i > 0)?;
            rows.text(name)?;
        }
        rows.out.write_all(b"\n")?;
        Ok(rows)
    }

    fn separate(&mut self, needed: bool) -> io::Result<()> {
        if needed { self.out.write_all(b",") } else { Ok(()) }
    }

    fn value(&mut self, value: Value<'_>) -> io::Result<()> {
        match value {
            Value::Null => Ok(()),
            Value::Text(text) => self.text(text),
            Value::Time(time) => write!(self.out, "{} {}", time.date(), time.time()),
            value => write!(self.out, "{value}"),
        }
    }

    /// Quoted where it holds what would end it.
    fn text(&mut self, text: &str) -> io::Result<()> {
        if text.contains(['"', ',', '\n', '\r']) {
            return write!(self.out, "\"{}\"", text.replace('"', "\"\""));
        }
        self.out.write_all(text.as_bytes())
    }

    fn shape(&mut self, shape: Option<Shape<'_>>) -> io::Result<()> {
        match (self.geometry, shape) {
            (GeometryType::None, _) => Ok(()),
            (GeometryType::Point, Some(Shape::Point(point))) => {
                text::degrees(&mut self.out, point.x)?;
                self.out.write_all(b",")?;
                text::degrees(&mut self.out, point.y)
            }
            (GeometryType::Point, _) => self.out.write_all(b","),
            (_, None) => Ok(()),
            (_, Some(shape)) => {
                write!(self.out, "\"{} ", text::type_name(shape).to_ascii_uppercase())?;
                let bracketed = matches!(shape, Shape::Point(_));
                self.out.write_all(if bracketed { b"(" } else { b"" })?;
                text::shape(&mut self.out, text::WKT, shape)?;
                self.out.write_all(if bracketed { b")\"" } else { b"\"" })
            }
        }
    }
}

impl RowWriter for CsvRows {
    fn write(&mut self, values: &[Value<'_>], shape: Option<Shape<'_>>) -> Result<(), WriteError> {
        for (i, &value) in values.iter().enumerate() {
            self.separate(i > 0)?;
            self.value(value)?;
        }
        self.separate(!values.is_empty() && self.geometry != GeometryType::None)?;
        self.shape(shape)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<String>, WriteError> {
        self.out.end()?;
        Ok(Vec::new())
    }
}
