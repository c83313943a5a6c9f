//! What requests share: the current snapshot, the CPU pool, the caches, the counters.

use crate::basemap::Basemap;
use crate::cache::Caches;
use crate::check::Policy;
use crate::compute::Compute;
use crate::config::Config;
use crate::error::{Kind, Problem};
use crate::metrics::Metrics;
use crate::plan::Desk;
use crate::proposal::Jobs;
use crate::snapshot::{HouseholdRange, Snapshot};
use crate::store::{GridLayer, Store};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Duration;
use tower_http::cors::AllowOrigin;

/// Everything a request needs; one for the whole server.
pub struct App {
    pub compute: Compute,
    pub caches: Caches,
    pub metrics: Metrics,
    pub basemap: Option<Basemap>,
    pub proposals: Arc<Jobs>,
    policy: Policy,
    /// After this time a request is given up.
    pub timeout: Duration,
    /// Whose pages may read what is answered here, beside our own.
    pub allowed: Option<AllowOrigin>,
    /// Set when the store is first known.
    desk: OnceLock<Desk>,
    /// The city as last read; `None` until the first reading is done.
    snapshot: RwLock<Option<Arc<Snapshot>>>,
}

impl App {
    /// A server's state before its store is read.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self {
            compute: Compute::new(config.threads, config.queue),
            caches: Caches::new(config.cache_bytes),
            metrics: Metrics::default(),
            basemap: config.basemap.clone(),
            proposals: Arc::new(Jobs::new(config.threads)),
            policy: config.policy.clone(),
            timeout: config.timeout,
            allowed: config.allowed.clone(),
            desk: OnceLock::new(),
            snapshot: RwLock::new(None),
        }
    }

    /// The city as last read. Whoever holds it keeps it, whatever is published meanwhile.
    ///
    /// # Errors
    /// `Starting` until the first reading is done.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, Problem> {
        let current = self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone();
        current.ok_or_else(|| Problem::new(Kind::Starting, Kind::Starting.entry().advice))
    }

    /// What the rules of the layer that is shown ask of its grids.
    fn household_range(&self, layers: &[GridLayer]) -> HouseholdRange {
        let shown = layers.iter().find(|layer| layer.is_default);
        let limits = self.policy.limits(shown.map(|layer| layer.id.as_str()));
        HouseholdRange { min: *limits.households.start(), max: *limits.households.end() }
    }

    /// The open plans of a store, the first that was asked for.
    pub fn desk(&self, store: &Store) -> &Desk {
        self.desk.get_or_init(|| Desk::new(store, self.policy.clone()))
    }

    /// Makes a newer reading the current one, with what this server's rules ask of its grids. The lock is held for the swap alone: freeing the city before takes a while.
    pub fn publish(&self, mut snapshot: Snapshot) {
        snapshot.household_range = self.household_range(&snapshot.grid_layers);
        let next = Some(Arc::new(snapshot));
        let mut current = self.snapshot.write().unwrap_or_else(PoisonError::into_inner);
        let before = std::mem::replace(&mut *current, next);
        drop(current);
        drop(before);
    }
}
