//! Complaints page by page, newest first.

use super::complaints::Complaints;
use onemap_engine::heat::Selection;
use std::fmt;
use std::str::FromStr;

/// The place of one complaint in the order of time: what a page ends with and the next one goes on below. It keeps its
/// meaning when complaints are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// Seconds since 1970 of the city's own clock.
    time: i64,
    store_row: i64,
}

impl Complaints {
    /// Positions of the newest selected complaints below the cursor, the newest first, and where the next page goes on.
    #[must_use]
    pub fn newest(
        &self,
        selection: &Selection<'_>,
        after: Option<Cursor>,
        limit: usize,
    ) -> (Vec<usize>, Option<Cursor>) {
        let end = after.map_or(usize::MAX, |cursor| self.rows_below(cursor));
        let mut found = Vec::new();
        selection.for_each(|position| {
            let row = self.columns.row(position);
            if row < end {
                found.push((row, position));
            }
        });
        let more = found.len() > limit;
        if more {
            found.select_nth_unstable_by(limit, |a, b| b.cmp(a));
            found.truncate(limit);
        }
        found.sort_unstable_by(|a, b| b.cmp(a));
        let next = found.last().filter(|_| more).map(|&(row, _)| self.cursor(row));
        (found.into_iter().map(|(_, position)| position).collect(), next)
    }

    fn cursor(&self, row: usize) -> Cursor {
        Cursor { time: self.times[row], store_row: self.store_rows[row] }
    }

    /// How many rows come before the cursor.
    fn rows_below(&self, cursor: Cursor) -> usize {
        let rows = self.times.iter().zip(&self.store_rows);
        let first = self.times.partition_point(|&time| time < cursor.time);
        first + rows.skip(first).take_while(|&(&time, &store_row)| Cursor { time, store_row } < cursor).count()
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.time, self.store_row)
    }
}

/// A text that no page ended with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCursor;

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        let (time, store_row) = text.split_once('.').ok_or(NoCursor)?;
        Ok(Self {
            time: time.parse().map_err(|_| NoCursor)?,
            store_row: store_row.parse().map_err(|_| NoCursor)?,
        })
    }
}
