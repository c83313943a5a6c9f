//! Large tables read by two connections at a time.

use super::error::{Result, StoreError};
use super::reader::Reader;
use super::table::Table;
use std::thread;

/// The rows after one and up to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    after: i64,
    last: i64,
}

impl Rows {
    /// For `WHERE fid > ?1 AND fid <= ?2`.
    pub fn limits(self) -> [i64; 2] {
        [self.after, self.last]
    }
}

impl Reader {
    /// Reads the first and the second half of a table's rows at the same time. A commit between the two is seen in the second
    /// only; whoever watches the store reads it again.
    pub(super) fn in_halves<T: Send>(
        &self,
        table: &Table,
        read: impl Fn(&Self, Rows) -> Result<T> + Sync,
    ) -> Result<(T, T)> {
        let middle = self.last_row(table)? / 2;
        let other = self.again()?;
        thread::scope(|scope| {
            let rest = scope.spawn(|| {
                let other = other;
                read(&other, Rows { after: middle, last: i64::MAX })
            });
            let first = read(self, Rows { after: 0, last: middle });
            let rest = rest.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Ok((first?, rest?))
        })
    }

    /// The last row number of a table, 0 where there is none.
    fn last_row(&self, table: &Table) -> Result<i64> {
        let sql = format!("SELECT coalesce(max(fid), 0) FROM {}", table.name);
        self.connection().query_row(&sql, [], |row| row.get(0)).map_err(StoreError::at(self.path()))
    }
}
