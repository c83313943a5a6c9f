//! GeoParquet 1.1 out: WKB, a bounding box to each row, and the `geo` key that says so.

use super::{ColumnType, GeometryType, RowWriter, Schema, Shape, text};
use crate::coord::Bounds;
use crate::format::{WriteError, wkb};
use crate::record::{LocalTime, Value};
use arrow::array::{
    ArrayRef, BinaryBuilder, BooleanBuilder, Float64Builder, Int64Builder, StringBuilder, StructArray,
    TimestampMicrosecondBuilder,
};
use arrow::datatypes::{DataType, Field, Fields, Schema as ArrowSchema, TimeUnit};
use arrow::record_batch::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs::File;
use std::sync::Arc;

/// Rows to a record batch, and to a row group.
const BATCH_ROWS: usize = 65_536;

/// Rows of a GeoParquet file.
pub(super) struct ParquetRows {
    writer: ArrowWriter<File>,
    schema: Arc<ArrowSchema>,
    columns: Vec<Builder>,
    geometry: Option<Geometries>,
    rows: usize,
}

impl ParquetRows {
    pub fn new(file: File, schema: &Schema) -> Result<Self, WriteError> {
        let mut fields: Vec<Field> = schema
            .columns
            .iter()
            .map(|column| Field::new(&column.name, data_type(column.kind), true))
            .collect();
        let geometry = (schema.geometry != GeometryType::None).then(Geometries::default);
        if geometry.is_some() {
            fields.push(Field::new("geometry", DataType::Binary, true));
            fields.push(Field::new("bbox", DataType::Struct(box_fields()), true));
        }
        let arrow_schema = Arc::new(ArrowSchema::new(fields));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(BATCH_ROWS))
            .build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&arrow_schema), Some(properties))?;
        let columns = schema.columns.iter().map(|column| Builder::new(column.kind)).collect();
        Ok(Self { writer, schema: arrow_schema, columns, geometry, rows: 0 })
    }

    fn flush(&mut self) -> Result<(), WriteError> {
        let mut arrays: Vec<ArrayRef> = self.columns.iter_mut().map(Builder::finish).collect();
        if let Some(geometry) = &mut self.geometry {
            arrays.extend(geometry.finish());
        }
        let options = arrow::record_batch::RecordBatchOptions::new().with_row_count(Some(self.rows));
        let batch = RecordBatch::try_new_with_options(Arc::clone(&self.schema), arrays, &options)
            .map_err(parquet::errors::ParquetError::from)?;
        self.writer.write(&batch)?;
        self.rows = 0;
        Ok(())
    }
}

impl RowWriter for ParquetRows {
    fn write(&mut self, values: &[Value<'_>], shape: Option<Shape<'_>>) -> Result<(), WriteError> {
        for (i, column) in self.columns.iter_mut().enumerate() {
            column.push(values.get(i).copied().unwrap_or(Value::Null));
        }
        if let Some(geometry) = &mut self.geometry {
            geometry.push(shape);
        }
        self.rows += 1;
        if self.rows == BATCH_ROWS { self.flush() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<String>, WriteError> {
        if self.rows > 0 {
            self.flush()?;
        }
        if let Some(geometry) = &self.geometry {
            self.writer.append_key_value_metadata(KeyValue::new("geo".to_owned(), geometry.metadata()));
        }
        self.writer.close()?;
        Ok(Vec::new())
    }
}

enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Real(Float64Builder),
    Flag(BooleanBuilder),
    Time(TimestampMicrosecondBuilder),
}

impl Builder {
    fn new(kind: ColumnType) -> Self {
        match kind {
            ColumnType::Text => Self::Text(StringBuilder::new()),
            ColumnType::Integer => Self::Integer(Int64Builder::new()),
            ColumnType::Real => Self::Real(Float64Builder::new()),
            ColumnType::Flag => Self::Flag(BooleanBuilder::new()),
            ColumnType::Time => Self::Time(TimestampMicrosecondBuilder::new()),
        }
    }

    fn push(&mut self, value: Value<'_>) {
        match (self, value) {
            (Self::Text(builder), Value::Null) => builder.append_null(),
            (Self::Text(builder), Value::Text(text)) => builder.append_value(text),
            (Self::Text(builder), value) => builder.append_value(value.to_string()),
            (Self::Integer(builder), Value::Integer(integer)) => builder.append_value(integer),
            (Self::Integer(builder), _) => builder.append_null(),
            (Self::Real(builder), Value::Real(real)) => builder.append_value(real),
            (Self::Real(builder), Value::Integer(integer)) => builder.append_value(integer as f64),
            (Self::Real(builder), _) => builder.append_null(),
            (Self::Flag(builder), Value::Flag(flag)) => builder.append_value(flag),
            (Self::Flag(builder), _) => builder.append_null(),
            (Self::Time(builder), Value::Time(time)) => builder.append_value(microseconds(time)),
            (Self::Time(builder), _) => builder.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Integer(builder) => Arc::new(builder.finish()),
            Self::Real(builder) => Arc::new(builder.finish()),
            Self::Flag(builder) => Arc::new(builder.finish()),
            Self::Time(builder) => Arc::new(builder.finish()),
        }
    }
}

/// The geometry column, its boxes, and what the metadata says of them all.
#[derive(Default)]
struct Geometries {
    wkb: BinaryBuilder,
    /// xmin, ymin, xmax, ymax in degrees.
    boxes: [Float64Builder; 4],
    bounds: Option<Bounds>,
    types: BTreeSet<&'static str>,
    buffer: Vec<u8>,
}

impl Geometries {
    fn push(&mut self, shape: Option<Shape<'_>>) {
        let Some((shape, bounds)) = shape.and_then(|shape| Some((shape, bounds_of(shape)?))) else {
            self.wkb.append_null();
            self.boxes.iter_mut().for_each(Float64Builder::append_null);
            return;
        };
        self.buffer.clear();
        wkb::write(shape, &mut self.buffer);
        self.wkb.append_value(&self.buffer);
        for (builder, value) in self.boxes.iter_mut().zip(corners(bounds)) {
            builder.append_value(value);
        }
        self.bounds = Some(self.bounds.map_or(bounds, |all| all.union(bounds)));
        self.types.insert(text::type_name(shape));
    }

    fn finish(&mut self) -> [ArrayRef; 2] {
        let sides: Vec<ArrayRef> =
            self.boxes.iter_mut().map(|builder| Arc::new(builder.finish()) as ArrayRef).collect();
        let nulls = sides[0].logical_nulls();
        [Arc::new(self.wkb.finish()), Arc::new(StructArray::new(box_fields(), sides, nulls))]
    }

    /// By the GeoParquet 1.1 specification. No `crs` means longitude and latitude in WGS 84 (OGC:CRS84).
    fn metadata(&self) -> String {
        let side = |name: &str| json!(["bbox", name]);
        let mut column = json!({
            "encoding": "WKB",
            "geometry_types": self.types,
            "orientation": "counterclockwise",
            "covering": {"bbox": {
                "xmin": side("xmin"), "ymin": side("ymin"), "xmax": side("xmax"), "ymax": side("ymax"),
            }},
        });
        if let Some(bounds) = self.bounds {
            column["bbox"] = json!(corners(bounds));
        }
        json!({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}).to_string()
    }
}

fn data_type(kind: ColumnType) -> DataType {
    match kind {
        ColumnType::Text => DataType::Utf8,
        ColumnType::Integer => DataType::Int64,
        ColumnType::Real => DataType::Float64,
        ColumnType::Flag => DataType::Boolean,
        ColumnType::Time => DataType::Timestamp(TimeUnit::Microsecond, None),
    }
}

fn box_fields() -> Fields {
    ["xmin", "ymin", "xmax", "ymax"].map(|side| Field::new(side, DataType::Float64, true)).to_vec().into()
}

fn bounds_of(shape: Shape<'_>) -> Option<Bounds> {
    match shape {
        Shape::Point(point) => Bounds::around([point]),
        Shape::Lines(lines) => Bounds::around(lines.iter().flatten().copied()),
        Shape::Polygons(shape) => shape.bounds(),
    }
}

fn corners(bounds: Bounds) -> [f64; 4] {
    [bounds.min.lon(), bounds.min.lat(), bounds.max.lon(), bounds.max.lat()]
}

fn microseconds(time: LocalTime) -> i64 {
    let epoch = LocalTime::constant(1970, 1, 1, 0, 0, 0, 0);
    time.duration_since(epoch).as_micros().try_into().unwrap_or(0)
}
