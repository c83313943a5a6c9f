//! A static packed R-tree over boxes: built once, queried often, nothing to tune.
//!
//! Boxes are sorted along a Z-order curve and packed bottom-up, as in Roussopoulos & Leifker 1985.

use crate::coord::{Bounds, LatticePoint};
use rayon::prelude::*;
use std::ops::Range;

const FANOUT: usize = 8;

/// Finds the items whose boxes a query meets.
#[derive(Debug)]
pub(crate) struct BoxIndex {
    /// Item numbers in the order of the leaf boxes.
    items: Vec<u32>,
    /// Boxes level by level: the items' own first, the root's children last.
    levels: Vec<Vec<Bounds>>,
}

impl BoxIndex {
    /// An index over boxes; an item is known by its place in the slice.
    pub(crate) fn new(boxes: &[Bounds]) -> Self {
        let mut keyed: Vec<(u64, u32)> =
            boxes.iter().zip(0..).map(|(bounds, item)| (z_order(centre(bounds)), item)).collect();
        keyed.par_sort_unstable();
        Self::packed(boxes, keyed.into_iter().map(|(_, item)| item).collect())
    }

    /// The same over boxes that lie near each other where they follow each other, as the edges of a ring do.
    pub(crate) fn in_order(boxes: &[Bounds]) -> Self {
        Self::packed(boxes, (0..boxes.len() as u32).collect())
    }

    fn packed(boxes: &[Bounds], items: Vec<u32>) -> Self {
        let mut levels = vec![items.iter().map(|&item| boxes[item as usize]).collect::<Vec<_>>()];
        while let Some(below) = levels.last().filter(|level| level.len() > FANOUT) {
            levels.push(below.chunks(FANOUT).map(union).collect());
        }
        Self { items, levels }
    }

    /// Calls `found` for every item whose box passes `meets`. `meets` must pass every box that holds a passing one.
    pub(crate) fn search(&self, meets: impl FnMut(&Bounds) -> bool, mut found: impl FnMut(u32)) {
        self.any(meets, |item| {
            found(item);
            false
        });
    }

    /// The same until `found` says that it is enough; whether it did.
    pub(crate) fn any(
        &self,
        mut meets: impl FnMut(&Bounds) -> bool,
        mut found: impl FnMut(u32) -> bool,
    ) -> bool {
        let top = self.levels.len() - 1;
        self.any_of(top, 0..self.levels[top].len(), &mut meets, &mut found)
    }

    fn any_of(
        &self,
        level: usize,
        siblings: Range<usize>,
        meets: &mut impl FnMut(&Bounds) -> bool,
        found: &mut impl FnMut(u32) -> bool,
    ) -> bool {
        for i in siblings {
            let is_enough = meets(&self.levels[level][i])
                && match level {
                    0 => found(self.items[i]),
                    _ => self.any_of(level - 1, self.children(level, i), meets, found),
                };
            if is_enough {
                return true;
            }
        }
        false
    }

    /// Whether a point lies in some box.
    pub(crate) fn holds(&self, p: LatticePoint) -> bool {
        self.any(|b| b.contains(p), |_| true)
    }

    /// Calls `found` for every two items whose boxes meet, once for each two.
    pub(crate) fn pairs(&self, mut found: impl FnMut(u32, u32)) {
        let top = self.levels.len() - 1;
        let mut open: Vec<(usize, Range<usize>, Range<usize>)> = Vec::new();
        let all = 0..self.levels[top].len();
        open.push((top, all.clone(), all));
        while let Some((level, firsts, seconds)) = open.pop() {
            let boxes = &self.levels[level];
            for i in firsts {
                // A box meets itself, so that below the lowest level the pairs within it are found.
                let later = seconds.start.max(if level == 0 { i + 1 } else { i })..seconds.end;
                for j in later.filter(|&j| boxes[i].meets(&boxes[j])) {
                    match level {
                        0 => found(self.items[i], self.items[j]),
                        _ => open.push((level - 1, self.children(level, i), self.children(level, j))),
                    }
                }
            }
        }
    }

    /// Where the boxes that one of a level above the lowest holds lie in the level below.
    fn children(&self, level: usize, i: usize) -> Range<usize> {
        i * FANOUT..(i * FANOUT + FANOUT).min(self.levels[level - 1].len())
    }
}

fn union(boxes: &[Bounds]) -> Bounds {
    boxes.iter().copied().reduce(Bounds::union).expect("chunks are never empty")
}

fn centre(bounds: &Bounds) -> (u32, u32) {
    let middle = |low: i32, high: i32| ((i64::from(low) + i64::from(high)) / 2 - i64::from(i32::MIN)) as u32;
    (middle(bounds.min.x, bounds.max.x), middle(bounds.min.y, bounds.max.y))
}

/// The bits of both coordinates interleaved.
fn z_order((x, y): (u32, u32)) -> u64 {
    spread(x) | (spread(y) << 1)
}

/// Moves bit i to bit 2i.
fn spread(value: u32) -> u64 {
    let mut v = u64::from(value);
    for (shift, mask) in [
        (16, 0x0000_ffff_0000_ffff),
        (8, 0x00ff_00ff_00ff_00ff),
        (4, 0x0f0f_0f0f_0f0f_0f0f),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ] {
        v = (v | (v << shift)) & mask;
    }
    v
}

/// The box around a segment.
pub(crate) fn segment_bounds([a, b]: [LatticePoint; 2]) -> Bounds {
    Bounds { min: a, max: a }.with(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_query_finds_what_a_scan_finds(
            corners in proptest::collection::vec(proptest::array::uniform4(-50i32..50), 0..200),
            query in proptest::array::uniform4(-60i32..60),
        ) {
            let bounds = |c: [i32; 4]| segment_bounds([LatticePoint::new(c[0], c[1]), LatticePoint::new(c[2], c[3])]);
            let boxes: Vec<Bounds> = corners.into_iter().map(bounds).collect();
            let query = bounds(query);
            let mut found = Vec::new();
            BoxIndex::new(&boxes).search(|b| b.meets(&query), |item| found.push(item as usize));
            found.sort_unstable();
            let expected: Vec<usize> = (0..boxes.len()).filter(|&i| boxes[i].meets(&query)).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn pairs_are_all_that_meet_once_each(
            corners in proptest::collection::vec(proptest::array::uniform4(-50i32..50), 0..200),
        ) {
            let bounds = |c: [i32; 4]| segment_bounds([LatticePoint::new(c[0], c[1]), LatticePoint::new(c[2], c[3])]);
            let boxes: Vec<Bounds> = corners.into_iter().map(bounds).collect();
            let all = (0..boxes.len()).flat_map(|i| (i + 1..boxes.len()).map(move |j| (i, j)));
            let expected: Vec<(usize, usize)> = all.filter(|&(i, j)| boxes[i].meets(&boxes[j])).collect();
            for index in [BoxIndex::new(&boxes), BoxIndex::in_order(&boxes)] {
                let mut found = Vec::new();
                index.pairs(|i, j| found.push((i.min(j) as usize, i.max(j) as usize)));
                found.sort_unstable();
                prop_assert_eq!(&found, &expected);
            }
        }
    }
}
