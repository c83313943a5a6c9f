//! Scanning the columns.

use super::columns::{BLOCK, Block, ComplaintColumns};
use super::filter::{Filter, Test};
use crate::coord::{WorldBounds, WorldPoint};

/// The complaints that pass a filter and, if asked for, lie in a box or carry a key. Nothing is read before one of
/// the methods that count or visit them.
pub struct Selection<'a> {
    pub(super) columns: &'a ComplaintColumns,
    test: Test,
    inside: Option<WorldBounds>,
    key: Option<(&'a [u32], u32)>,
}

/// Which positions of a block pass.
type Mask = [bool; BLOCK];

impl<'a> Selection<'a> {
    pub(super) fn new(columns: &'a ComplaintColumns, filter: &Filter) -> Self {
        Self { columns, test: Test::new(filter), inside: None, key: None }
    }

    /// Only the located complaints in a box.
    #[must_use]
    pub fn inside(mut self, bounds: WorldBounds) -> Self {
        self.inside = Some(bounds);
        self
    }

    /// Only the complaints whose key is this one, say those of one grid. The keys come from
    /// [`ComplaintColumns::arrange`].
    #[must_use]
    pub fn with_key(mut self, keys: &'a [u32], key: u32) -> Self {
        self.key = Some((keys, key));
        self
    }

    /// How many complaints are selected.
    #[must_use]
    pub fn count(&self) -> u64 {
        let mut count = 0;
        self.scan(|_, mask| count += mask.iter().map(|&pass| u32::from(pass)).sum::<u32>() as u64);
        count
    }

    /// How many of the complaints at some positions are selected.
    #[must_use]
    pub fn count_among(&self, positions: &[u32]) -> u64 {
        positions.iter().filter(|&&position| self.passes(position as usize)).count() as u64
    }

    fn passes(&self, position: usize) -> bool {
        let (test, columns) = (&self.test, self.columns);
        let lets = |table: Option<&[bool]>, value: usize| table.is_none_or(|table| table[value]);
        let time = columns.time[position];
        let inside =
            |bounds: WorldBounds| position < columns.located() && bounds.contains(columns.point(position));
        (test.from..test.to).contains(&time)
            && lets(test.categories.as_deref(), columns.category[position].into())
            && lets(test.subcategories.as_deref(), columns.subcategory[position].into())
            && lets(test.channels.as_deref(), columns.channel[position].into())
            && lets(test.statuses.as_deref(), columns.status[position].into())
            && self.key.is_none_or(|(keys, key)| keys[position] == key)
            && self.inside.is_none_or(inside)
    }

    /// Visits the positions of all selected complaints, in the order of the columns.
    pub fn for_each(&self, mut visit: impl FnMut(usize)) {
        self.scan(|block, mask| {
            let passing = block.positions.clone().zip(mask).filter(|&(_, &pass)| pass);
            passing.for_each(|(position, _)| visit(position));
        });
    }

    /// Visits place and position of the selected complaints that are located.
    pub fn for_each_point(&self, mut visit: impl FnMut(WorldPoint, usize)) {
        let located = self.columns.located();
        self.for_each(|position| {
            if position < located {
                visit(self.columns.point(position), position);
            }
        });
    }

    /// Hands over each block that may hold selected complaints, with a mask of its length.
    fn scan(&self, mut visit: impl FnMut(&Block, &[bool])) {
        let mut mask: Mask = [false; BLOCK];
        for block in self.columns.blocks.iter().filter(|block| self.may_hold(block)) {
            let mask = &mut mask[..block.positions.len()];
            self.mark(block, mask);
            visit(block, mask);
        }
    }

    fn may_hold(&self, block: &Block) -> bool {
        let [first, last] = block.time;
        let placed = self.inside.is_none_or(|inside| block.bounds.is_some_and(|bounds| inside.meets(&bounds)));
        placed
            && first < self.test.to
            && self.test.from <= last
            && block.category_bits & self.test.category_bits != 0
    }

    fn mark(&self, block: &Block, mask: &mut [bool]) {
        let (test, columns, positions) = (&self.test, self.columns, block.positions.clone());
        let times = columns.time[positions.clone()].iter();
        mask.iter_mut().zip(times).for_each(|(pass, &t)| *pass = (test.from <= t) & (t < test.to));
        narrow(mask, &columns.category[positions.clone()], test.categories.as_deref());
        narrow(mask, &columns.subcategory[positions.clone()], test.subcategories.as_deref());
        narrow(mask, &columns.channel[positions.clone()], test.channels.as_deref());
        narrow(mask, &columns.status[positions.clone()], test.statuses.as_deref());
        if let Some((keys, key)) = self.key {
            mask.iter_mut().zip(&keys[positions]).for_each(|(pass, &k)| *pass &= k == key);
        }
        self.mark_inside(block, mask);
    }

    fn mark_inside(&self, block: &Block, mask: &mut [bool]) {
        let (Some(inside), Some(bounds)) = (self.inside, block.bounds) else { return };
        if inside.covers(&bounds) {
            return;
        }
        for (pass, position) in mask.iter_mut().zip(block.positions.clone()) {
            *pass &= inside.contains(self.columns.point(position));
        }
    }
}

/// Keeps what the table lets through. No table lets everything through.
fn narrow<T: Copy + Into<usize>>(mask: &mut [bool], values: &[T], table: Option<&[bool]>) {
    let Some(table) = table else { return };
    mask.iter_mut().zip(values).for_each(|(pass, &value)| *pass &= table[value.into()]);
}
