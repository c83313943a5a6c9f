//! Rings of a Shapefile polygon, sorted into shells and the holes in them.

use crate::record::Position;

/// Shells run clockwise, holes counter-clockwise and each goes into the smallest shell around it. A hole in no shell is
/// taken for a shell that was written the wrong way round.
pub(super) fn nested(rings: Vec<Vec<Position>>) -> Vec<Vec<Vec<Position>>> {
    let (holes, shells): (Vec<_>, Vec<_>) = rings.into_iter().partition(|ring| doubled_area(ring) > 0.0);
    if shells.len() == 1 {
        return vec![shells.into_iter().chain(holes).collect()];
    }
    let mut polygons: Vec<Vec<Vec<Position>>> = shells.into_iter().map(|shell| vec![shell]).collect();
    let shells = polygons.len();
    for hole in holes {
        match home(&hole, &polygons[..shells]) {
            Some(home) => polygons[home].push(hole),
            None => polygons.push(vec![hole]),
        }
    }
    polygons
}

fn home(hole: &[Position], polygons: &[Vec<Vec<Position>>]) -> Option<usize> {
    let place = inner_position(hole)?;
    let size = |ring: &[Position]| doubled_area(ring).abs();
    // An island in the hole may lie around the place too; it is smaller than the hole.
    let around = (0..polygons.len())
        .filter(|&i| size(&polygons[i][0]) > size(hole) && is_inside(place, &polygons[i][0]));
    around.min_by(|&a, &b| size(&polygons[a][0]).total_cmp(&size(&polygons[b][0])))
}

/// Positive where the ring runs counter-clockwise; seen from its first point, so that large coordinates lose nothing.
fn doubled_area(ring: &[Position]) -> f64 {
    let Some(&(x0, y0)) = ring.first() else { return 0.0 };
    let term = |pair: &[Position]| (pair[0].0 - x0) * (pair[1].1 - y0) - (pair[1].0 - x0) * (pair[0].1 - y0);
    ring.windows(2).map(term).sum()
}

/// A place inside a ring: the middle of its first chord, half-way between two of its heights.
fn inner_position(ring: &[Position]) -> Option<Position> {
    let low = ring.iter().map(|p| p.1).min_by(f64::total_cmp)?;
    let next = ring.iter().map(|p| p.1).filter(|&y| y > low).min_by(f64::total_cmp)?;
    let y = low + (next - low) / 2.0;
    let mut crossings: Vec<f64> = ring.windows(2).filter_map(|pair| crossing(pair, y)).collect();
    crossings.sort_by(f64::total_cmp);
    match crossings[..] {
        [west, east, ..] => Some((west + (east - west) / 2.0, y)),
        _ => None,
    }
}

fn is_inside((x, y): Position, ring: &[Position]) -> bool {
    ring.windows(2).filter_map(|pair| crossing(pair, y)).filter(|&crossing| crossing > x).count() % 2 == 1
}

/// Where an edge crosses a height.
fn crossing(edge: &[Position], y: f64) -> Option<f64> {
    let ((ax, ay), (bx, by)) = (edge[0], edge[1]);
    ((ay > y) != (by > y)).then(|| ax + (y - ay) * (bx - ax) / (by - ay))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, size: f64, clockwise: bool) -> Vec<Position> {
        let mut ring = vec![(x, y), (x, y + size), (x + size, y + size), (x + size, y), (x, y)];
        if !clockwise {
            ring.reverse();
        }
        ring
    }

    #[test]
    fn holes_find_the_smallest_shell_around_them() {
        let (outer, lake) = (square(0.0, 0.0, 10.0, true), square(1.0, 1.0, 8.0, false));
        let (island, pond) = (square(2.0, 2.0, 5.0, true), square(3.0, 3.0, 1.0, false));
        // The pond touches the island's own shell in a corner.
        let touching = square(2.0, 2.0, 0.5, false);
        let rings = vec![pond.clone(), outer.clone(), lake.clone(), touching.clone(), island.clone()];
        assert_eq!(nested(rings), [vec![outer, lake], vec![island, pond, touching]]);
    }

    #[test]
    fn rings_all_the_wrong_way_round_are_shells() {
        let (a, b) = (square(0.0, 0.0, 1.0, false), square(5.0, 0.0, 1.0, false));
        assert_eq!(nested(vec![a.clone(), b.clone()]), [vec![a], vec![b]]);
    }
}
