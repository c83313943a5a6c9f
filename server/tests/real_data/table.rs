//! Columns of CSV and Parquet files, as text.

use arrow::array::{ArrayRef, AsArray};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use onemap_engine::format::ReadOptions;
use onemap_engine::record::Row;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

/// The columns of a Parquet file by name; nulls are empty.
pub fn parquet(path: &Path, names: &[&str]) -> BTreeMap<String, Vec<String>> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap();
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for batch in builder.build().unwrap() {
        let batch = batch.unwrap();
        for name in names {
            let column = batch.column_by_name(name).unwrap_or_else(|| panic!("no column {name}"));
            columns.entry((*name).to_owned()).or_default().extend(texts(column));
        }
    }
    columns
}

fn texts(column: &ArrayRef) -> Vec<String> {
    let column = cast(column, &DataType::Utf8).unwrap();
    column.as_string::<i32>().iter().map(|value| value.unwrap_or_default().to_owned()).collect()
}

/// The rows of a CSV file, by column name.
pub fn csv(path: &Path) -> Vec<BTreeMap<String, String>> {
    let rows = onemap_engine::format::open(path, &ReadOptions::default()).unwrap();
    let names = rows.columns().names.clone();
    let chunks = rows.map(|chunk| chunk.unwrap().rows);
    let named =
        |row: Row| names.iter().enumerate().map(|(i, name)| (name.clone(), row.value(i).to_string())).collect();
    chunks.flatten().map(|row| named(row.unwrap())).collect()
}

pub fn number(text: &str) -> f64 {
    if text.is_empty() { 0.0 } else { text.parse().unwrap_or_else(|_| panic!("{text} is no number")) }
}
