//! Who called: keyed hashes, for finding who calls again.

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
}
