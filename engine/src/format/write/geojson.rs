//! GeoJSON out (RFC 7946): WGS 84, no `crs` member, shells counter-clockwise, seven decimals.

use super::{Output, RowWriter, Schema, Shape, text};
use crate::format::WriteError;
use crate::record::Value;
use std::io::{self, Write};

/// Features as one collection, or one to a line.
pub(super) struct GeoJsonRows {
    out: Output,
    /// Each column's name as JSON.
    names: Vec<String>,
    collection: bool,
    rows: u64,
}

impl GeoJsonRows {
    pub fn collection(mut out: Output, schema: &Schema) -> Result<Self, WriteError> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[\n")?;
        Ok(Self { collection: true, ..Self::sequence(out, schema) })
    }

    pub fn sequence(out: Output, schema: &Schema) -> Self {
        let names =
            schema.columns.iter().map(|column| serde_json::Value::from(&*column.name).to_string()).collect();
        Self { out, names, collection: false, rows: 0 }
    }

    fn separator(&self) -> &'static [u8] {
        match (self.rows, self.collection) {
            (0, _) => b"",
            (_, true) => b",\n",
            (_, false) => b"\n",
        }
    }

    fn properties(&mut self, values: &[Value<'_>]) -> io::Result<()> {
        self.out.write_all(b"{")?;
        for (i, (name, &value)) in self.names.iter().zip(values).enumerate() {
            write!(self.out, "{}{name}:", if i > 0 { "," } else { "" })?;
            text::json(&mut self.out, value)?;
        }
        self.out.write_all(b"}")
    }

    fn geometry(&mut self, shape: Option<Shape<'_>>) -> io::Result<()> {
        let Some(shape) = shape else { return self.out.write_all(b"null") };
        write!(self.out, "{{\"type\":\"{}\",\"coordinates\":", text::type_name(shape))?;
        text::shape(&mut self.out, text::JSON, shape)?;
        self.out.write_all(b"}")
    }
}

impl RowWriter for GeoJsonRows {
    fn write(&mut self, values: &[Value<'_>], shape: Option<Shape<'_>>) -> Result<(), WriteError> {
        self.out.write_all(self.separator())?;
        self.out.write_all(b"{\"type\":\"Feature\",\"properties\":")?;
        self.properties(values)?;
        self.out.write_all(b",\"geometry\":")?;
        self.geometry(shape)?;
        self.out.write_all(b"}")?;
        self.rows += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>, WriteError> {
        self.out.write_all(if self.collection { b"\n]}\n" } else { b"\n" })?;
        self.out.end()?;
        Ok(Vec::new())
    }
}
