//! One value per level of the duty hierarchy.

use onemap_engine::record::AreaLevel;
use std::ops::{Index, IndexMut};

/// The levels, outermost first.
pub const LEVELS: [AreaLevel; 5] =
    [AreaLevel::City, AreaLevel::District, AreaLevel::Street, AreaLevel::Community, AreaLevel::Grid];

/// Number of an area within its level, counted from 1 as the faces of its coverage are; 0 is no area.
pub type FaceNumber = u32;

#[derive(Clone, Debug, Default)]
pub struct PerLevel<T>([T; LEVELS.len()]);

impl<T> PerLevel<T> {
    pub fn from_fn(f: impl FnMut(AreaLevel) -> T) -> Self {
        Self(LEVELS.map(f))
    }

    /// A value for every level.
    ///
    /// # Errors
    /// The first one of `make`.
    pub fn try_from_fn<E>(mut make: impl FnMut(AreaLevel) -> Result<T, E>) -> Result<Self, E> {
        let [city, district, street, community, grid] = LEVELS;
        Ok(Self([make(city)?, make(district)?, make(street)?, make(community)?, make(grid)?]))
    }

    /// For each level what `f` makes of its value.
    pub fn map<U>(&self, f: impl FnMut(&T) -> U) -> PerLevel<U> {
        PerLevel(self.0.each_ref().map(f))
    }

    /// Level and value, outermost first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (AreaLevel, &T)> {
        LEVELS.into_iter().zip(&self.0)
    }
}

impl<T> Index<AreaLevel> for PerLevel<T> {
    type Output = T;

    fn index(&self, level: AreaLevel) -> &T {
        &self.0[level as usize]
    }
}

impl<T> IndexMut<AreaLevel> for PerLevel<T> {
    fn index_mut(&mut self, level: AreaLevel) -> &mut T {
        &mut self.0[level as usize]
    }
}
