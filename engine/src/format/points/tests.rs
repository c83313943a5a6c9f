use super::{PointsError, Task, add_codes};
use crate::coord::Crs;
use arrow::array::{ArrayRef, AsArray, Float64Array, RecordBatch, StringArray};
use arrow::datatypes::Float64Type;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::properties::WriterProperties;
use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

/// East of Greenwich is grid 1, west of it grid 2; the southern half is in none.
fn locate(xs: &[i32], ys: &[i32], out: &mut [u32]) {
    for ((grid, &x), &y) in out.iter_mut().zip(xs).zip(ys) {
        *grid = if y < 0 {
            0
        } else if x < 0 {
            2
        } else {
            1
        };
    }
}

fn run(input: &Path, output: &Path) -> Result<super::Tally, PointsError> {
    let codes = ["east".to_owned(), "west".to_owned()];
    add_codes(&Task {
        input,
        output,
        lon: None,
        lat: None,
        crs: &Crs::wgs84(),
        column: "grid",
        codes: &codes,
        locate: &locate,
    })
}

/// A file in row groups of two.
fn write_parquet(path: &Path, lon: Vec<Option<f64>>, lat: Vec<Option<f64>>) {
    let names: Vec<String> = (0..lon.len()).map(|row| format!("点 {row}")).collect();
    let columns: [(&str, ArrayRef); 3] = [
        ("name", Arc::new(StringArray::from(names))),
        ("lon", Arc::new(Float64Array::from(lon))),
        ("lat", Arc::new(Float64Array::from(lat))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(2)).build();
    let mut writer =
        ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

fn read_parquet(path: &Path) -> RecordBatch {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap().build().unwrap();
    let batches: Vec<_> = reader.map(Result::unwrap).collect();
    arrow::compute::concat_batches(&batches[0].schema(), &batches).unwrap()
}

#[test]
fn parquet_keeps_its_rows_and_gains_a_column() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.parquet"), folder.path().join("out.parquet"));
    let lon = vec![Some(1.0), Some(-1.0), Some(2.0), None, Some(f64::NAN)];
    let lat = vec![Some(1.0), Some(1.0), Some(-3.0), Some(4.0), Some(5.0)];
    write_parquet(&input, lon, lat);
    let tally = run(&input, &output).unwrap();
    assert_eq!((tally.rows, tally.assigned, tally.unassigned, tally.invalid), (5, 2, 3, 2));
    assert_eq!(tally.invalid_rows, [4, 5]);
    let (before, after) = (read_parquet(&input), read_parquet(&output));
    assert_eq!(after.project(&[0]).unwrap(), before.project(&[0]).unwrap());
    assert_eq!(after.column(1).as_primitive::<Float64Type>().value(2), 2.0);
    let grids: Vec<_> = after.column_by_name("grid").unwrap().as_string::<i32>().iter().collect();
    assert_eq!(grids, [Some("east"), Some("west"), None, None, None]);
}

#[test]
fn every_page_of_a_long_column_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let rows: usize = 300_000;
    let codes: Vec<String> = (1..=700).map(|code| format!("G{code}")).collect();
    let numbers: Vec<u32> = (0..rows as u32).map(|row| row.wrapping_mul(2_654_435_761) % 701).collect();
    let lon: Vec<f64> = numbers.iter().map(|&number| f64::from(number) / 1e7).collect();
    let batch = RecordBatch::try_from_iter([
        ("lon", Arc::new(Float64Array::from(lon)) as ArrayRef),
        ("lat", Arc::new(Float64Array::from(vec![0.0; rows])) as ArrayRef),
    ]);
    let (input, output) = (folder.path().join("in.parquet"), folder.path().join("out.parquet"));
    let batch = batch.unwrap();
    let mut writer = ArrowWriter::try_new(File::create(&input).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let by_x = |xs: &[i32], _: &[i32], out: &mut [u32]| {
        out.iter_mut().zip(xs).for_each(|(grid, &x)| *grid = x as u32);
    };
    let task = Task {
        input: &input,
        output: &output,
        lon: None,
        lat: None,
        crs: &Crs::wgs84(),
        column: "grid",
        codes: &codes,
        locate: &by_x,
    };
    add_codes(&task).unwrap();
    let after = read_parquet(&output);
    let written = after.column_by_name("grid").unwrap().as_string::<i32>().iter();
    let wrong = written
        .zip(&numbers)
        .filter(|(code, number)| code.map(str::to_owned) != (**number != 0).then(|| format!("G{number}")));
    assert_eq!((after.num_rows(), wrong.count()), (rows, 0));
}

#[test]
fn csv_keeps_its_rows_and_gains_a_column() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.csv"), folder.path().join("out.csv"));
    fs::write(&input, "id,经度,纬度\n007,1.5,2\n8,-1,2\n9,x,2\n").unwrap();
    let tally = run(&input, &output).unwrap();
    assert_eq!((tally.assigned, tally.unassigned, tally.invalid_rows), (2, 1, vec![3]));
    let written = fs::read_to_string(&output).unwrap();
    let lines: Vec<&str> = written.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines, ["id,经度,纬度,grid", "007,1.5,2,east", "8,-1,2,west", "9,x,2,"]);
}

#[test]
fn a_column_is_never_written_over_and_nothing_is_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in.csv");
    fs::write(&input, "lon,lat,grid\n1,1,a\n").unwrap();
    let error = run(&input, &folder.path().join("out.csv")).unwrap_err();
    assert!(matches!(&error, PointsError::ColumnExists(name) if name == "grid") && error.is_usage());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn swapped_columns_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.csv"), folder.path().join("out.csv"));
    fs::write(&input, "lon,lat\n31.8,117.3\n31.9,117.2\n").unwrap();
    assert!(run(&input, &output).unwrap().looks_swapped());
}
