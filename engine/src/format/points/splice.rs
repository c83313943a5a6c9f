//! From Parquet to Parquet without decoding what is not looked at.
//!
//! ```text
//!   input    PAR1 │ column chunks, indexes, filters │ footer PAR1
//!   output   PAR1 │ the same bytes at the same place │ new chunks │ new footer PAR1
//! ```
//! Every offset of the old footer stays true, so the old entries are taken over as they are.

use super::code_column::CodeChunk;
use super::draft::Draft;
use super::place::{Tally, place};
use super::{PointsError, Task, coordinates, footer};
use crate::record::{Binding, Columns};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaDataWriter, RowGroupMetaData};
use parquet::schema::types::SchemaDescPtr;
use rayon::prelude::*;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

/// Rows placed at a time.
const BLOCK: usize = 1 << 16;
/// Row groups held in memory at a time, for each thread.
const GROUPS_PER_THREAD: usize = 2;
/// The length of the footer, and `PAR1`.
const TRAILER: u64 = 8;

pub(super) fn run(task: &Task<'_>) -> Result<Tally, PointsError> {
    let splice = Splice::open(task)?;
    let draft = Draft::of(task.output);
    let created = File::create(&draft.path).map_err(|error| splice.output_error(error))?;
    let mut end =
        OpenOptions::new().write(true).open(&draft.path).map_err(|error| splice.output_error(error))?;
    let tally = std::thread::scope(|scope| {
        let copying = scope.spawn(|| splice.copy_data(created));
        let tally = splice.append(&mut end);
        copying.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        tally
    })?;
    draft.finish()?;
    Ok(tally)
}

/// An open input and where its parts are.
struct Splice<'a> {
    task: &'a Task<'a>,
    metadata: ArrowReaderMetadata,
    /// The columns of the coordinates.
    lon: usize,
    lat: usize,
    schema: SchemaDescPtr,
    /// Where the footer begins.
    data_end: u64,
}

impl<'a> Splice<'a> {
    fn open(task: &'a Task<'a>) -> Result<Self, PointsError> {
        let in_input = |source| PointsError::Parquet { path: task.input.to_owned(), source };
        let in_file = |source| PointsError::File { path: task.input.to_owned(), source };
        let mut file = File::open(task.input).map_err(in_file)?;
        let metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(in_input)?;
        let root = metadata.metadata().file_metadata().schema_descr().root_schema();
        let names: Vec<String> = root.get_fields().iter().map(|field| field.name().to_owned()).collect();
        task.check_column_is_new(&names)?;
        let (lon, lat) = Binding::point_columns(&Columns { names, ..Columns::default() }, &task.mapping())?;
        let schema = footer::schema_with(metadata.metadata().file_metadata().schema_descr(), task.column);
        let data_end = data_end(&mut file).map_err(in_file)?;
        Ok(Self { task, lon, lat, schema: schema.map_err(in_input)?, data_end, metadata })
    }

    fn copy_data(&self, mut output: File) -> Result<(), PointsError> {
        let input = File::open(self.task.input)
            .map_err(|source| PointsError::File { path: self.task.input.to_owned(), source })?;
        io::copy(&mut input.take(self.data_end), &mut output).map_err(|error| self.output_error(error))?;
        Ok(())
    }

    /// Writes the new chunks and the footer behind the data.
    fn append(&self, output: &mut File) -> Result<Tally, PointsError> {
        output.seek(SeekFrom::Start(self.data_end)).map_err(|error| self.output_error(error))?;
        let (mut tally, mut at, mut groups) = (Tally::default(), self.data_end, Vec::new());
        let count = self.metadata.metadata().num_row_groups();
        let firsts = self.first_rows();
        let window = GROUPS_PER_THREAD * rayon::current_num_threads();
        for start in (0..count).step_by(window) {
            let ready: Vec<_> = (start..count.min(start + window))
                .into_par_iter()
                .map(|group| self.encode(group, firsts[group]))
                .collect::<Result<_, _>>()?;
            for (chunk, placed) in ready {
                groups.push(self.group(groups.len(), &chunk, at).map_err(|source| self.parquet_error(source))?);
                output.write_all(&chunk.bytes).map_err(|error| self.output_error(error))?;
                at += chunk.bytes.len() as u64;
                tally.add(placed);
            }
        }
        self.write_footer(output, groups)?;
        Ok(tally)
    }

    /// The number of each group's first row.
    fn first_rows(&self) -> Vec<u64> {
        let groups = self.metadata.metadata().row_groups().iter();
        groups.scan(1, |next, group| Some(std::mem::replace(next, *next + group.num_rows() as u64))).collect()
    }

    /// The new column of a row group.
    fn encode(&self, group: usize, first_row: u64) -> Result<(CodeChunk, Tally), PointsError> {
        let read = |column| coordinates::read(self.task.input, &self.metadata, group, column);
        let (lon, lat) = rayon::join(|| read(self.lon), || read(self.lat));
        let (lon, lat) = (lon?, lat?);
        let mut grids = vec![0; lon.len()];
        let blocks =
            grids.par_chunks_mut(BLOCK).zip(lon.par_chunks(BLOCK)).zip(lat.par_chunks(BLOCK)).enumerate();
        let tallies: Vec<_> = blocks
            .map(|(block, ((grids, lon), lat))| {
                place(self.task, first_row + (block * BLOCK) as u64, lon, lat, grids)
            })
            .collect();
        let mut tally = Tally::default();
        tallies.into_iter().for_each(|placed| tally.add(placed));
        let chunk = CodeChunk::encode(&grids, self.task.codes).map_err(|source| self.parquet_error(source))?;
        Ok((chunk, tally))
    }

    /// The entry of a row group, its new chunk standing at an offset.
    fn group(&self, group: usize, chunk: &CodeChunk, at: u64) -> Result<RowGroupMetaData, ParquetError> {
        let column = self.schema.column(self.schema.num_columns() - 1);
        footer::group_with(self.metadata.metadata().row_group(group), &self.schema, chunk.metadata(column, at)?)
    }

    fn write_footer(&self, output: &mut File, groups: Vec<RowGroupMetaData>) -> Result<(), PointsError> {
        let footer = footer::footer(&self.metadata, self.task.column, self.schema.clone(), groups);
        let mut buffered = BufWriter::new(output);
        ParquetMetaDataWriter::new(&mut buffered, &footer)
            .finish()
            .map_err(|source| self.parquet_error(source))?;
        buffered.flush().map_err(|error| self.output_error(error))
    }

    fn output_error(&self, source: io::Error) -> PointsError {
        PointsError::File { path: self.task.output.to_owned(), source }
    }

    fn parquet_error(&self, source: ParquetError) -> PointsError {
        PointsError::Parquet { path: self.task.output.to_owned(), source }
    }
}

/// Where the data of a Parquet file ends and its footer begins.
fn data_end(file: &mut File) -> io::Result<u64> {
    let trailer = file.seek(SeekFrom::End(-(TRAILER as i64)))?;
    let mut length = [0; 4];
    file.read_exact(&mut length)?;
    trailer
        .checked_sub(u32::from_le_bytes(length).into())
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the footer is longer than the file"))
}
