//! Repair of a file of grids: read, mended, written with everything else that its rows say, and accounted for.

mod account;
mod table;

pub use account::{Account, Changed, GridBalance};

use crate::export::FileFormat;
use crate::intake::{AreaFile, AreaTable, IntakeError, read_area_table};
use onemap_engine::coord::MultiPolygon;
use onemap_engine::coverage::{ChangeKind, FaceId, Repair, Repaired};
use onemap_engine::format::WriteError;
use std::path::{Path, PathBuf};

/// Why a repair could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RepairError {
    #[error(transparent)]
    Read(#[from] IntakeError),
    #[error("{}: {error}", path.display())]
    Write { path: PathBuf, error: WriteError },
}

/// Repairs the grids of a file and writes them to another, in its order. Grids that have nothing left are not written.
///
/// # Errors
/// When the one cannot be read or the other not be written.
pub fn repair_file(
    file: &AreaFile<'_>,
    out: &Path,
    format: FileFormat,
    repair: &Repair,
) -> Result<Account, RepairError> {
    let table = read_area_table(file)?;
    let shapes: Vec<MultiPolygon> = table.areas.iter().map(|area| area.shape.clone()).collect();
    let repaired = repair.run(&shapes);
    let kept = |&i: &usize| !repaired.coverage.arc_numbers(FaceId::of_polygon(i)).is_empty();
    let kept: Vec<usize> = (0..table.areas.len()).filter(kept).collect();
    let notes = table::write(&table, &repaired.coverage, &kept, out, format)
        .map_err(|error| RepairError::Write { path: out.to_owned(), error })?;
    let repeated = repeated(&table, &repaired);
    Ok(Account::of(&table, repaired, &repeated, kept.len(), notes))
}

/// Rows that repeat an earlier one, code and all: leaving them out loses nothing.
fn repeated(table: &AreaTable, repaired: &Repaired) -> Vec<usize> {
    let code = |i: usize| &table.areas[i].code;
    let twins = repaired.changes.iter().filter(|change| change.kind == ChangeKind::Duplicate);
    let pairs =
        twins.filter_map(|change| change.polygons.first().copied().zip(change.polygons.last().copied()));
    pairs.filter(|&(first, later)| code(first) == code(later)).map(|(_, later)| later).collect()
}
