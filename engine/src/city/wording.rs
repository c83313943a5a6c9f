//! What callers say: a few openings, bodies and wishes, in many combinations, now and then with a phone or an ID
//! number that has to be struck out.

use super::dice::pick;
use super::names::phone;
use rand::{Rng, RngExt};
use std::fmt::Write;

const OPENINGS: [&str; 8] = [
    "市民来电反映",
    "来电人称",
    "居民反映",
    "群众投诉",
    "网友留言称",
    "诉求人表示",
    "住户多次反映",
    "该市民反映",
];
const DURATIONS: [&str; 8] = [
    "已持续一周",
    "持续近一个月",
    "今天上午发现",
    "昨晚开始出现",
    "每天早晚都有",
    "长期存在",
    "近三天尤为严重",
    "雨后更加明显",
];
const EFFECTS: [&str; 10] = [
    "严重影响居民日常生活",
    "老人和孩子出行不便",
    "存在较大安全隐患",
    "周边居民意见很大",
    "多次联系物业未果",
    "此前投诉过仍未解决",
    "夜间无法休息",
    "过往行人需要绕行",
    "担心引发事故",
    "现场无人管理",
];
const WISHES: [&str; 8] = [
    "希望尽快处理。",
    "请相关部门核实并回复。",
    "要求现场查看。",
    "希望给出明确答复。",
    "请尽快安排人员维修。",
    "要求依法查处。",
    "盼复。",
    "希望协调解决。",
];
/// One text in this many names a phone, one in ten times as many an ID number.
const PHONE_IN: u32 = 50;

/// Appends a text about a minor category at an address. Never holds a comma, a quote or a line end.
pub(super) fn write_text(address: &str, minor: &str, rng: &mut impl Rng, text: &mut String) {
    text.push_str(pick(rng, &OPENINGS));
    text.push('：');
    text.push_str(address);
    text.push_str(minor);
    for part in [pick(rng, &DURATIONS), pick(rng, &EFFECTS)] {
        text.push('，');
        text.push_str(part);
    }
    text.push('，');
    text.push_str(pick(rng, &WISHES));
    if rng.random_ratio(1, PHONE_IN) {
        let _ = write!(text, "回访电话{}。", phone(rng.random()));
    }
    if rng.random_ratio(1, 10 * PHONE_IN) {
        text.push_str("身份证号");
        write_id_number(rng, text);
        text.push('。');
    }
}

/// An 18-digit ID number of nobody: county, day of birth, serial, and the check digit of GB 11643.
fn write_id_number(rng: &mut impl Rng, text: &mut String) {
    let (year, month, day) = (rng.random_range(1950..2006), rng.random_range(1..13), rng.random_range(1..29));
    let digits = format!("340111{year}{month:02}{day:02}{:03}", rng.random_range(0..1000));
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    text.push_str(&digits);
    text.push(char::from(b"10X98765432"[sum as usize % 11]));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::city::dice::{Part, stream};

    #[test]
    fn id_numbers_carry_their_check_digit() {
        let mut text = String::new();
        write_id_number(&mut stream(1, Part::Complaints, 0), &mut text);
        let value = |c: char| if c == 'X' { 10 } else { c.to_digit(10).unwrap() };
        // ISO 7064 MOD 11-2: Σ aᵢ·2^(18−i) ≡ 1 (mod 11).
        let sum: u32 = text.chars().enumerate().map(|(i, c)| value(c) * (1 << (17 - i)) % 11).sum();
        assert_eq!(text.len(), 18);
        assert_eq!(sum % 11, 1);
    }

    #[test]
    fn texts_need_no_quotes() {
        let mut rng = stream(1, Part::Complaints, 1);
        for _ in 0..2000 {
            let mut text = String::new();
            write_text("紫云路12号", "路灯破损", &mut rng, &mut text);
            assert!(!text.contains([',', '"', '\n']));
        }
    }
}
