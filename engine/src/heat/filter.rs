//! Which complaints count.

use crate::record::LocalTime;

/// What a complaint must be to count. `None` leaves a property open; an empty list lets nothing through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// The window [from, to), to the second.
    pub from: Option<LocalTime>,
    pub to: Option<LocalTime>,
    pub categories: Option<Vec<u16>>,
    pub subcategories: Option<Vec<u16>>,
    pub channels: Option<Vec<u8>>,
    pub statuses: Option<Vec<u8>>,
}

impl Filter {
    /// Whether every complaint passes.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// This filter over another window.
    #[must_use]
    pub fn during(&self, from: LocalTime, to: LocalTime) -> Self {
        Self { from: Some(from), to: Some(to), ..self.clone() }
    }
}

/// The moment columns count their seconds from.
const EPOCH: LocalTime = jiff::civil::datetime(2000, 1, 1, 0, 0, 0, 0);

/// Whole seconds since the start of 2000, held to 1931-12-13 … 2068-01-19.
pub fn seconds(time: LocalTime) -> i32 {
    let nanoseconds = time.duration_since(EPOCH).as_nanos();
    let seconds = nanoseconds.div_euclid(1_000_000_000);
    seconds.clamp(i128::from(i32::MIN), i128::from(i32::MAX) - 1) as i32
}

/// A filter made ready for scanning: one table look-up per property.
pub struct Test {
    /// `from ≤ t < to`, in seconds as above.
    pub from: i32,
    pub to: i32,
    pub categories: Option<Box<[bool]>>,
    pub subcategories: Option<Box<[bool]>>,
    pub channels: Option<Box<[bool]>>,
    pub statuses: Option<Box<[bool]>>,
    /// Categories modulo 64 that can pass, as bits.
    pub category_bits: u64,
}

impl Test {
    pub fn new(filter: &Filter) -> Self {
        let bits = |values: &Vec<u16>| values.iter().fold(0, |bits, &v| bits | category_bit(v));
        Self {
            from: filter.from.map_or(i32::MIN, seconds),
            to: filter.to.map_or(i32::MAX, seconds),
            categories: filter.categories.as_ref().map(|v| table(v, 1 << 16)),
            subcategories: filter.subcategories.as_ref().map(|v| table(v, 1 << 16)),
            channels: filter.channels.as_ref().map(|v| table(v, 1 << 8)),
            statuses: filter.statuses.as_ref().map(|v| table(v, 1 << 8)),
            category_bits: filter.categories.as_ref().map_or(u64::MAX, bits),
        }
    }
}

/// The bit of a category in a block's summary.
pub fn category_bit(category: u16) -> u64 {
    1 << (category % 64)
}

/// For each possible value, whether it is listed.
fn table<T: Copy + Into<usize>>(values: &[T], size: usize) -> Box<[bool]> {
    let mut table = vec![false; size];
    for &value in values {
        table[value.into()] = true;
    }
    table.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    #[test]
    fn seconds_count_from_2000_and_stop_at_the_ends() {
        assert_eq!(seconds(datetime(2000, 1, 2, 0, 0, 1, 0)), 86_401);
        assert_eq!(seconds(datetime(1999, 12, 31, 23, 59, 59, 500_000_000)), -1);
        assert_eq!(seconds(LocalTime::MAX), i32::MAX - 1);
        assert_eq!(seconds(LocalTime::MIN), i32::MIN);
    }
}
