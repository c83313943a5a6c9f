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

/// Reads what [`time`] writes, two digits at a time; whatever else was put there by another program, as ISO 8601.
pub(super) fn to_time(text: &str) -> Option<LocalTime> {
    let ours = text.as_bytes().try_into().ok().and_then(as_written);
    ours.or_else(|| text.parse().ok())
}

fn as_written(text: &[u8; 19]) -> Option<LocalTime> {
    let digit = |at: usize| text[at].is_ascii_digit().then(|| (text[at] - b'0').cast_signed());
    let pair = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let year = i16::from(pair(0)?) * 100 + i16::from(pair(2)?);
    let separators = [4, 7, 10, 13, 16].map(|at| text[at]);
    if separators != *b"--T::" {
        return None;
    }
    LocalTime::new(year, pair(5)?, pair(8)?, pair(11)?, pair(14)?, pair(17)?, 0).ok()
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
            assert_eq!(to_time(&time(moment)), Some(moment));
        }
    }

    #[test]
    fn other_spellings_of_times_are_read_and_what_is_no_time_is_not() {
        let noon = jiff::civil::date(2025, 6, 1).at(12, 0, 0, 0);
        assert_eq!(to_time("2025-06-01 12:00"), Some(noon));
        assert_eq!(to_time("2025-06-01T12:00:00.000"), Some(noon));
        for text in ["2025-06-31T12:00:00", "2025-06-01T25:00:00", "2025+06-01T12:00:00", "noon", ""] {
            assert_eq!(to_time(text), None, "{text}");
        }
    }
}
