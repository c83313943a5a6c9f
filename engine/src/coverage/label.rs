//! Which polygons cover each region.

use super::arrange::{Arrangement, UNBOUNDED};
use super::edges::Edges;

/// The input polygons over each region, ascending. A polygon covers a place when at least one of its parts does; a
/// part covers a place when a ray from it to infinity crosses the part's rings an odd number of times (even–odd).
pub(crate) struct Covers {
    starts: Vec<u32>,
    polygons: Vec<u32>,
}

impl Covers {
    /// `polygon_of` names the polygon of each part.
    pub(crate) fn new(edges: &Edges, arrangement: &Arrangement, polygon_of: &[u32]) -> Self {
        let by_part = parts_over_regions(edges, arrangement);
        let mut covers = Self { starts: vec![0], polygons: Vec::new() };
        for region in by_part {
            let before = covers.polygons.len();
            covers.polygons.extend(region.iter().map(|&part| polygon_of[part as usize]));
            dedup_from(&mut covers.polygons, before);
            covers.starts.push(covers.polygons.len() as u32);
        }
        covers
    }

    pub(crate) fn regions(&self) -> usize {
        self.starts.len() - 1
    }

    /// The polygons over a region, ascending.
    pub(crate) fn of(&self, region: u32) -> &[u32] {
        let region = region as usize;
        &self.polygons[self.starts[region] as usize..self.starts[region + 1] as usize]
    }
}

/// Removes repeats from the sorted tail of a list.
fn dedup_from(list: &mut Vec<u32>, from: usize) {
    let mut tail = list.split_off(from);
    tail.dedup();
    list.append(&mut tail);
}

/// Walks from the unbounded region, which nothing covers, across edges, changing what each edge changes.
fn parts_over_regions(edges: &Edges, arrangement: &Arrangement) -> Vec<Vec<u32>> {
    let borders = Borders::new(arrangement);
    let mut cover: Vec<Option<Vec<u32>>> = vec![None; arrangement.regions as usize];
    cover[UNBOUNDED as usize] = Some(Vec::new());
    let mut open = vec![UNBOUNDED];
    while let Some(region) = open.pop() {
        let here = cover[region as usize].clone().expect("a region is opened when its cover is known");
        for &half in borders.of(region) {
            let there = arrangement.left[(half ^ 1) as usize];
            if cover[there as usize].is_none() {
                cover[there as usize] = Some(changed(&here, edges.parts(half as usize / 2)));
                open.push(there);
            }
        }
    }
    cover.into_iter().map(|parts| parts.expect("every region borders on one nearer to the outside")).collect()
}

/// The symmetric difference of two ascending lists.
fn changed(cover: &[u32], change: &[u32]) -> Vec<u32> {
    let mut result = Vec::with_capacity(cover.len() + change.len());
    let (mut a, mut b) = (cover.iter().peekable(), change.iter().peekable());
    loop {
        match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x == y => {
                a.next();
                b.next();
            }
            (Some(x), Some(y)) if x > y => result.extend(b.next()),
            (Some(_), _) => result.extend(a.next()),
            (None, Some(_)) => result.extend(b.next()),
            (None, None) => return result,
        }
    }
}

/// The half edges around each region.
pub(crate) struct Borders {
    starts: Vec<u32>,
    halves: Vec<u32>,
}

impl Borders {
    pub(crate) fn new(arrangement: &Arrangement) -> Self {
        let mut starts = vec![0u32; arrangement.regions as usize + 1];
        arrangement.left.iter().for_each(|&region| starts[region as usize + 1] += 1);
        (1..starts.len()).for_each(|i| starts[i] += starts[i - 1]);
        let (mut at, mut halves) = (starts.clone(), vec![0; arrangement.left.len()]);
        for (half, &region) in (0u32..).zip(&arrangement.left) {
            halves[at[region as usize] as usize] = half;
            at[region as usize] += 1;
        }
        Self { starts, halves }
    }

    /// The half edges with a region on their left.
    pub(crate) fn of(&self, region: u32) -> &[u32] {
        &self.halves[self.starts[region as usize] as usize..self.starts[region as usize + 1] as usize]
    }
}
