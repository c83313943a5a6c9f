//! Figures over a selection: by property, by key, over time.

use super::filter::seconds;
use super::selection::Selection;
use crate::record::LocalTime;

/// Seconds an entry of the series' index stands for.
const HOUR: i64 = 3600;

impl Selection<'_> {
    /// Selected complaints of each category, for categories below `categories`.
    #[must_use]
    pub fn counts_by_category(&self, categories: usize) -> Vec<u64> {
        self.counts(categories, |position| usize::from(self.columns.category[position]))
    }

    #[must_use]
    pub fn counts_by_subcategory(&self, subcategories: usize) -> Vec<u64> {
        self.counts(subcategories, |position| usize::from(self.columns.subcategory[position]))
    }

    #[must_use]
    pub fn counts_by_channel(&self, channels: usize) -> Vec<u64> {
        self.counts(channels, |position| usize::from(self.columns.channel[position]))
    }

    #[must_use]
    pub fn counts_by_status(&self, statuses: usize) -> Vec<u64> {
        self.counts(statuses, |position| usize::from(self.columns.status[position]))
    }

    /// Selected complaints of each key below `keys_end`, say of each grid; other keys are left out.
    /// The keys come from [`ComplaintColumns::arrange`](super::ComplaintColumns::arrange).
    #[must_use]
    pub fn counts_by_key(&self, keys: &[u32], keys_end: usize) -> Vec<u64> {
        self.counts(keys_end, |position| keys[position] as usize)
    }

    /// Selected complaints in each [edge, next edge). The edges rise; what lies outside them is left out.
    #[must_use]
    pub fn series(&self, edges: &[LocalTime]) -> Vec<u64> {
        let steps = Steps::new(edges);
        self.counts(edges.len().saturating_sub(1), |position| steps.holding(self.columns.time[position]))
    }

    /// Selected complaints of each key below `keys_end` in each step, the steps of one key together. Keys come from
    /// [`ComplaintColumns::arrange`](super::ComplaintColumns::arrange), edges are those of [`series`](Self::series).
    #[must_use]
    pub fn series_by_key(&self, keys: &[u32], keys_end: usize, edges: &[LocalTime]) -> Vec<u64> {
        let (steps, length) = (Steps::new(edges), edges.len().saturating_sub(1));
        self.counts(keys_end * length, |position| match steps.holding(self.columns.time[position]) {
            step if step < length => keys[position] as usize * length + step,
            _ => usize::MAX,
        })
    }

    fn counts(&self, end: usize, key: impl Fn(usize) -> usize) -> Vec<u64> {
        let mut counts = vec![0; end];
        self.for_each(|position| {
            if let Some(count) = counts.get_mut(key(position)) {
                *count += 1;
            }
        });
        counts
    }
}

/// Finds the step of a series in constant time.
struct Steps {
    /// In seconds as the columns count them.
    edges: Vec<i32>,
    /// For each hour since the first edge, the step that its first second lies in.
    hours: Vec<usize>,
}

impl Steps {
    fn new(edges: &[LocalTime]) -> Self {
        let edges: Vec<i32> = edges.iter().map(|&edge| seconds(edge)).collect();
        let (first, last) =
            (edges.first().map_or(0, |&t| i64::from(t)), edges.last().map_or(0, |&t| i64::from(t)));
        let hours = (first..last).step_by(HOUR as usize);
        let hours = hours.map(|t| edges.partition_point(|&edge| i64::from(edge) <= t) - 1).collect();
        Self { edges, hours }
    }

    /// The step holding a second; beyond all steps where none does.
    fn holding(&self, time: i32) -> usize {
        let first = self.edges.first().map_or(i64::MAX, |&t| i64::from(t));
        let hour = usize::try_from((i64::from(time) - first).div_euclid(HOUR)).ok();
        let Some(&start) = hour.and_then(|hour| self.hours.get(hour)) else { return usize::MAX };
        let later = self.edges[start + 1..].iter().take_while(|&&edge| edge <= time).count();
        start + later
    }
}
