//! The closed vocabularies of a store as text, and times in the city's own clock.

use onemap_engine::record::{LocalTime, LocationQuality, RoadClass, StaffRole, Words};

pub(super) fn quality(quality: LocationQuality) -> &'static str {
    quality.word()
}

pub(super) fn to_quality(text: &str) -> Option<LocationQuality> {
    LocationQuality::from_word(text)
}

pub(super) fn road_class(class: RoadClass) -> &'static str {
    class.word()
}

pub(super) fn to_road_class(text: &str) -> Option<RoadClass> {
    RoadClass::from_word(text)
}

pub(super) fn staff_role(role: StaffRole) -> &'static str {
    role.word()
}

pub(super) fn to_staff_role(text: &str) -> Option<StaffRole> {
    StaffRole::from_word(text)
}

/// `2025-12-31T23:59:59`. Fractions of a second are dropped.
pub(super) fn time(time: LocalTime) -> TimeText {
    let year = u32::from(time.year().unsigned_abs());
    let [month, day, hour, minute, second] =
        [time.month(), time.day(), time.hour(), time.minute(), time.second()]
            .map(|part| u32::from(part.unsigned_abs()));
    let mut text = *b"0000-00-00T00:00:00";
    for (at, number) in
        [(0, year / 100), (2, year % 100), (5, month), (8, day), (11, hour), (14, minute), (17, second)]
    {
        text[at] = b'0' + (number / 10) as u8;
        text[at + 1] = b'0' + (number % 10) as u8;
    }
    TimeText(text)
}

/// A time as text, on the stack: millions are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeText([u8; 19]);

impl std::ops::Deref for TimeText {
    type Target = str;

    fn deref(&self) -> &str {
        std::str::from_utf8(&self.0).expect("digits and separators are ASCII")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_jiff_writes_them() {
        for (y, m, d, h, min, s) in [(1900, 1, 1, 0, 0, 0), (2024, 2, 29, 23, 59, 59), (2099, 12, 31, 10, 5, 7)]
        {
            let moment = jiff::civil::date(y, m, d).at(h, min, s, 0);
            assert_eq!(*time(moment), moment.to_string());
        }
    }
}
