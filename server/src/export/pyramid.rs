//! The pyramid of vector tiles as one PMTiles 3 archive.

use super::{ExportError, Result};
use crate::snapshot::{Layer, Snapshot};
use onemap_engine::coord::{Bounds, LatticePoint, TileId, WorldPoint};
use onemap_engine::heat::Filter;
use onemap_engine::tile::Tile;
use pmtiles::{PmTilesWriter, TileCoord, TileType};
use rayon::prelude::*;
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
    /// The box around all features, `None` where there are none.
    bounds: Option<Bounds>,
}

/// A tile's place in the archive, and which it is.
type Numbered = (u64, TileId);

impl<'a> Pyramid<'a> {
    #[must_use]
    pub fn new(snapshot: &'a Snapshot, layers: Vec<Layer>, max_zoom: u8) -> Self {
        let bounds = layers.iter().filter_map(|&layer| snapshot.bounds_of(layer)).reduce(Bounds::union);
        Self { snapshot, layers, max_zoom: max_zoom.min(TileId::MAX_ZOOM), bounds }
    }

    /// How many tiles are looked at; those that turn out empty are not written.
    #[must_use]
    pub fn len(&self) -> u64 {
        (0..=self.max_zoom).filter_map(|zoom| self.corners(zoom)).map(|[a, b]| tiles_between(a, b)).sum()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bounds.is_none()
    }

    /// Writes the archive, clustered: tiles in the order of their numbers, equal ones once, gzipped. Returns how many tiles it
    /// has. `tick` is called for each tile looked at.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, path: &Path, tick: &dyn Fn()) -> Result<u64> {
        let mut archive = self.described()?.create(File::create(path)?)?;
        let mut written = 0;
        for zoom in 0..=self.max_zoom {
            for ahead in self.tiles(zoom)?.chunks(AHEAD) {
                let tiles: Vec<Tile> = ahead.par_iter().map(|&(_, id)| self.tile(id)).collect();
                for (&(_, id), tile) in ahead.iter().zip(tiles) {
                    archive.add_tile(coordinate(id)?, &tile.bytes)?;
                    written += u64::from(!tile.bytes.is_empty());
                    tick();
                }
            }
        }
        archive.finalize()?;
        Ok(written)
    }

    fn described(&self) -> Result<PmTilesWriter> {
        let layers: Vec<_> = self.layers.iter().flat_map(|layer| layer.vector_layers(self.max_zoom)).collect();
        let metadata = json!({"name": self.snapshot.city().name, "type": "overlay", "vector_layers": layers});
        let writer = PmTilesWriter::new(TileType::Mvt).max_zoom(self.max_zoom).metadata(metadata.to_string());
        let Some(Bounds { min, max }) = self.bounds else { return Ok(writer) };
        let middle = |a: f64, b: f64| f64::midpoint(a, b);
        Ok(writer
            .bounds(min.lon(), min.lat(), max.lon(), max.lat())
            .center(middle(min.lon(), max.lon()), middle(min.lat(), max.lat()))
            .center_zoom(self.max_zoom.min(11)))
    }

    /// All layers of a tile, one after the other, as MVT allows.
    fn tile(&self, id: TileId) -> Tile {
        let of_layer = |&layer: &Layer| self.snapshot.tile(layer, id, &Filter::default());
        self.layers.iter().map(of_layer).fold(Tile::default(), Tile::with)
    }

    /// The tiles of a zoom that the bounds meet, in the order of the archive.
    fn tiles(&self, zoom: u8) -> Result<Vec<Numbered>> {
        let Some([a, b]) = self.corners(zoom) else { return Ok(Vec::new()) };
        let places = (a.y()..=b.y()).flat_map(|y| (a.x()..=b.x()).map(move |x| (x, y)));
        let ids = places.filter_map(|(x, y)| TileId::new(zoom.into(), x.into(), y.into()).ok());
        let mut tiles: Vec<Numbered> = ids.map(|id| Ok((number(id)?, id))).collect::<Result<_>>()?;
        tiles.sort_unstable();
        Ok(tiles)
    }

    /// The north-western and the south-eastern tile.
    fn corners(&self, zoom: u8) -> Option<[TileId; 2]> {
        let Bounds { min, max } = self.bounds?;
        let tile = |x: i32, y: i32| TileId::holding(WorldPoint::of(LatticePoint::new(x, y)), zoom).ok();
        Some([tile(min.x, max.y)?, tile(max.x, min.y)?])
    }
}

fn tiles_between(a: TileId, b: TileId) -> u64 {
    u64::from(b.x() - a.x() + 1) * u64::from(b.y() - a.y() + 1)
}

fn coordinate(id: TileId) -> Result<TileCoord> {
    TileCoord::new(id.z(), id.x(), id.y()).map_err(ExportError::Archive)
}

fn number(id: TileId) -> Result<u64> {
    Ok(pmtiles::TileId::from(coordinate(id)?).value())
}
