//! Disjoint sets that several threads join at once.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Trees whose root is their lowest member. Which trees there are in the end does not depend on the order of joins.
pub struct Forest(Vec<AtomicU32>);

impl Forest {
    /// So many trees of one.
    pub fn new(members: usize) -> Self {
        Self((0..members as u32).map(AtomicU32::new).collect())
    }

    /// The root of a member's tree, which a join may make a branch meanwhile. Halves the path on its way.
    pub fn root(&self, member: usize) -> usize {
        let mut at = member;
        loop {
            let above = self.above(at);
            if above == at {
                return at;
            }
            let next = self.above(above);
            // A link up the same tree either way: whoever writes first, nothing is lost.
            self.0[at].store(next as u32, Relaxed);
            at = next;
        }
    }

    /// Makes two trees one.
    pub fn join(&self, a: usize, b: usize) {
        let (mut a, mut b) = (self.root(a), self.root(b));
        while a != b {
            let (low, high) = (a.min(b), a.max(b));
            // Only a root may get a root: another thread may have joined it elsewhere meanwhile.
            if self.0[high].compare_exchange(high as u32, low as u32, Relaxed, Relaxed).is_ok() {
                return;
            }
            (a, b) = (self.root(low), self.root(high));
        }
    }

    fn above(&self, member: usize) -> usize {
        self.0[member].load(Relaxed) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::Forest;
    use rayon::prelude::*;

    #[test]
    fn joins_of_many_threads_are_all_there() {
        let forest = Forest::new(30_000);
        (0..29_997).into_par_iter().for_each(|member| forest.join(member, member + 3));
        assert!((0..30_000).all(|member| forest.root(member) == member % 3));
    }
}
