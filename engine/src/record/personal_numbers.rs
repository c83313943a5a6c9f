//! Phone and ID numbers in free text, found without regular expressions: most texts have no long run of digits and are
//! passed over after one look.

use super::reading::half_width;
use std::borrow::Cow;

/// The text with phone and ID numbers replaced by `[phone]` and `[id]`. Borrowed where there are none.
#[must_use]
pub fn without_personal_numbers(text: &str) -> Cow<'_, str> {
    if !may_hold_numbers(text) {
        return Cow::Borrowed(text);
    }
    let groups = digit_groups(text);
    let mut clean = String::with_capacity(text.len());
    let (mut copied, mut at) = (0, 0);
    while at < groups.len() {
        let Some((count, mask)) = personal_number(text, &groups[at..]) else {
            at += 1;
            continue;
        };
        clean.push_str(&text[copied..groups[at].start]);
        clean.push_str(mask);
        at += count;
        copied = groups[at - 1].end;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    clean.push_str(&text[copied..]);
    Cow::Owned(clean)
}

/// A run of digits (half or full width) in a text.
struct Group {
    start: usize,
    end: usize,
    /// Number of digits.
    width: usize,
    /// Whether one separator of phone numbers lies between this group and the next.
    joined: bool,
}

impl Group {
    /// The last place of an ID number can be an X.
    fn takes_check_letter(&self, c: char) -> bool {
        self.width == 17 && matches!(c, 'x' | 'X')
    }

    fn digits<'a>(&self, text: &'a str) -> impl Iterator<Item = char> + use<'a> {
        text[self.start..self.end].chars().map(half_width)
    }
}

const PHONE: &str = "[phone]";
const ID: &str = "[id]";
/// A phone number is written in at most this many groups.
const MOST_GROUPS: usize = 4;

/// Whether there are seven digits in all, the shortest number that is looked for.
fn may_hold_numbers(text: &str) -> bool {
    let ascii = text.bytes().filter(u8::is_ascii_digit).count();
    ascii >= 7 || ascii + full_width_digits(text) >= 7
}

/// In UTF-8, ０ to ９ are EF BC 90 to EF BC 99.
fn full_width_digits(text: &str) -> usize {
    let is_digit = |bytes: &&[u8]| matches!(bytes, [0xef, 0xbc, 0x90..=0x99]);
    text.as_bytes().windows(3).filter(is_digit).count()
}

fn digit_groups(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, c) in text.char_indices() {
        let digit = half_width(c);
        let end = at + c.len_utf8();
        match groups.last_mut() {
            Some(last) if last.end == at && (digit.is_ascii_digit() || last.takes_check_letter(digit)) => {
                last.width += 1;
                last.end = end;
            }
            last if digit.is_ascii_digit() => {
                if let Some(last) = last {
                    last.joined = is_separator(&text[last.end..at]);
                }
                groups.push(Group { start: at, end, width: 1, joined: false });
            }
            _ => {}
        }
    }
    groups
}

fn is_separator(between: &str) -> bool {
    matches!(between, " " | "-" | "—" | "–" | "－" | "." | ")" | "）" | ") " | "） " | ")-" | "_")
}

/// How many groups from the first one on make up a personal number, and its mask.
fn personal_number(text: &str, groups: &[Group]) -> Option<(usize, &'static str)> {
    let first = &groups[0];
    if let Some(mask) = masked_alone(text, first) {
        return Some((1, mask));
    }
    let joined = groups.iter().take_while(|group| group.joined).count() + 1;
    (2..=joined.min(MOST_GROUPS))
        .find(|&count| is_split_phone(text, &groups[..count]))
        .map(|count| (count, PHONE))
}

fn masked_alone(text: &str, group: &Group) -> Option<&'static str> {
    if !matches!(group.width, 7 | 8 | 10..=15 | 18) {
        return None;
    }
    let digits: String = group.digits(text).collect();
    match group.width {
        18 | 15 if is_id(&digits) => Some(ID),
        11 | 13 | 15 if is_mobile(&digits) => Some(PHONE),
        10..=12 if is_landline(&digits) => Some(PHONE),
        7 | 8 | 10 if follows_phone_word(&text[..group.start]) => Some(PHONE),
        _ => None,
    }
}

/// 138 1234 5678, 0551-6512-3456, +86 138…, (415) 555-1234.
fn is_split_phone(text: &str, groups: &[Group]) -> bool {
    let mut widths = [0; MOST_GROUPS];
    for (width, group) in widths.iter_mut().zip(groups) {
        *width = group.width;
    }
    let digits = || groups.iter().flat_map(|group| group.digits(text)).collect::<String>();
    match widths {
        [2 | 4, 11, 0, 0] | [2 | 4, 3, 4, 4] | [7, 4, 0, 0] | [4, 4, 3, 0] => is_mobile(&digits()),
        [3, 8, 0, 0] | [3, 4, 4, 0] => is_mobile(&digits()) || is_landline(&digits()),
        [3 | 4, 7 | 8, 0, 0] | [3 | 4, 3 | 4, 4, 0] if is_landline(&digits()) => true,
        [3, 3, 4, 0] => !digits().starts_with(['0', '1']),
        _ => false,
    }
}

/// A mainland mobile number, country code allowed.
fn is_mobile(digits: &str) -> bool {
    let local = digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86")).unwrap_or(digits);
    let bytes = local.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

/// Area code (0 and two or three digits) and seven or eight digits.
fn is_landline(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    (10..=12).contains(&bytes.len()) && bytes[0] == b'0' && bytes[1] != b'0'
}

/// A citizen's ID number: 18 digits with a full date of birth, or 15 with a two-digit year.
fn is_id(digits: &str) -> bool {
    match digits.len() {
        18 => has_date(digits, 6, 4),
        _ => has_date(digits, 6, 2),
    }
}

fn has_date(digits: &str, at: usize, year_width: usize) -> bool {
    let part = |from: usize, width: usize| digits[from..from + width].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (part(at, year_width), part(at + year_width, 2), part(at + year_width + 2, 2));
    let century = year_width == 2 || (1900..2100).contains(&year);
    century && (1..=12).contains(&month) && (1..=31).contains(&day) && !digits.starts_with('0')
}

/// Whether a word for telephone stands right before, as in `电话：65551234`.
fn follows_phone_word(before: &str) -> bool {
    const WORDS: [&str; 8] = ["电话", "座机", "固话", "手机", "联系方式", "tel", "phone", "call"];
    let before = before.trim_end_matches([' ', ':', '：', '.', '是', '为', '号', '码']);
    WORDS.iter().any(|word| {
        before.len() >= word.len()
            && before.is_char_boundary(before.len() - word.len())
            && before[before.len() - word.len()..].eq_ignore_ascii_case(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_and_ids_are_struck_from_text() {
        for (text, expected) in [
            ("请回电13812345678谢谢", "请回电[phone]谢谢"),
            ("请回电+86 138 1234 5678", "请回电+[phone]"),
            ("8613812345678", "[phone]"),
            ("０５５１－６５１２３４５６", "[phone]"),
            ("电话0551-65123456转8001", "电话[phone]转8001"),
            ("座机：65123456", "座机：[phone]"),
            ("15:30 13812345678", "15:30 [phone]"),
            ("身份证34010119900307721X。", "身份证[id]。"),
            ("340101199003077217", "[id]"),
            ("340101900307721", "[id]"),
            ("(415) 555-1234", "([phone]"),
            ("010-65123456；021 6512 3456", "[phone]；[phone]"),
            ("138-1234-5678和13912345678", "[phone]和[phone]"),
        ] {
            assert_eq!(without_personal_numbers(text), expected, "{text}");
        }
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "工单20251231000123",
            "2025-12-31 23:59:00",
            "20251231",
            "12栋3单元502室",
            "编号 1234567",
            "117.2830421, 31.8611901",
            "1830 25TH ST, SAN FRANCISCO, CA, 94107",
            "没有数字",
        ] {
            assert!(matches!(without_personal_numbers(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
