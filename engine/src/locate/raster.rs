//! Which cells of a row does an edge touch?

use super::cell::Cell;
use super::edge::Edge;
use std::ops::RangeInclusive;

/// The columns that an edge touches in the row of cells starting at `first`, its lower and upper side included.
/// The edge must reach the row. Columns may lie beyond either end of the row.
pub(super) fn columns(edge: &Edge, first: Cell) -> RangeInclusive<i64> {
    let low = x_at(edge, first.y.max(i64::from(edge.to.y)));
    let high = x_at(edge, (first.y + first.side()).min(i64::from(edge.from.y)));
    let (low, high) = if i64::from(edge.from.y) == i64::from(edge.to.y) {
        (i64::from(edge.from.x), i64::from(edge.to.x))
    } else {
        (low.min(high), low.max(high))
    };
    (low - first.x) >> first.shift..=(high - first.x) >> first.shift
}

/// The x of an edge at a level between its ends, rounded down.
fn x_at(edge: &Edge, y: i64) -> i64 {
    let [x0, y0, x1, y1] = [edge.to.x, edge.to.y, edge.from.x, edge.from.y].map(i64::from);
    if y == y0 {
        return x0;
    }
    let (run, rise, climbed) = (x1 - x0, y1 - y0, y - y0);
    let moved = run.checked_mul(climbed).map_or_else(
        || (i128::from(run) * i128::from(climbed)).div_euclid(i128::from(rise)) as i64,
        |product| product.div_euclid(rise),
    );
    x0 + moved
}
