//! The footer of a Parquet file with one column more: everything else stays where it is.

use arrow::datatypes::{DataType, Field, Schema};
use parquet::arrow::arrow_reader::ArrowReaderMetadata;
use parquet::arrow::{ARROW_SCHEMA_META_KEY, encode_arrow_schema};
use parquet::basic::{ColumnOrder, LogicalType, Repetition, SortOrder, Type as PhysicalType};
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, FileMetaData, KeyValue, ParquetMetaData, RowGroupMetaData};
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type};
use std::sync::Arc;

/// The schema with one optional string column at its end.
pub(super) fn schema_with(schema: &SchemaDescriptor, column: &str) -> Result<SchemaDescPtr, ParquetError> {
    let string = Type::primitive_type_builder(column, PhysicalType::BYTE_ARRAY)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(Some(LogicalType::String))
        .build()?;
    let root = schema.root_schema();
    let fields = root.get_fields().iter().cloned().chain([Arc::new(string)]).collect();
    let root = Type::group_type_builder(root.name()).with_fields(fields).build()?;
    Ok(Arc::new(SchemaDescriptor::new(Arc::new(root))))
}

/// A row group with one column chunk more.
pub(super) fn group_with(
    group: &RowGroupMetaData,
    schema: &SchemaDescPtr,
    chunk: ColumnChunkMetaData,
) -> Result<RowGroupMetaData, ParquetError> {
    let mut builder = RowGroupMetaData::builder(Arc::clone(schema))
        .set_num_rows(group.num_rows())
        .set_total_byte_size(group.total_byte_size() + chunk.uncompressed_size())
        .set_sorting_columns(group.sorting_columns().cloned());
    if let Some(ordinal) = group.ordinal() {
        builder = builder.set_ordinal(ordinal);
    }
    if let Some(offset) = group.file_offset() {
        builder = builder.set_file_offset(offset);
    }
    builder.set_column_metadata(group.columns().iter().cloned().chain([chunk]).collect()).build()
}

/// The whole footer. What the file says about itself is kept, and told of the new column where it lists columns.
pub(super) fn footer(
    source: &ArrowReaderMetadata,
    column: &str,
    schema: SchemaDescPtr,
    groups: Vec<RowGroupMetaData>,
) -> ParquetMetaData {
    let file = source.metadata().file_metadata();
    let keys = file
        .key_value_metadata()
        .map(|pairs| pairs.iter().map(|pair| told_of(pair, column, source.schema())).collect::<Vec<_>>());
    let orders = file.column_orders().map(|orders| {
        let string = ColumnOrder::TYPE_DEFINED_ORDER(SortOrder::UNSIGNED);
        orders.iter().copied().chain([string]).collect()
    });
    let created_by = file.created_by().map(str::to_owned);
    ParquetMetaData::new(
        FileMetaData::new(file.version(), file.num_rows(), created_by, keys, schema, orders),
        groups,
    )
}

fn told_of(pair: &KeyValue, column: &str, schema: &Schema) -> KeyValue {
    let value = match (pair.key.as_str(), &pair.value) {
        (ARROW_SCHEMA_META_KEY, Some(_)) => Some(arrow_schema_with(schema, column)),
        ("pandas", Some(pandas)) => Some(pandas_with(pandas, column).unwrap_or_else(|| pandas.clone())),
        (_, value) => value.clone(),
    };
    KeyValue { key: pair.key.clone(), value }
}

fn arrow_schema_with(schema: &Schema, column: &str) -> String {
    let string = Arc::new(Field::new(column, DataType::Utf8, true));
    let fields: Vec<_> = schema.fields().iter().cloned().chain([string]).collect();
    encode_arrow_schema(&Schema::new_with_metadata(fields, schema.metadata().clone()))
}

/// What pandas wrote about its columns, with one more; `None` where it is not as pandas writes it.
fn pandas_with(pandas: &str, column: &str) -> Option<String> {
    let mut described: serde_json::Value = serde_json::from_str(pandas).ok()?;
    let string = serde_json::json!({
        "name": column, "field_name": column, "pandas_type": "unicode", "numpy_type": "object", "metadata": null
    });
    described.get_mut("columns")?.as_array_mut()?.push(string);
    Some(described.to_string())
}
