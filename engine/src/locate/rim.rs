//! Points on the outer boundary: they belong to an inner face.

use super::edge::{Edge, Way};
use crate::coord::LatticePoint;
use crate::coverage::FaceId;

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
        .flat_map(|edge| [(p, edge.to, edge.left), (p, edge.from, edge.right)])
        .filter(|&(p, end, beyond)| p != end && beyond != FaceId::OUTSIDE)
        .map(|(p, end, beyond)| (Way::between(p, end), beyond))
        .min_by(|(a, _), (b, _)| a.by_angle(*b))
        .map_or(FaceId::OUTSIDE, |(_, beyond)| beyond)
}
