//! The words of the closed vocabularies, as stores and files have them.

use super::{LocationQuality, RoadClass, StaffRole};

/// A closed vocabulary with one word for each of its values.
pub trait Words: Copy + PartialEq + 'static {
    /// Every value with its word.
    const WORDS: &'static [(Self, &'static str)];

    /// The word of a value.
    #[must_use]
    fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(value, _)| *value == self);
        found.expect("every value of a vocabulary has a word").1
    }

    /// The value of a word.
    #[must_use]
    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
    }
}

impl Words for LocationQuality {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Coordinates, "coordinates"),
        (Self::Building, "building"),
        (Self::Compound, "compound"),
        (Self::Area, "area"),
        (Self::None, "none"),
    ];
}

impl Words for RoadClass {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Rail, "rail"),
        (Self::Motorway, "motorway"),
        (Self::Primary, "primary"),
        (Self::Secondary, "secondary"),
        (Self::Residential, "residential"),
        (Self::Other, "other"),
    ];
}

impl Words for StaffRole {
    const WORDS: &'static [(Self, &'static str)] = &[
        (Self::Head, "head"),
        (Self::Instructor, "instructor"),
        (Self::Worker, "worker"),
        (Self::Assistant, "assistant"),
        (Self::Other, "other"),
    ];
}
