//! Roads.

use super::grid::{BUFFER, EXTENT, PIXEL, TileGrid, Unit};
use super::mvt::{LayerWriter, Tags, Tile};
use super::runs::{Boxed, boxed, envelope};
use crate::coord::{TileId, WorldBounds, WorldPoint};
use crate::record::{Road, RoadClass};
use rstar::RTree;

/// Roads as lines, the larger classes from afar, the smaller ones from near by.
pub struct RoadLayer {
    name: String,
    roads: Vec<Lines>,
    tree: RTree<Boxed<usize>>,
}

struct Lines {
    lines: Vec<Vec<WorldPoint>>,
    from_zoom: u8,
}

impl RoadLayer {
    /// The name must not be empty.
    #[must_use]
    pub fn new<'a>(name: &str, roads: impl IntoIterator<Item = &'a Road>) -> Self {
        let roads: Vec<Lines> = roads.into_iter().map(Lines::of).collect();
        let bounds = |road: &Lines| WorldBounds::around(road.lines.iter().flatten().copied());
        let boxes = roads.iter().enumerate().filter_map(|(i, road)| Some(boxed(&bounds(road)?, i)));
        let tree = RTree::bulk_load(boxes.collect());
        Self { name: name.to_owned(), roads, tree }
    }

    /// One tile. `describe` writes the properties of a road, given its number.
    #[must_use]
    pub fn tile(&self, tile: TileId, describe: impl Fn(usize, &mut Tags)) -> Tile {
        let grid = TileGrid::new(tile);
        let near = self.tree.locate_in_envelope_intersecting(&envelope(&grid.reach())).map(|road| road.data);
        let mut near: Vec<usize> = near.filter(|&i| self.roads[i].from_zoom <= tile.z()).collect();
        near.sort_unstable();
        let (mut layer, mut collapsed) = (LayerWriter::new(&self.name), 0);
        for i in near {
            let pieces: Vec<_> = self.roads[i].lines.iter().flat_map(|line| clipped(&grid, line)).collect();
            if pieces.is_empty() {
                collapsed += 1;
            } else {
                layer.lines(&pieces, |tags| describe(i, tags));
            }
        }
        layer.finish(collapsed)
    }
}

impl Lines {
    fn of(road: &Road) -> Self {
        let lines = road.lines.iter().map(|line| line.iter().map(|&p| WorldPoint::of(p)).collect());
        Self { lines: lines.collect(), from_zoom: first_zoom(road.class) }
    }
}

/// The zoom from which on a class of roads is drawn.
fn first_zoom(class: RoadClass) -> u8 {
    match class {
        RoadClass::Motorway | RoadClass::Rail => 0,
        RoadClass::Primary => 9,
        RoadClass::Secondary => 11,
        RoadClass::Residential => 13,
        RoadClass::Other => 14,
    }
}

/// The pieces of a line in the tile and its buffer.
fn clipped(grid: &TileGrid, line: &[WorldPoint]) -> Vec<Vec<Unit>> {
    let units: Vec<[f64; 2]> = line.iter().map(|&p| grid.fraction(p)).collect();
    let mut pieces: Vec<Vec<[f64; 2]>> = Vec::new();
    for (from, to) in units.windows(2).filter_map(|ends| clip(ends[0], ends[1])) {
        match pieces.last_mut() {
            Some(piece) if piece.last() == Some(&from) => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
    }
    pieces.iter().map(|piece| thinned(piece)).filter(|piece| piece.len() > 1).collect()
}

/// The part of a segment within the buffer. Liang & Barsky 1984.
fn clip(from: [f64; 2], to: [f64; 2]) -> Option<([f64; 2], [f64; 2])> {
    let (low, high) = (f64::from(-BUFFER), f64::from(EXTENT + BUFFER));
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for i in 0..2 {
        let step = to[i] - from[i];
        if step == 0.0 && !(low..=high).contains(&from[i]) {
            return None;
        }
        if step != 0.0 {
            let (a, b) = ((low - from[i]) / step, (high - from[i]) / step);
            enter = enter.max(a.min(b));
            leave = leave.min(a.max(b));
        }
    }
    let at = |part: f64| [0, 1].map(|i| from[i] + part * (to[i] - from[i]));
    let start = if enter == 0.0 { from } else { at(enter) };
    let end = if leave == 1.0 { to } else { at(leave) };
    (enter < leave).then_some((start, end))
}

/// A line on the grid without points that are less than half a pixel from the one before. Its ends stay.
fn thinned(line: &[[f64; 2]]) -> Vec<Unit> {
    let mut units = line.iter().map(|p| p.map(|v| v.round() as i32));
    let (Some(first), Some(last)) = (units.next(), units.next_back()) else { return Vec::new() };
    let mut kept = vec![first];
    for unit in units {
        if (0..2).any(|i| (kept[kept.len() - 1][i] - unit[i]).abs() >= PIXEL / 2) {
            kept.push(unit);
        }
    }
    kept.push(last);
    kept.dedup();
    kept
}
