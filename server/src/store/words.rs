//! The closed vocabularies of a store as text, and times in the city's own clock.

use super::table::{self, Table};
use onemap_engine::record::{AreaLevel, LocalTime, LocationQuality, RoadClass, StaffRole};

const QUALITIES: [(LocationQuality, &str); 5] = [
    (LocationQuality::Coordinates, "coordinates"),
    (LocationQuality::Building, "building"),
    (LocationQuality::Compound, "compound"),
    (LocationQuality::Area, "area"),
    (LocationQuality::None, "none"),
];

const ROAD_CLASSES: [(RoadClass, &str); 6] = [
    (RoadClass::Rail, "rail"),
    (RoadClass::Motorway, "motorway"),
    (RoadClass::Primary, "primary"),
    (RoadClass::Secondary, "secondary"),
    (RoadClass::Residential, "residential"),
    (RoadClass::Other, "other"),
];

const STAFF_ROLES: [(StaffRole, &str); 5] = [
    (StaffRole::Head, "head"),
    (StaffRole::Instructor, "instructor"),
    (StaffRole::Worker, "worker"),
    (StaffRole::Assistant, "assistant"),
    (StaffRole::Other, "other"),
];

pub(super) fn quality(quality: LocationQuality) -> &'static str {
    word(&QUALITIES, quality)
}

pub(super) fn to_quality(text: &str) -> Option<LocationQuality> {
    value(&QUALITIES, text)
}

pub(super) fn road_class(class: RoadClass) -> &'static str {
    word(&ROAD_CLASSES, class)
}

pub(super) fn to_road_class(text: &str) -> Option<RoadClass> {
    value(&ROAD_CLASSES, text)
}

pub(super) fn staff_role(role: StaffRole) -> &'static str {
    word(&STAFF_ROLES, role)
}

pub(super) fn to_staff_role(text: &str) -> Option<StaffRole> {
    value(&STAFF_ROLES, text)
}

/// The table of a level's areas.
pub(super) fn area_table(level: AreaLevel) -> &'static Table {
    match level {
        AreaLevel::City => &table::CITY,
        AreaLevel::District => &table::DISTRICTS,
        AreaLevel::Street => &table::STREETS,
        AreaLevel::Community => &table::COMMUNITIES,
        AreaLevel::Grid => &table::GRIDS,
    }
}

/// `2025-12-31T23:59:59`, with a fraction where there is one.
pub(super) fn time(time: LocalTime) -> String {
    time.to_string()
}

fn word<T: Copy + PartialEq>(words: &[(T, &'static str)], value: T) -> &'static str {
    let found = words.iter().find(|(candidate, _)| *candidate == value);
    found.expect("every value of the vocabulary has a word").1
}

fn value<T: Copy>(words: &[(T, &'static str)], text: &str) -> Option<T> {
    words.iter().find(|(_, word)| *word == text).map(|(value, _)| *value)
}
