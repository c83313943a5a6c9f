//! Complaints in H3 cells.

use super::Complaints;
use super::layers::Layer;
use onemap_engine::coord::h3::{Resolution, cell_boundary};
use onemap_engine::coord::{Bounds, TileId};
use onemap_engine::heat::Filter;
use onemap_engine::hotspot::CellCount;
use onemap_engine::tile::{Tags, Tile, cell_tile, cells_resolution, cells_source};

/// The resolution whose cells a map of the whole layer is framed by: about 10 km wide.
const FRAME: Resolution = Resolution::Five;

impl Complaints {
    /// A tile of the cells that hold complaints, at the resolution of its zoom.
    pub(super) fn cell_tile(&self, id: TileId, filter: &Filter) -> Tile {
        let resolution = cells_resolution(id.z());
        let near = self.columns.select(filter).inside(cells_source(id, resolution));
        let counts = self.cells.count(&self.columns, &near, resolution);
        let cells = counts.iter().map(|it| it.cell);
        cell_tile(Layer::H3.id(), id, cells, |place, tags| describe(counts[place], tags))
    }

    /// The box around all cells of the framing resolution that hold complaints.
    pub(super) fn bounds_of_cells(&self) -> Option<Bounds> {
        let counts = self.per_cell(&Filter::default(), FRAME);
        let boundaries = counts.iter().filter_map(|it| cell_boundary(it.cell).bounds());
        boundaries.chain(self.bounds).reduce(Bounds::union)
    }

    /// How many of the complaints that pass a filter lie in each cell of a resolution; cells without any are left out.
    #[must_use]
    pub fn per_cell(&self, filter: &Filter, resolution: Resolution) -> Vec<CellCount> {
        self.cells.count(&self.columns, &self.columns.select(filter), resolution)
    }
}

fn describe(counted: CellCount, tags: &mut Tags) {
    tags.text("cell", &counted.cell.to_string());
    tags.integer("resolution", u8::from(counted.cell.resolution()).into());
    tags.integer("count", counted.count as i64);
    tags.number("per_km2", counted.count as f64 / counted.cell.area_km2());
}
