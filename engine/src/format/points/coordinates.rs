//! One column of coordinates out of one row group.

use super::PointsError;
use arrow::array::{Array, ArrayRef, AsArray, Float64Array};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Float64Type};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ParquetRecordBatchReaderBuilder};
use std::fs::File;
use std::path::Path;

/// Rows decoded at a time.
const BATCH: usize = 1 << 16;

/// The values of a column, by its place among the columns, in a row group; NaN where there is none, or no number.
pub(super) fn read(
    path: &Path,
    metadata: &ArrowReaderMetadata,
    group: usize,
    column: usize,
) -> Result<Vec<f64>, PointsError> {
    let in_parquet = |source| PointsError::Parquet { path: path.to_owned(), source };
    let in_column = |source| PointsError::Column { path: path.to_owned(), source };
    // A handle of its own: handles that share a position cannot be read on two threads.
    let file = File::open(path).map_err(|source| PointsError::File { path: path.to_owned(), source })?;
    let parquet = metadata.metadata();
    let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone())
        .with_projection(ProjectionMask::roots(parquet.file_metadata().schema_descr(), [column]))
        .with_row_groups(vec![group])
        .with_batch_size(BATCH)
        .build()
        .map_err(in_parquet)?;
    let mut values = Vec::with_capacity(parquet.row_group(group).num_rows() as usize);
    for batch in reader {
        append(&mut values, batch.map_err(in_column)?.column(0)).map_err(in_column)?;
    }
    Ok(values)
}

fn append(values: &mut Vec<f64>, column: &ArrayRef) -> Result<(), arrow::error::ArrowError> {
    let numbers = cast(column, &DataType::Float64)?;
    let numbers: &Float64Array = numbers.as_primitive::<Float64Type>();
    if numbers.null_count() == 0 {
        values.extend_from_slice(numbers.values());
    } else {
        values.extend(numbers.iter().map(|number| number.unwrap_or(f64::NAN)));
    }
    Ok(())
}
