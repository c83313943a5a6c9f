//! Complaints that say nearly the same, near to each other.

use super::Call;
use super::dbscan::{Reach, linked};
use crate::coord::LatticePoint;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// The trigrams of a text: all runs of three characters in its words, each word with two blanks before and one behind it, in small letters, as
/// PostgreSQL's `pg_trgm` takes them. A Chinese clause is one word. Kept as hashes of 32 bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trigrams(Box<[u32]>);

impl Trigrams {
    #[must_use]
    pub fn of(text: &str) -> Self {
        let small = text.to_lowercase();
        let mut trigrams: Vec<u32> = Vec::new();
        let mut padded: Vec<char> = Vec::new();
        for word in small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            padded.clear();
            padded.extend("  ".chars().chain(word.chars()).chain(" ".chars()));
            trigrams.extend(padded.windows(3).map(hash));
        }
        trigrams.sort_unstable();
        trigrams.dedup();
        Self(trigrams.into())
    }

    /// How many trigrams of either text are in both, 0 to 1; 0 for texts without any.
    ///
    /// ```
    /// use onemap_engine::hotspot::Trigrams;
    /// // The example in the documentation of PostgreSQL.
    /// let similarity = Trigrams::of("word").similarity(&Trigrams::of("two words"));
    /// assert!((similarity - 0.363636).abs() < 1e-6);
    /// ```
    #[must_use]
    pub fn similarity(&self, other: &Self) -> f64 {
        let (mut a, mut b, mut both) = (0, 0, 0_usize);
        while let (Some(x), Some(y)) = (self.0.get(a), other.0.get(b)) {
            both += usize::from(x == y);
            a += usize::from(x <= y);
            b += usize::from(y <= x);
        }
        let either = self.0.len() + other.0.len() - both;
        if either == 0 { 0.0 } else { both as f64 / either as f64 }
    }
}

fn hash(trigram: &[char]) -> u32 {
    let mut hasher = FxHasher::default();
    trigram.iter().for_each(|&c| hasher.write_u32(c.into()));
    (hasher.finish() >> 32) as u32
}

/// Groups of at least `least` complaints of one topic that are linked: in reach of each other, and with texts at least so similar. Complaints without
/// a place are left out. In the order of time, and of the first complaint.
///
/// # Panics
/// When there are not as many texts as calls, or the reach is below the least.
#[must_use]
pub fn similar_texts(
    calls: &[Call],
    texts: &[Trigrams],
    similarity: f64,
    least: usize,
    reach: Reach,
) -> Vec<Vec<usize>> {
    assert_eq!(calls.len(), texts.len(), "one text for each call");
    let placed: Vec<usize> = (0..calls.len()).filter(|&index| calls[index].place.is_some()).collect();
    let places: Vec<LatticePoint> = placed.iter().filter_map(|&index| calls[index].place).collect();
    let times: Vec<f64> = placed.iter().map(|&index| calls[index].seconds).collect();
    let are_linked = |a: usize, b: usize| {
        let (a, b) = (placed[a], placed[b]);
        calls[a].topic == calls[b].topic && texts[a].similarity(&texts[b]) >= similarity
    };
    let groups = linked(&places, &times, reach, are_linked).into_iter().filter(|group| group.len() >= least);
    let groups = groups.map(|group| group.into_iter().map(|place| placed[place]).collect());
    super::repeats::in_order(calls, groups.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of PostgreSQL 15's `similarity`, and of sets by hand where its locale has no Chinese letters.
    #[test]
    fn similarity_is_the_share_of_trigrams_in_both() {
        let cases = [
            ("", "", 0.0),
            ("same", "SAME!", 1.0),
            ("abc", "abd", 1.0 / 3.0),
            ("hello world", "world hello", 1.0),
            ("路灯不亮", "路灯不亮，请处理", 5.0 / 9.0),
            ("路灯不亮", "井盖缺失", 0.0),
        ];
        for (a, b, expected) in cases {
            let found = Trigrams::of(a).similarity(&Trigrams::of(b));
            assert!((found - expected).abs() < 1e-12, "{a}, {b}: {found}");
        }
    }

    #[test]
    fn texts_are_linked_where_place_time_and_topic_allow() {
        let call = |hour: f64, metres: i32, topic: u32| Call {
            caller: None,
            topic,
            seconds: hour * 3600.0,
            place: Some(LatticePoint::new(1_173_000_000, 318_000_000 + metres * 90)),
        };
        let calls = [
            call(5.0, 0, 0),
            call(0.0, 10, 0),
            call(1.0, 500, 0),
            call(2.0, 0, 1),
            call(6.0, 45, 0),
            call(200.0, 0, 0),
        ];
        let texts = ["灯不亮", "灯不亮", "灯不亮", "灯不亮", "灯不亮", "灯不亮"].map(Trigrams::of);
        let reach = Reach { metres: 40.0, seconds: Some(86_400.0) };
        assert_eq!(similar_texts(&calls, &texts, 1.0, 2, reach), [[1, 0, 4]], "linked through the second");
        assert!(similar_texts(&calls, &texts, 1.0, 4, reach).is_empty());
        let mut texts = texts;
        texts[1] = Trigrams::of("井盖丢失");
        assert!(similar_texts(&calls, &texts, 0.5, 2, reach).is_empty());
    }
}
