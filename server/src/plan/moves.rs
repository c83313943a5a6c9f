//! What moves from grid to grid, as a table.

use super::compare::{Comparison, Moved, Movement};

const COLUMNS: [&str; 7] = ["from", "to", "buildings", "households", "residents", "complaints", "area_m2"];

impl Comparison {
    /// The moves as CSV; an empty code is no grid.
    ///
    /// # Errors
    /// Never in practice: rows are plain values, written to memory.
    pub fn moves_csv(&self) -> csv::Result<Vec<u8>> {
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
        writer.write_record(COLUMNS)?;
        for Moved { from, to, what } in &self.moves {
            let Movement { buildings, households, residents, complaints, area_m2 } = *what;
            writer.serialize((from, to, buildings, households, residents, complaints, area_m2))?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }
}
