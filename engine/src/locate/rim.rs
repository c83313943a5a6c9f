//! Points on the outer boundary: they belong to an inner face.

use super::edge::Edge;
use crate::coord::LatticePoint;
use crate::coord::predicate::compare_angles;
use crate::coverage::FaceId;
use std::cmp::Ordering;

/// The first inner face met when turning counter-clockwise around `p` from just north of east, where the outside is;
/// the outside itself where `p` is on none of the edges.
///
/// The turn enters an inner face from the outside, so only edges of the rim matter.
///
/// ```text
///        2 \   / 1
///           \ /          from east, turning left: outside, then 1
///   outside  p  → east
/// ```
pub(super) fn first_inner_face<'a>(p: LatticePoint, rim: impl Iterator<Item = &'a Edge>) -> FaceId {
    rim.filter(|edge| edge.holds(p))
        .flat_map(|edge| [(edge.to, edge.left), (edge.from, edge.right)])
        .filter(|&(end, beyond)| end != p && beyond != FaceId::OUTSIDE)
        .min_by(|&(a, _), &(b, _)| compare_turns(p, a, b))
        .map_or(FaceId::OUTSIDE, |(_, beyond)| beyond)
}

/// Compares the angles turned from just north of east: due east itself comes last.
fn compare_turns(p: LatticePoint, a: LatticePoint, b: LatticePoint) -> Ordering {
    let due_east = |q: LatticePoint| q.y == p.y && q.x > p.x;
    due_east(a).cmp(&due_east(b)).then_with(|| compare_angles(p, a, b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_run_counter_clockwise_and_end_with_east() {
        let around = [(9, 1), (1, 1), (0, 5), (-4, 1), (-7, 0), (-1, -1), (0, -3), (9, -1), (2, 0)];
        let around = around.map(|(x, y)| LatticePoint::new(x, y));
        assert!(around.is_sorted_by(|&a, &b| compare_turns(LatticePoint::new(0, 0), a, b) == Ordering::Less));
    }
}
