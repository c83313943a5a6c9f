//! The pyramid of vector tiles as one PMTiles 3 archive.

use super::{ExportError, Result};
use crate::snapshot::{Layer, Snapshot};
use onemap_engine::coord::{Bounds, LatticePoint, TileId, WorldPoint};
use onemap_engine::heat::Filter;
use onemap_engine::tile::Tile;
use pmtiles::{PmTilesWriter, TileCoord, TileType};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde_json::json;
use std::fs::File;
use std::path::Path;

/// Tiles made ahead of the writer.
const AHEAD: usize = 256;

/// Layers from zoom 0 to a deepest one, together in each tile.
pub struct Pyramid<'a> {
    snapshot: &'a Snapshot,
    layers: Vec<Layer>,
    max_zoom: u8,
    /// Tiles that may hold something, in the order of the archive.
    tiles: Vec<(u64, TileId)>,
}

impl<'a> Pyramid<'a> {
    /// # Errors
    /// When the zoom is deeper than tiles go.
    pub fn new(snapshot: &'a Snapshot, layers: Vec<Layer>, max_zoom: u8) -> Result<Self> {
        let mut ids = FxHashSet::default();
        for zoom in 0..=max_zoom {
            for &layer in &layers {
                match layer {
                    Layer::Complaints => ids.extend(around_complaints(snapshot, zoom, 0)),
                    // A cell is far smaller than a tile: it reaches into the next one at most.
                    Layer::H3 => ids.extend(around_complaints(snapshot, zoom, 1)),
                    _ => ids.extend(snapshot.bounds_of(layer).iter().flat_map(|bounds| within(*bounds, zoom))),
                }
            }
        }
        let mut tiles: Vec<_> = ids.into_iter().map(|id| Ok((number(id)?, id))).collect::<Result<_>>()?;
        tiles.sort_unstable();
        Ok(Self { snapshot, layers, max_zoom, tiles })
    }

    /// How many tiles are looked at; those that turn out empty are not written.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.tiles.len() as u64
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tiles.is_empty()
    }

    /// Writes the archive, clustered: tiles in the order of their numbers, equal ones once, gzipped. Returns how many tiles it
    /// has. `tick` is called for each tile looked at.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, path: &Path, tick: &dyn Fn()) -> Result<u64> {
        // Made by the threads that draw the tiles, it would be waited for by the very threads that share the work.
        self.snapshot.warm_up();
        let mut archive = self.described().create(File::create(path)?)?;
        let mut written = 0;
        for ahead in self.tiles.chunks(AHEAD) {
            let tiles: Vec<Tile> = ahead.par_iter().map(|&(_, id)| self.tile(id)).collect();
            for (&(_, id), tile) in ahead.iter().zip(tiles) {
                archive.add_tile(coordinate(id)?, &tile.bytes)?;
                written += u64::from(!tile.bytes.is_empty());
                tick();
            }
        }
        archive.finalize()?;
        Ok(written)
    }

    fn described(&self) -> PmTilesWriter {
        let layers: Vec<_> = self.layers.iter().flat_map(|layer| layer.vector_layers(self.max_zoom)).collect();
        let metadata = json!({"name": self.snapshot.city().name, "type": "overlay", "vector_layers": layers});
        let writer = PmTilesWriter::new(TileType::Mvt).max_zoom(self.max_zoom).metadata(metadata.to_string());
        // Cells lie around complaints, which the header's box is about.
        let shown = |layer: Layer| if layer == Layer::H3 { Layer::Complaints } else { layer };
        let bounds = self.layers.iter().filter_map(|&layer| self.snapshot.bounds_of(shown(layer)));
        let Some(Bounds { min, max }) = bounds.reduce(Bounds::union) else { return writer };
        let middle = |a: f64, b: f64| f64::midpoint(a, b);
        writer
            .bounds(min.lon(), min.lat(), max.lon(), max.lat())
            .center(middle(min.lon(), max.lon()), middle(min.lat(), max.lat()))
            .center_zoom(self.max_zoom.min(11))
    }

    /// All layers of a tile, one after the other, as MVT allows.
    fn tile(&self, id: TileId) -> Tile {
        let of_layer = |&layer: &Layer| self.snapshot.tile(layer, id, &Filter::default());
        self.layers.iter().map(of_layer).fold(Tile::default(), Tile::with)
    }
}

/// The tiles of a zoom that a box meets.
fn within(bounds: Bounds, zoom: u8) -> impl Iterator<Item = TileId> {
    let tile = |x: i32, y: i32| TileId::holding(WorldPoint::of(LatticePoint::new(x, y)), zoom).ok();
    let corners = tile(bounds.min.x, bounds.max.y).zip(tile(bounds.max.x, bounds.min.y));
    corners.into_iter().flat_map(|(a, b)| between([a.x(), a.y()], [b.x(), b.y()], a.z()))
}

/// The tiles of a zoom that hold complaints, and so many around them.
fn around_complaints(snapshot: &Snapshot, zoom: u8, margin: u32) -> impl Iterator<Item = TileId> {
    let columns = &snapshot.complaints.columns;
    let ids = (0..columns.located()).filter_map(move |at| TileId::holding(columns.point(at), zoom).ok());
    // Neighbours in the columns are neighbours on the map: most are in the tile of the one before.
    let mut ids: Vec<TileId> = ids.collect();
    ids.dedup();
    ids.into_iter().flat_map(move |id| {
        let [x, y] = [id.x(), id.y()];
        let low = [x.saturating_sub(margin), y.saturating_sub(margin)];
        between(low, [x + margin, y + margin], id.z())
    })
}

/// The tiles of a zoom from one corner to another; places beyond the world are left out.
fn between(low: [u32; 2], high: [u32; 2], zoom: u8) -> impl Iterator<Item = TileId> {
    let places = (low[1]..=high[1]).flat_map(move |y| (low[0]..=high[0]).map(move |x| (x, y)));
    places.filter_map(move |(x, y)| TileId::new(zoom.into(), x.into(), y.into()).ok())
}

fn coordinate(id: TileId) -> Result<TileCoord> {
    TileCoord::new(id.z(), id.x(), id.y()).map_err(ExportError::Archive)
}

fn number(id: TileId) -> Result<u64> {
    Ok(pmtiles::TileId::from(coordinate(id)?).value())
}
