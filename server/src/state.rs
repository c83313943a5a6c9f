//! What requests share: the current snapshot, the CPU pool, the caches, the counters.

use crate::compute::Compute;
use crate::config::Config;
use crate::error::{Kind, Problem};
use crate::metrics::Metrics;
use crate::routes::content::{Content, Encoding};
use crate::snapshot::Snapshot;
use axum::body::Bytes;
use moka::future::Cache;
use std::sync::{Arc, RwLock};

/// Everything a request needs; one for the whole server.
pub struct App {
    pub compute: Compute,
    pub metrics: Metrics,
    pub timeout: std::time::Duration,
    /// The city as last read; `None` until the first reading is done.
    snapshot: RwLock<Option<Arc<Snapshot>>>,
    /// Finished tiles by snapshot, layer, place and filter; `None` is an empty one.
    tiles: Cache<TileKey, Option<Content>>,
    /// Bodies by their hash and coding.
    encoded: Cache<(u64, Encoding), Bytes>,
}

/// What a tile depends on: the snapshot's version, and everything that chose its content, in words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TileKey {
    pub version: u64,
    pub what: Box<str>,
}

impl App {
    /// A server's state before its store is read.
    ///
    /// # Errors
    /// When the threads of the pool cannot be started.
    pub fn new(config: &Config) -> Result<Self, rayon::ThreadPoolBuildError> {
        let half = config.cache_bytes / 2;
        Ok(Self {
            compute: Compute::new(config.threads, config.queue)?,
            metrics: Metrics::default(),
            timeout: config.timeout,
            snapshot: RwLock::new(None),
            tiles: Cache::builder().max_capacity(half).weigher(weight_of_tile).build(),
            encoded: Cache::builder()
                .max_capacity(half)
                .weigher(|_, bytes: &Bytes| weight(bytes.len()))
                .build(),
        })
    }

    /// The city as last read. Whoever holds it keeps it, whatever is published meanwhile.
    ///
    /// # Errors
    /// `Starting` until the first reading is done.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, Problem> {
        let current = self.snapshot.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        current.ok_or_else(|| Problem::new(Kind::Starting, Kind::Starting.entry().advice))
    }

    /// Makes a newer reading the current one; the lock is held for the swap alone.
    pub fn publish(&self, snapshot: Snapshot) {
        let next = Some(Arc::new(snapshot));
        let last = std::mem::replace(
            &mut *self.snapshot.write().unwrap_or_else(std::sync::PoisonError::into_inner),
            next,
        );
        // Outside the lock: freeing a large city takes a while.
        drop(last);
    }

    /// The tile under this key, made once however many ask for it at the same time.
    ///
    /// # Errors
    /// What the job or the pool answers with; nothing is kept then.
    pub async fn tile(
        &self,
        key: TileKey,
        job: impl FnOnce() -> Result<Option<Content>, Problem> + Send + 'static,
    ) -> Result<Option<Content>, Problem> {
        if let Some(tile) = self.tiles.get(&key).await {
            self.metrics.tile_hit();
            return Ok(tile);
        }
        self.metrics.tile_miss();
        self.tiles.try_get_with(key, self.compute.run(job)).await.map_err(Arc::unwrap_or_clone)
    }

    /// A body in a coding, encoded once.
    ///
    /// # Errors
    /// `Busy` when the pool is full.
    pub async fn encoded(&self, content: Content, encoding: Encoding) -> Result<Bytes, Problem> {
        if encoding == Encoding::Identity {
            return Ok(content.bytes);
        }
        let key = (content.tag(), encoding);
        let job = move || encoding.encode(&content.bytes).map(Bytes::from).map_err(Problem::internal);
        self.encoded.try_get_with(key, self.compute.run(job)).await.map_err(Arc::unwrap_or_clone)
    }
}

fn weight_of_tile(key: &TileKey, tile: &Option<Content>) -> u32 {
    weight(key.what.len() + tile.as_ref().map_or(0, |content| content.bytes.len()))
}

/// Bytes of an entry with what the cache itself needs for it.
fn weight(bytes: usize) -> u32 {
    u32::try_from(bytes + 128).unwrap_or(u32::MAX)
}
