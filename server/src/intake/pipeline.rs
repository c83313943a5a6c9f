//! One file into one table: a thread reads and interprets ahead, this one writes and counts.

use super::error::{IntakeError, Result};
use super::rejects::Rejects;
use super::report::FileReport;
use super::request::OnError;
use super::source::Source;
use super::tally::Tally;
use crate::store::{self, Put};
use indicatif::{ProgressBar, ProgressStyle};
use onemap_engine::format::{DeclaredCrs, Rows};
use onemap_engine::record::{Accepted, BindError, Columns, FromRow, Reader, Reading, Rejection};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// Chunks that may wait for the writer: enough to keep both sides busy, few enough to bound memory.
const CHUNKS_AHEAD: usize = 4;

type Read<T> = Result<Vec<Result<Accepted<T>, Rejection>>>;

/// What every file of an import shares.
pub(super) struct Shared {
    pub on_error: OnError,
    pub rejects: Rejects,
}

/// Reads every row of a file and puts the accepted ones. Fills the counts of the report.
pub(super) fn run<T: FromRow>(
    source: Source,
    reader: impl FnOnce(&Arc<Columns>, Reading) -> Result<Reader<T>, BindError>,
    shared: &mut Shared,
    report: &mut FileReport,
    mut put: impl FnMut(&T) -> store::Result<Put>,
) -> Result<()> {
    let file = source.file.clone();
    let crs = source.crs_in_use();
    let reader = reader(source.rows.columns(), source.reading)
        .map_err(|error| IntakeError::Bind { file: file.clone(), error })?;
    let mut tally = Tally::default();
    let stated = thread::scope(|scope| {
        let (sender, receiver) = sync_channel(CHUNKS_AHEAD);
        let reading = scope.spawn(|| read(&file, source.rows, reader, sender));
        let written = write(&file, receiver, shared, &mut tally, &mut put);
        let stated = reading.join().expect("reading reports its failures");
        written.map(|()| stated)
    })?;
    crs.confirm(stated)?;
    tally.report(report);
    Ok(())
}

/// Sends every chunk's records, or why there are no more; gives what the file states as its CRS, known for sure now.
fn read<T: FromRow>(
    file: &Path,
    mut rows: Rows,
    mut reader: Reader<T>,
    sender: SyncSender<Read<T>>,
) -> Option<DeclaredCrs> {
    let bar = progress_bar(file);
    while let Some(chunk) = rows.next() {
        let records =
            chunk.map_err(|error| IntakeError::Read { file: file.to_owned(), error }).and_then(|chunk| {
                reader.chunk(chunk).map_err(|error| IntakeError::Bind { file: file.to_owned(), error })
            });
        let (done, size) = rows.progress();
        bar.set_length(size);
        bar.set_position(done);
        if sender.send(records).is_err() {
            break;
        }
    }
    bar.finish_and_clear();
    rows.crs()
}

fn write<T>(
    file: &Path,
    receiver: Receiver<Read<T>>,
    shared: &mut Shared,
    tally: &mut Tally,
    put: &mut impl FnMut(&T) -> store::Result<Put>,
) -> Result<()> {
    for records in receiver {
        for record in records? {
            match record {
                Ok(accepted) => {
                    accepted.warnings.iter().for_each(|warning| tally.warn(warning));
                    tally.put(put(&accepted.record)?);
                }
                Err(rejection) => reject(file, rejection, shared, tally)?,
            }
        }
    }
    Ok(())
}

fn reject(file: &Path, rejection: Rejection, shared: &mut Shared, tally: &mut Tally) -> Result<()> {
    if shared.on_error == OnError::Abort {
        return Err(IntakeError::Aborted { file: file.to_owned(), rejection: Box::new(rejection) });
    }
    tally.reject(&rejection);
    shared.rejects.list(file, &rejection)
}

/// A bar on stderr by bytes read; hidden where stderr is no terminal.
fn progress_bar(file: &Path) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {bytes}/{total_bytes} {eta}");
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    ProgressBar::new(0).with_style(style.expect("the template is well formed")).with_message(name)
}
