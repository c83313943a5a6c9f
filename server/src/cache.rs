//! Finished tiles, colour scales and encoded bodies. Each entry is made once however many ask for it at the same time.

use crate::error::Problem;
use crate::routes::content::{Content, Encoding};
use crate::snapshot::{Layer, Overlap};
use crate::store::PlanId;
use axum::body::Bytes;
use moka::future::Cache;
use onemap_engine::coord::TileId;
use onemap_engine::heat::{Bandwidth, Filter, Kernel, Palette, TileSize};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Colour scales kept: one per combination of window, filter and smoothing that is looked at.
const PEAKS: u64 = 10_000;

/// Crosswalks kept; a city has a handful of grid layers.
const CROSSWALKS: u64 = 32;

/// A snapshot's version and the ids of two grid layers.
pub type CrosswalkKey = (u64, String, String);

/// What a tile depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TileKey {
    /// The snapshot's.
    pub version: u64,
    pub id: TileId,
    pub content: TileContent,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TileContent {
    /// The filter is that of complaints; other layers have an open one.
    Vector { layer: Layer, filter: Filter },
    /// The grids of a plan, as of the last revision that touched the tile.
    Plan { plan: PlanId, revision: i64 },
    Heat {
        view: HeatView,
        /// `None` for the values themselves.
        look: Option<Look>,
        size: TileSize,
    },
}

/// The colours of a density.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Look {
    palette: Palette,
    /// Bits of the value at the top of the scale; `None` for the largest anywhere.
    top: Option<u64>,
}

impl Look {
    #[must_use]
    pub fn new(palette: Palette, top: Option<f64>) -> Self {
        Self { palette, top: top.map(f64::to_bits) }
    }
}

/// What a density depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HeatView {
    pub filter: Filter,
    pub kernel: Kernel,
    pub per: Per,
    /// Bits of the metres, so that views can be compared and hashed.
    bandwidth: u64,
}

impl HeatView {
    #[must_use]
    pub fn new(filter: Filter, kernel: Kernel, bandwidth: Bandwidth, per: Per) -> Self {
        Self { filter, kernel, per, bandwidth: bandwidth.metres().to_bits() }
    }

    #[must_use]
    pub fn bandwidth(&self) -> Bandwidth {
        Bandwidth::from_metres(f64::from_bits(self.bandwidth)).expect("the bits of a bandwidth")
    }
}

/// What complaints are counted per.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    Km2,
    Household,
}

impl Per {
    /// The word in addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Km2 => "km2",
            Self::Household => "household",
        }
    }

    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::Km2 => "complaints/km²",
            Self::Household => "complaints/1,000 households",
        }
    }
}

/// All caches of a server.
pub struct Caches {
    /// `None` is an empty tile.
    tiles: Cache<TileKey, Option<Content>>,
    /// By version and view.
    peaks: Cache<(u64, HeatView), f64>,
    /// By version and the ids of two grid layers.
    crosswalks: Cache<CrosswalkKey, Arc<Vec<Overlap>>>,
    /// By the body's hash.
    encoded: Cache<(u64, Encoding), Bytes>,
    hits: AtomicU64,
    misses: AtomicU64,
}

impl Caches {
    /// Caches that hold about so many bytes together.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        let half = bytes / 2;
        Self {
            tiles: Cache::builder().max_capacity(half).weigher(weight_of_tile).build(),
            peaks: Cache::new(PEAKS),
            crosswalks: Cache::new(CROSSWALKS),
            encoded: Cache::builder()
                .max_capacity(half)
                .weigher(|_, bytes: &Bytes| weight(bytes.len()))
                .build(),
            hits: AtomicU64::default(),
            misses: AtomicU64::default(),
        }
    }

    /// The tile under a key, or what making it gives.
    ///
    /// # Errors
    /// That of `make`; it is not kept.
    pub async fn tile(
        &self,
        key: TileKey,
        make: impl Future<Output = Result<Option<Content>, Problem>>,
    ) -> Result<Option<Content>, Problem> {
        if let Some(tile) = self.tiles.get(&key).await {
            self.hits.fetch_add(1, Relaxed);
            return Ok(tile);
        }
        self.misses.fetch_add(1, Relaxed);
        self.tiles.try_get_with(key, make).await.map_err(Arc::unwrap_or_clone)
    }

    /// The largest density of a view.
    ///
    /// # Errors
    /// As above.
    pub async fn peak(
        &self,
        version: u64,
        view: HeatView,
        make: impl Future<Output = Result<f64, Problem>>,
    ) -> Result<f64, Problem> {
        self.peaks.try_get_with((version, view), make).await.map_err(Arc::unwrap_or_clone)
    }

    /// The overlaps of two grid layers.
    ///
    /// # Errors
    /// As above.
    pub async fn crosswalk(
        &self,
        key: CrosswalkKey,
        make: impl Future<Output = Result<Arc<Vec<Overlap>>, Problem>>,
    ) -> Result<Arc<Vec<Overlap>>, Problem> {
        self.crosswalks.try_get_with(key, make).await.map_err(Arc::unwrap_or_clone)
    }

    /// A body in a coding.
    ///
    /// # Errors
    /// As above.
    pub async fn encoded(
        &self,
        tag: u64,
        encoding: Encoding,
        make: impl Future<Output = Result<Bytes, Problem>>,
    ) -> Result<Bytes, Problem> {
        self.encoded.try_get_with((tag, encoding), make).await.map_err(Arc::unwrap_or_clone)
    }

    /// Tiles found and tiles made since the start.
    #[must_use]
    pub fn hits_and_misses(&self) -> [u64; 2] {
        [self.hits.load(Relaxed), self.misses.load(Relaxed)]
    }
}

fn weight_of_tile(key: &TileKey, tile: &Option<Content>) -> u32 {
    let names = match &key.content {
        TileContent::Vector { filter, .. } => Some(filter),
        TileContent::Plan { .. } => None,
        TileContent::Heat { view, .. } => Some(&view.filter),
    };
    let listed = |names: &Filter| {
        names.categories.as_ref().map_or(0, Vec::len) + names.subcategories.as_ref().map_or(0, Vec::len)
    };
    let listed = names.map_or(0, listed);
    weight(2 * listed + tile.as_ref().map_or(0, |content| content.bytes.len()))
}

/// Bytes of an entry with what the cache itself needs for it.
fn weight(bytes: usize) -> u32 {
    u32::try_from(bytes + 256).unwrap_or(u32::MAX)
}
