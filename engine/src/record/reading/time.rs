//! Dates and times as work-order systems write them. The clock time is kept as written; no zone is applied.
//!
//! Year first (`2025-12-31 23:59:00`, `2025/12/31T23:59`, `2025年12月31日 23时59分`, `20251231235900`), month first with
//! slashes (`12/31/2025 11:59:00 PM`), a date alone (midnight), and spreadsheet serial numbers (45000.5).

use crate::record::{LocalTime, Value};
use jiff::civil::{Date, Time};

/// A time, and whether the text named a zone beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub time: LocalTime,
    pub zone: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeFlaw {
    Unreadable,
    /// 2025-02-30, 24:61.
    Impossible,
    /// A year outside 1900–2100, or a Unix epoch.
    Implausible,
}

/// The time a value stands for; `None` for null.
pub(super) fn from_value(value: Value<'_>) -> Result<Option<Read>, TimeFlaw> {
    let time = match value {
        Value::Null => return Ok(None),
        Value::Text(text) => return parse(text).map(Some),
        Value::Time(time) => plausible(time)?,
        Value::Integer(integer) => from_number(integer as f64, &integer.to_string())?,
        Value::Real(real) => from_number(real, &real.to_string())?,
        Value::Flag(_) => return Err(TimeFlaw::Unreadable),
    };
    Ok(Some(Read { time, zone: false }))
}

/// The time a text spells.
pub(super) fn parse(text: &str) -> Result<Read, TimeFlaw> {
    let text = text.trim();
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        let number = text.parse().map_err(|_| TimeFlaw::Unreadable);
        if let Some(time) = compact(text) {
            return Ok(Read { time: time?, zone: false });
        }
        if text.matches('.').count() < 2 {
            return Ok(Read { time: from_number(number?, text)?, zone: false });
        }
    }
    let mut scanner = Scanner { rest: text };
    let date = scanner.date()?;
    let time = scanner.time_of_day()?;
    let zone = scanner.zone()?;
    Ok(Read { time: plausible(date.to_datetime(time))?, zone })
}

/// A number is a spreadsheet's count of days since 1899-12-30, where that gives a year from 1970 to 2099, or the digits
/// of a date. Unix epochs are refused: their clock time depends on a zone that nobody named.
fn from_number(number: f64, text: &str) -> Result<LocalTime, TimeFlaw> {
    const DAY_1970: f64 = 25_569.0;
    const DAY_2100: f64 = 73_051.0;
    if let Some(time) = compact(text) {
        return time;
    }
    if !(DAY_1970..DAY_2100).contains(&number) {
        return Err(TimeFlaw::Implausible);
    }
    let seconds = ((number - DAY_1970) * 86_400.0).round() as i64;
    let epoch = Date::constant(1970, 1, 1).to_datetime(Time::midnight());
    epoch.checked_add(jiff::SignedDuration::from_secs(seconds)).map_err(|_| TimeFlaw::Implausible)
}

/// `YYYYMMDD`, `YYYYMMDDhhmm` or `YYYYMMDDhhmmss`; `None` where the digits are not of that length or century.
fn compact(digits: &str) -> Option<Result<LocalTime, TimeFlaw>> {
    let well_formed = matches!(digits.len(), 8 | 12 | 14) && digits.bytes().all(|b| b.is_ascii_digit());
    if !well_formed || !(digits.starts_with("19") || digits.starts_with("20")) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse().ok()).unwrap_or(0);
    Some(civil_date(part(0, 4), part(4, 6), part(6, 8)).and_then(|date| {
        let time = civil_time(part(8, 10), part(10, 12), part(12, 14), 0)?;
        plausible(date.to_datetime(time))
    }))
}

/// Exactly 1970-01-01 00:00:00 is an empty cell that went through a Unix epoch.
fn plausible(time: LocalTime) -> Result<LocalTime, TimeFlaw> {
    let empty = time == Date::constant(1970, 1, 1).to_datetime(Time::midnight());
    if empty || !(1900..=2100).contains(&time.year()) { Err(TimeFlaw::Implausible) } else { Ok(time) }
}

fn civil_date(year: i32, month: i32, day: i32) -> Result<Date, TimeFlaw> {
    let (Ok(year), Ok(month), Ok(day)) = (i16::try_from(year), i8::try_from(month), i8::try_from(day)) else {
        return Err(TimeFlaw::Impossible);
    };
    Date::new(year, month, day).map_err(|_| TimeFlaw::Impossible)
}

fn civil_time(hour: i32, minute: i32, second: i32, nanosecond: i32) -> Result<Time, TimeFlaw> {
    let (Ok(hour), Ok(minute), Ok(second)) = (i8::try_from(hour), i8::try_from(minute), i8::try_from(second))
    else {
        return Err(TimeFlaw::Impossible);
    };
    Time::new(hour, minute, second, nanosecond).map_err(|_| TimeFlaw::Impossible)
}

/// Walks a written time from left to right.
struct Scanner<'a> {
    rest: &'a str,
}

impl Scanner<'_> {
    fn date(&mut self) -> Result<Date, TimeFlaw> {
        let width = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let first = self.number()?;
        let separator = self.one_of(&["-", "/", ".", "年"])?;
        let second = self.number()?;
        self.one_of(&["-", "/", ".", "月"])?;
        let third = self.number()?;
        self.skip(&["日", "号"]);
        match (width, separator) {
            (4, _) => civil_date(first, second, third),
            (1 | 2, "/") if third >= 1000 => civil_date(third, first, second),
            _ => Err(TimeFlaw::Unreadable),
        }
    }

    /// Midnight where the text ends with the date.
    fn time_of_day(&mut self) -> Result<Time, TimeFlaw> {
        self.rest = self.rest.trim_start();
        self.skip(&["T", "t"]);
        let before = self.half_of_day();
        self.rest = self.rest.trim_start();
        if self.rest.is_empty() {
            return Ok(Time::midnight());
        }
        let hour = self.number()?;
        self.one_of(&[":", "：", "时", "点"])?;
        let minute = if self.at_digit() { self.number()? } else { 0 };
        self.skip(&["分"]);
        let second = if self.skip(&[":", "："]) || self.at_digit() { self.number()? } else { 0 };
        self.skip(&["秒"]);
        let nanosecond = if self.skip(&[".", ","]) { self.fraction()? } else { 0 };
        self.rest = self.rest.trim_start();
        let half = before.or_else(|| self.half_of_day());
        civil_time(on_24_hours(hour, half)?, minute, second, nanosecond)
    }

    fn half_of_day(&mut self) -> Option<Half> {
        const HALVES: [(&str, Half); 8] = [
            ("AM", Half::Morning),
            ("am", Half::Morning),
            ("上午", Half::Morning),
            ("凌晨", Half::Morning),
            ("PM", Half::Afternoon),
            ("pm", Half::Afternoon),
            ("下午", Half::Afternoon),
            ("晚上", Half::Afternoon),
        ];
        HALVES.iter().find(|(word, _)| self.skip(&[word])).map(|(_, half)| *half)
    }

    /// Whether a zone follows; anything else that follows is an error.
    fn zone(&mut self) -> Result<bool, TimeFlaw> {
        let rest = self.rest.trim();
        let offset = rest.strip_prefix(['+', '-']).is_some_and(|offset| {
            (2..=6).contains(&offset.len()) && offset.bytes().all(|b| b.is_ascii_digit() || b == b':')
        });
        match rest {
            "" => Ok(false),
            "Z" | "z" | "UTC" | "GMT" => Ok(true),
            _ if offset => Ok(true),
            _ => Err(TimeFlaw::Unreadable),
        }
    }

    fn number(&mut self) -> Result<i32, TimeFlaw> {
        let (digits, rest) = self.rest.split_at(self.rest.bytes().take_while(u8::is_ascii_digit).count());
        self.rest = rest;
        digits.parse().map_err(|_| TimeFlaw::Unreadable)
    }

    /// Nanoseconds of a decimal fraction of a second.
    fn fraction(&mut self) -> Result<i32, TimeFlaw> {
        let width = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(width);
        self.rest = rest;
        format!("{digits:0<9}")[..9].parse().map_err(|_| TimeFlaw::Unreadable)
    }

    fn at_digit(&self) -> bool {
        self.rest.starts_with(|c: char| c.is_ascii_digit())
    }

    fn skip(&mut self, words: &[&str]) -> bool {
        let after = words.iter().find_map(|word| self.rest.strip_prefix(word));
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn one_of(&mut self, words: &[&'static str]) -> Result<&'static str, TimeFlaw> {
        words.iter().copied().find(|word| self.skip(&[word])).ok_or(TimeFlaw::Unreadable)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Afternoon,
}

fn on_24_hours(hour: i32, half: Option<Half>) -> Result<i32, TimeFlaw> {
    match half {
        None => Ok(hour),
        // A clock with a half of the day that already counts to 24: 下午 23:59.
        Some(Half::Afternoon) if (13..24).contains(&hour) => Ok(hour),
        Some(_) if hour > 12 => Err(TimeFlaw::Impossible),
        Some(Half::Morning) => Ok(hour % 12),
        Some(Half::Afternoon) => Ok(hour % 12 + 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, TimeFlaw>) {
        let read = parse(text).map(|read| read.time.to_string());
        assert_eq!(read.as_deref().map_err(|flaw| *flaw), expected, "{text}");
    }

    #[test]
    fn formats_of_work_order_systems() {
        for text in [
            "2025-12-31 23:59:00",
            "2025-12-31T23:59:00",
            "2025-12-31T23:59:00.000",
            "2025-12-31T23:59:00Z",
            "2025-12-31T23:59:00+08:00",
            "2025/12/31 23:59",
            "2025.12.31 23:59",
            "20251231235900",
            "202512312359",
            "2025年12月31日 23时59分",
            "2025年12月31日23时59分00秒",
            "12/31/2025 11:59:00 PM",
            "2025/12/31 下午 11:59:00",
            " 2025-12-31 23:59 ",
        ] {
            check(text, Ok("2025-12-31T23:59:00"));
        }
        check("2025-1-5 8:03", Ok("2025-01-05T08:03:00"));
        check("12/31/2025 12:00 AM", Ok("2025-12-31T00:00:00"));
        check("2025-12-31", Ok("2025-12-31T00:00:00"));
        check("20251231", Ok("2025-12-31T00:00:00"));
        check("2025-12-31 23:59:00.25", Ok("2025-12-31T23:59:00.25"));
        check("2024-02-29", Ok("2024-02-29T00:00:00"));
    }

    /// Serial 45000 is 2023-03-15 in Excel and LibreOffice.
    #[test]
    fn spreadsheet_serials() {
        check("45000.5", Ok("2023-03-15T12:00:00"));
        check("45000", Ok("2023-03-15T00:00:00"));
        check("45000.999988426", Ok("2023-03-15T23:59:59"));
        assert_eq!(
            from_value(Value::Real(45000.5)).unwrap().unwrap().time,
            parse("2023-03-15 12:00").unwrap().time
        );
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in
            ["2025-02-30 10:00", "2025-13-01", "2025-12-31 24:61:00", "20250230", "31/12/2025", "0/5/2025"]
        {
            check(text, Err(TimeFlaw::Impossible));
        }
        for text in ["yesterday", "2025-12", "12-31-2025", "2025-12-31 23", "2025-12-31 23:59 or so", "1.2.3.4"]
        {
            check(text, Err(TimeFlaw::Unreadable));
        }
        for text in ["1735660740", "1735660740000", "1", "0", "1970-01-01 00:00:00", "0001-01-01", "3025-01-01"]
        {
            check(text, Err(TimeFlaw::Implausible));
        }
    }

    #[test]
    fn a_zone_is_noticed() {
        assert!(parse("2025-12-31T23:59:00+08:00").unwrap().zone);
        assert!(!parse("2025-12-31T23:59:00").unwrap().zone);
    }
}
