//! Who called, as keyed hashes, and what they said: for finding repeats.

use super::error::Result;
use super::reader::Reader;
use onemap_engine::record::CallerKey;
use rustc_hash::FxHashMap;

impl Reader {
    /// Callers by the row number of their complaint, where one is known.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn callers(&self) -> Result<FxHashMap<i64, CallerKey>> {
        let mut callers = FxHashMap::default();
        self.scan("SELECT fid, caller FROM complaints WHERE caller IS NOT NULL", [], |row| {
            callers.insert(row.get(0)?, CallerKey(row.get::<_, i64>(1)?.cast_unsigned()));
            Ok(())
        })?;
        Ok(callers)
    }

    /// Hands over the text of each complaint, or else its title, with its row number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn texts(&self, mut each: impl FnMut(i64, &str)) -> Result<()> {
        let sql = "SELECT fid, coalesce(text, title) AS said FROM complaints WHERE said IS NOT NULL";
        self.scan(sql, [], |row| {
            each(row.get(0)?, row.get_ref(1)?.as_str()?);
            Ok(())
        })
    }
}
