//! H3 cells, each a polygon.

use super::arrangement::faces;
use super::buildings::square;
use super::grid::{Exact, TileGrid, Unit, in_frame};
use super::mvt::{LayerWriter, Tags, Tile};
use super::rings::Polygon;
use super::simple::is_simple;
use super::snap::Segment;
use crate::coord::h3::{CellIndex, Resolution, cell_boundary, cell_center, cell_reach_m};
use crate::coord::{LatticePoint, TileId, WorldBounds, WorldPoint};

/// The resolution that each zoom shows: cells 20 to 50 pixels wide at the equator in a tile drawn 512 pixels wide.
const RESOLUTIONS: [Resolution; 18] = [
    Resolution::Zero,
    Resolution::One,
    Resolution::One,
    Resolution::Two,
    Resolution::Three,
    Resolution::Four,
    Resolution::Four,
    Resolution::Five,
    Resolution::Six,
    Resolution::Six,
    Resolution::Seven,
    Resolution::Eight,
    Resolution::Nine,
    Resolution::Nine,
    Resolution::Ten,
    Resolution::Eleven,
    Resolution::Eleven,
    Resolution::Twelve,
];

/// The resolution that a zoom shows, 0 at zoom 0 to 12 from zoom 17 on.
#[must_use]
pub fn cells_resolution(zoom: u8) -> Resolution {
    RESOLUTIONS[usize::from(zoom).min(RESOLUTIONS.len() - 1)]
}

/// A box that holds every place of every cell of a resolution that a tile draws.
#[must_use]
pub fn cells_source(tile: TileId, resolution: Resolution) -> WorldBounds {
    /// A degree of latitude is nowhere shorter.
    const DEGREE_M: f64 = 110_000.0;
    let own = tile.lattice_bounds();
    // A sixteenth of the tile is more than its buffer, however the projection stretches it.
    let buffer = |low: i32, high: i32| (f64::from(high) - f64::from(low)) / LatticePoint::PER_DEGREE / 16.0;
    let margin = cell_reach_m(resolution) / DEGREE_M;
    let high = margin + buffer(own.min.y, own.max.y);
    let (south, north) = ((own.min.lat() - high).max(-90.0), (own.max.lat() + high).min(90.0));
    let narrowest = south.abs().max(north.abs()).to_radians().cos();
    let wide = margin / narrowest.max(1e-6) + buffer(own.min.x, own.max.x);
    let (west, east) = (own.min.lon() - wide, own.max.lon() + wide);
    // Across the antimeridian or around a pole: the whole circle of latitude.
    let (west, east) = if west < -180.0 || east > 180.0 { (-180.0, 180.0) } else { (west, east) };
    let corners = [(west, south), (east, north)].map(|(lon, lat)| LatticePoint::from_degrees(lon, lat));
    let corners = corners.into_iter().flatten().map(WorldPoint::of);
    WorldBounds::around(corners).unwrap_or(WorldBounds::WORLD)
}

/// A tile of cells: those that reach into it or its buffer, each whole but for what lies beyond. `describe` writes the
/// properties of a cell, given its place in the slice.
#[must_use]
pub fn cell_tile(
    name: &str,
    tile: TileId,
    cells: impl IntoIterator<Item = CellIndex>,
    describe: impl Fn(usize, &mut Tags),
) -> Tile {
    let grid = TileGrid::new(tile);
    let mut layer = LayerWriter::new(name);
    for (i, cell) in cells.into_iter().enumerate() {
        let mut polygons = drawn(&grid, &outline(cell));
        let center = WorldPoint::of(cell_center(cell));
        if polygons.is_empty() && tile.bounds().contains(center) {
            // Beyond the square world's end: all that is left of the cell is a dot there.
            polygons.push(vec![square(grid.holding(center)).to_vec()]);
        }
        if !polygons.is_empty() {
            layer.polygons(&polygons, |tags| describe(i, tags));
        }
    }
    layer.finish(0)
}

/// One turn around the globe, world steps.
const TURN: i64 = 1 << 32;

/// A ring in world steps that runs on beyond the antimeridian, where its cell does.
type Outline = Vec<[i64; 2]>;

fn outline(cell: CellIndex) -> Outline {
    let mut ring: Outline = Vec::with_capacity(12);
    for point in cell_boundary(cell).points() {
        let p = WorldPoint::of(point);
        let x = ring.last().map_or(i64::from(p.x), |last| nearest_turn(i64::from(p.x), last[0]));
        ring.push([x, i64::from(p.y)]);
    }
    close_over_pole(&mut ring, cell);
    ring
}

/// `x` on the turn that brings it nearest to another place.
fn nearest_turn(x: i64, to: i64) -> i64 {
    x + (to - x + TURN / 2).div_euclid(TURN) * TURN
}

/// The outline of a cell around a pole is a line from one end of the world to the other: it is led along the world's end.
fn close_over_pole(ring: &mut Outline, cell: CellIndex) {
    let (Some(&[start, y]), Some(&[last, _])) = (ring.first(), ring.last()) else { return };
    let end = nearest_turn(start, last);
    if end != start {
        let pole = if cell_center(cell).y > 0 { 0 } else { TURN };
        ring.extend([[end, y], [end, pole], [start, pole]]);
    }
}

/// What a tile shows of an outline: once more for each turn around the globe that brings it there.
fn drawn(grid: &TileGrid, outline: &Outline) -> Vec<Polygon> {
    let turns = [-TURN, 0, TURN];
    let turned = turns.map(|turn| outline.iter().map(|&[x, y]| grid.exact_at([x + turn, y])).collect());
    turned.iter().flat_map(|ring: &Vec<Exact>| drawn_once(grid, ring)).collect()
}

fn drawn_once(grid: &TileGrid, ring: &[Exact]) -> Vec<Polygon> {
    let mut units: Vec<Unit> = ring.iter().map(|&p| grid.unit(p)).collect();
    units.dedup();
    if units.iter().all(|&unit| in_frame(unit)) && is_simple(&units) {
        return vec![vec![units]];
    }
    if !meets(grid, ring) {
        return Vec::new();
    }
    let [left, right] = if doubled_area(ring) > 0 { [1, 0] } else { [0, 1] };
    let segments: Vec<Segment> = sides(ring).map(|[from, to]| Segment { from, to, left, right }).collect();
    let corner = || u32::from(holds(ring, grid.exact_at(grid.reach_corner())));
    faces(grid, &segments, corner).into_iter().flat_map(|(_, polygons)| polygons).collect()
}

/// Whether the box around a ring meets what the tile draws.
fn meets(grid: &TileGrid, ring: &[Exact]) -> bool {
    let reach = grid.reach();
    let (low, high) = (grid.exact_at(reach.min), grid.exact_at(reach.max));
    (0..2).all(|i| ring.iter().any(|p| p[i] < high[i]) && ring.iter().any(|p| p[i] >= low[i]))
}

fn sides(ring: &[Exact]) -> impl Iterator<Item = [Exact; 2]> {
    ring.iter().zip(ring.iter().cycle().skip(1)).map(|(&a, &b)| [a, b]).filter(|[a, b]| a != b)
}

fn doubled_area(ring: &[Exact]) -> i128 {
    sides(ring).map(|[a, b]| cross(a, b)).sum()
}

/// Whether a ring goes around a place that is not on it.
fn holds(ring: &[Exact], [x, y]: Exact) -> bool {
    let seen = |[px, py]: Exact| [px - x, py - y];
    let crossed = sides(ring).map(|[a, b]| [seen(a), seen(b)]).filter(|&[a, b]| {
        let rises = a[1] <= 0 && b[1] > 0;
        let falls = b[1] <= 0 && a[1] > 0;
        (rises && cross(a, b) > 0) || (falls && cross(a, b) < 0)
    });
    crossed.count() % 2 == 1
}

fn cross(a: Exact, b: Exact) -> i128 {
    i128::from(a[0]) * i128::from(b[1]) - i128::from(b[0]) * i128::from(a[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coord::h3::cell_of;
    use fast_mvt::{MvtGeometry, MvtReaderRef};
    use rustc_hash::FxHashSet;

    fn tiles(zoom: u8) -> impl Iterator<Item = TileId> {
        let side = 1_i64 << zoom;
        (0..side).flat_map(move |x| (0..side).map(move |y| TileId::new(zoom.into(), x, y).unwrap()))
    }

    /// Features of a tile, as the places of their cells.
    fn features(tile: &Tile) -> Vec<usize> {
        if tile.features == 0 {
            return Vec::new();
        }
        let read = MvtReaderRef::new(&tile.bytes).unwrap().to_tile().unwrap();
        let features = read.layers[0].features.iter();
        features
            .map(|feature| {
                assert!(matches!(feature.geometry, MvtGeometry::Polygon(_) | MvtGeometry::MultiPolygon(_)));
                feature.id.unwrap() as usize
            })
            .collect()
    }

    /// Every cell of the globe, those around the poles and across the antimeridian too, is in the tile of its centre, and in
    /// every other that it touches.
    #[test]
    fn the_whole_globe_can_be_drawn() {
        for (zoom, resolution) in [(0, Resolution::Zero), (1, Resolution::One), (3, Resolution::Two)] {
            let cells: Vec<CellIndex> =
                CellIndex::base_cells().flat_map(|base| base.children(resolution)).collect();
            let mut seen = vec![0; cells.len()];
            for id in tiles(zoom) {
                let tile = cell_tile("h3", id, cells.iter().copied(), |i, tags| tags.id(i as u64));
                let drawn: FxHashSet<usize> = features(&tile).into_iter().collect();
                for (i, &cell) in cells.iter().enumerate() {
                    let owned = id.bounds().contains(WorldPoint::of(cell_center(cell)));
                    assert!(!owned || drawn.contains(&i), "{cell} is not in {id:?}");
                    seen[i] += u32::from(owned);
                }
            }
            assert!(seen.iter().all(|&times| times == 1));
        }
    }

    #[test]
    fn the_source_of_a_tile_holds_the_cells_it_draws() {
        for (lon, lat) in [(117.3, 31.8), (179.999, 66.0), (-180.0, -16.5), (0.0, 84.9), (12.0, -85.0)] {
            let place = LatticePoint::from_degrees(lon, lat).unwrap();
            for zoom in 0..=TileId::MAX_ZOOM {
                let resolution = cells_resolution(zoom);
                let id = TileId::holding(WorldPoint::of(place), zoom).unwrap();
                let source = cells_source(id, resolution);
                let near = cell_of(place, resolution).unwrap().grid_disk::<Vec<_>>(4);
                let tile = cell_tile("h3", id, near.iter().copied(), |i, tags| tags.id(i as u64));
                assert!(tile.features > 0);
                for i in features(&tile) {
                    let corners = cell_boundary(near[i]);
                    let all = corners.points().all(|corner| source.contains(WorldPoint::of(corner)));
                    assert!(all, "{} at {lon}, {lat}, zoom {zoom}", near[i]);
                }
            }
        }
    }
}
