//! Names in the style of the trade: places, roads, estates, people. All are invented; likeness is chance.

use super::dice::{Part, shuffled, stream};

const FIRST: &str = "望滨临锦紫翠金玉云瑞祥和安永兴文华青桂松柏竹荷莲枫桐梅兰菊芳碧秀明星晨曦朝霞丹凤龙鹤鹭雁清澄澜溪泉汇润长广德仁义礼智信福禄寿康宁平顺昌盛隆裕丰景春秋天宝";
const SECOND: &str = "湖河江山园林岭城塘桥庄岗埠墩圩湾洲堤浦港滩泽源畔峰谷原野田坝渡口亭台阁楼院坊里苑庭门关津";
const ROAD_FIRST: &str = "锦紫翠金玉云瑞祥和安永兴文华青桂松柏竹荷莲枫桐梅兰芳碧秀明星丹凤龙鹤鹭雁清澄澜溪泉润长广德仁义信福康宁平顺昌盛丰景春天宝齐望洞巢庐淝徽皖岳";
const ROAD_SECOND: &str = "州山河江湖川陵阳安城园林谷溪泉峰云霞光华丰昌盛庆和平顺康宁福春秋海岭源洲";
const ESTATE: [&str; 16] = [
    "花园",
    "小区",
    "家园",
    "苑",
    "雅苑",
    "新村",
    "公馆",
    "名邸",
    "华庭",
    "府",
    "新城",
    "佳园",
    "花苑",
    "锦城",
    "国际城",
    "雅居",
];
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文斌宇浩凯鑫波辉健俊峰婷雪琳晨阳欣怡佳慧颖倩莹子轩梓涵雨泽思远嘉豪天佑";

/// Two-character names, no two alike, in an order of their own.
pub(super) struct NameList {
    pairs: Vec<(char, char)>,
}

impl NameList {
    fn new(seed: u64, piece: u64, first: &str, second: &str) -> Self {
        let (first, second): (Vec<char>, Vec<char>) = (first.chars().collect(), second.chars().collect());
        let pairs: Vec<(char, char)> =
            first.iter().flat_map(|&a| second.iter().filter(move |&&b| b != a).map(move |&b| (a, b))).collect();
        Self { pairs: shuffled(&mut stream(seed, Part::Names, piece), &pairs) }
    }

    pub fn of_places(seed: u64) -> Self {
        Self::new(seed, 1, FIRST, SECOND)
    }

    pub fn of_roads(seed: u64) -> Self {
        Self::new(seed, 2, ROAD_FIRST, ROAD_SECOND)
    }

    /// The name at a place in the list; past its end names carry a number.
    pub fn get(&self, index: usize) -> String {
        let (a, b) = self.pairs[index % self.pairs.len()];
        match index / self.pairs.len() {
            0 => format!("{a}{b}"),
            round => format!("{a}{b}{}", numeral(round + 1)),
        }
    }
}

/// Estate names: a place name and a word for the estate, no two alike.
pub(super) fn estate(names: &NameList, index: usize) -> String {
    let word = ESTATE[(index / names.pairs.len() + index * 7) % ESTATE.len()];
    let (a, b) = names.pairs[(index * 31 + 5) % names.pairs.len()];
    match index / (names.pairs.len() * ESTATE.len()) {
        0 => format!("{a}{b}{word}"),
        round => format!("{a}{b}{word}{}期", numeral(round + 1)),
    }
}

/// A number from 1 to 99 as it is spoken.
pub(super) fn numeral(n: usize) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let (tens, ones) = (n / 10 % 10, n % 10);
    let mut text = String::new();
    if tens > 1 {
        text.push(DIGITS[tens]);
    }
    if tens > 0 {
        text.push('十');
    }
    if ones > 0 || tens == 0 {
        text.push(DIGITS[ones]);
    }
    text
}

/// Surnames and given names, taken apart once.
pub(super) struct People {
    surnames: Vec<char>,
    given: Vec<char>,
}

impl People {
    pub fn new() -> Self {
        Self { surnames: SURNAMES.chars().collect(), given: GIVEN.chars().collect() }
    }

    /// Appends the name that some bits stand for; common surnames come first in the list and more often.
    pub fn write_name(&self, bits: u64, text: &mut String) {
        let skew = (bits & 0xFFFF) as f64 / 65_536.0;
        text.push(self.surnames[(skew * skew * self.surnames.len() as f64) as usize]);
        text.push(self.given[((bits >> 16) & 0xFFFF) as usize % self.given.len()]);
        if bits >> 62 > 0 {
            text.push(self.given[((bits >> 32) & 0xFFFF) as usize % self.given.len()]);
        }
    }
}

/// The fictitious mobile number that some bits stand for.
pub(super) fn phone(bits: u64) -> u64 {
    const PREFIXES: [u64; 12] = [133, 135, 136, 138, 139, 150, 155, 158, 177, 180, 187, 199];
    PREFIXES[bits as usize % PREFIXES.len()] * 100_000_000 + bits / 16 % 100_000_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_do_not_repeat() {
        let places = NameList::of_places(7);
        let names: BTreeSet<String> = (0..8000).map(|i| places.get(i)).collect();
        assert_eq!(names.len(), 8000);
        let estates: BTreeSet<String> = (0..60_000).map(|i| estate(&places, i)).collect();
        assert_eq!(estates.len(), 60_000);
    }

    #[test]
    fn numerals_are_read_as_spoken() {
        assert_eq!([1, 10, 11, 20, 35].map(numeral), ["一", "十", "十一", "二十", "三十五"]);
    }
}
