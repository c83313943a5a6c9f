//! Text that stands for nothing, for a number, or for a code.

use super::column_name::half_width;
use crate::record::{Reason, Value, is_scientific};
use std::borrow::Cow;

/// Whether the (trimmed) text says that there is no value.
pub(super) fn is_null(text: &str) -> bool {
    const NOTHING: [&str; 8] = ["null", "nan", "none", "nat", "n/a", "<na>", "\\n", "#n/a"];
    text.is_empty() || text.len() <= 4 && NOTHING.iter().any(|nothing| nothing.eq_ignore_ascii_case(text))
}

/// The number a text spells, thousands separators and full-width digits allowed.
pub(super) fn number(text: &str) -> Option<f64> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let plain: String = text.chars().map(half_width).collect();
    let ungrouped = if grouped_in_thousands(&plain) { plain.replace(',', "") } else { plain };
    ungrouped.trim().parse().ok()
}

/// An identifier as text: leading zeros kept, whole floats as integers, scientific notation refused.
pub(super) fn as_code(value: Value<'_>) -> Result<Option<String>, Reason> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::Text(text) => half_width_text(text),
        Value::Real(real) if real.fract() == 0.0 && real.abs() < 9e15 => Cow::Owned(format!("{real:.0}")),
        Value::Real(real) if real.abs() >= 9e15 => return Err(Reason::ScientificCode),
        value => Cow::Owned(value.to_string()),
    };
    if is_scientific(&text) {
        return Err(Reason::ScientificCode);
    }
    Ok(Some(without_zero_fraction(&text).to_owned()))
}

fn half_width_text(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| half_width(c) != c) {
        return Cow::Owned(text.chars().map(half_width).collect());
    }
    Cow::Borrowed(text)
}

/// `29.0` → `29`: a code that went through a column of floats.
fn without_zero_fraction(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, fraction))
            if digits(whole) && !fraction.is_empty() && fraction.bytes().all(|b| b == b'0') =>
        {
            whole
        }
        _ => text,
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn grouped_in_thousands(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or(text).trim_start_matches('-');
    let mut groups = whole.split(',');
    groups.next().is_some_and(|first| digits(first) && first.len() <= 3)
        && groups.all(|group| group.len() == 3 && digits(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_text() {
        for (value, expected) in [
            (Value::Text("0075"), Ok(Some("0075"))),
            (Value::Text("３４０１１１"), Ok(Some("340111"))),
            (Value::Text("29.0"), Ok(Some("29"))),
            (Value::Text("1.5"), Ok(Some("1.5"))),
            (Value::Integer(1_000_010_001), Ok(Some("1000010001"))),
            (Value::Real(29.0), Ok(Some("29"))),
            (Value::Text("3.40111E+11"), Err(Reason::ScientificCode)),
            (Value::Text("3.4e14"), Err(Reason::ScientificCode)),
            (Value::Text("3E+11"), Err(Reason::ScientificCode)),
            (Value::Text("12E4"), Ok(Some("12E4"))),
            (Value::Text("BK0101"), Ok(Some("BK0101"))),
            (Value::Null, Ok(None)),
        ] {
            assert_eq!(as_code(value), expected.map(|code| code.map(str::to_owned)), "{value:?}");
        }
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (text, expected) in [
            ("12", Some(12.0)),
            ("1,234.5", Some(1234.5)),
            ("１２", Some(12.0)),
            ("1,2", None),
            ("约300", None),
            ("", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
