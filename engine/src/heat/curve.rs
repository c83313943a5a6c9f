//! The Hilbert curve: an order of places that keeps neighbours together.

use crate::coord::WorldPoint;

/// How far along the Hilbert curve of order 32 a place lies.
///
/// Hilbert 1891; the walk from the largest square to the smallest is the textbook one (Warren, Hacker's Delight, 16-1).
pub fn hilbert(p: WorldPoint) -> u64 {
    let (mut x, mut y) = (p.x, p.y);
    let mut along = 0_u64;
    for bit in (0..32).rev() {
        let (right, down) = ((x >> bit) & 1, (y >> bit) & 1);
        along = along << 2 | u64::from((3 * right) ^ down);
        if down == 0 {
            if right == 1 {
                (x, y) = (!x, !y);
            }
            (x, y) = (y, x);
        }
    }
    along
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_steps_from_neighbour_to_neighbour() {
        let mut cells: Vec<_> = (0..64_u32).map(|i| (i % 8, i / 8)).collect();
        cells.sort_by_key(|&(x, y)| hilbert(WorldPoint { x: x << 29, y: y << 29 }));
        let steps = cells.windows(2).map(|w| w[0].0.abs_diff(w[1].0) + w[0].1.abs_diff(w[1].1));
        assert!(steps.into_iter().all(|step| step == 1), "{cells:?}");
    }
}
