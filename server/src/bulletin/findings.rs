//! What stands out, in sentences.

use super::{Bulletin, Compared, Named};
use crate::print::{Language, grouped};

/// Categories and areas that are named as growing.
const NAMED: usize = 3;
/// Fewer complaints of a kind are not worth a sentence.
const LEAST: u64 = 10;

/// Sentences in the order of a reader's questions: how many, what, where, who again. `reaches_back` says whether the store has all of the
/// period before.
pub(super) fn findings(bulletin: &Bulletin, reaches_back: bool, language: Language) -> Vec<String> {
    let mut sentences = vec![total(bulletin, reaches_back, language)];
    sentences.extend(a_year_ago(&bulletin.total, language));
    if reaches_back {
        sentences.extend(growing(&bulletin.categories, language.of("类别", "categories"), language));
        sentences.extend(growing(&bulletin.areas, language.of("区域", "areas"), language));
    }
    sentences.extend(largest(bulletin, language));
    sentences.push(hotspots(bulletin, language));
    sentences.push(callers(bulletin, language));
    sentences.push(subjects(bulletin, language));
    sentences
}

fn total(bulletin: &Bulletin, reaches_back: bool, language: Language) -> String {
    let Compared { count, before, change, low, high, .. } = bulletin.total;
    let (now, then) = (whole(count), whole(before));
    let Some(change) = change.filter(|_| reaches_back) else {
        return match language {
            Language::Chinese => format!("本期共 {now} 件诉求；上期的记录不全，不作比较。"),
            Language::English => format!(
                "{now} complaints; the records of the period before are not complete, so they are not compared."
            ),
        };
    };
    let interval = match (low, high) {
        (Some(low), Some(high)) => format!("{} – {}", percent(low), percent(high)),
        _ => String::new(),
    };
    let verdict = match (bulletin.total.is_significant(), language) {
        (true, Language::Chinese) => "变化超出随机波动",
        (false, Language::Chinese) => "变化在随机波动范围内",
        (true, Language::English) => "more than chance explains",
        (false, Language::English) => "which chance may explain",
    };
    match language {
        Language::Chinese => format!(
            "本期共 {now} 件诉求，上期 {then} 件，环比 {}（95 % 置信区间 {interval}），{verdict}。",
            percent(change)
        ),
        Language::English => format!(
            "{now} complaints, {then} in the period before: {} (95 % interval {interval}), {verdict}.",
            percent(change)
        ),
    }
}

fn a_year_ago(total: &Compared, language: Language) -> Option<String> {
    let (then, change) = (whole(total.year_before?), percent(total.year_change?));
    Some(match language {
        Language::Chinese => format!("去年同期 {then} 件，同比 {change}。"),
        Language::English => format!("{then} in the same days a year ago: {change}."),
    })
}

/// What grew by more than chance explains, the largest increase in complaints first.
fn growing(rows: &[Named], kind: &str, language: Language) -> Option<String> {
    let added = |row: &Named| row.figures.count.saturating_sub(row.figures.before);
    let mut grown: Vec<&Named> = rows
        .iter()
        .filter(|row| row.figures.count >= LEAST && row.figures.low.is_some_and(|low| low > 0.0))
        .collect();
    grown.sort_by_key(|row| std::cmp::Reverse(added(row)));
    let named: Vec<String> = grown.iter().take(NAMED).map(|row| against(row, language)).collect();
    let (number, list) = (grown.len(), named.join(language.of("；", "; ")));
    (number > 0).then(|| match language {
        Language::Chinese => format!("显著上升的{kind}有 {number} 个：{list}。"),
        Language::English => format!("{number} {kind} grew significantly: {list}."),
    })
}

fn against(row: &Named, language: Language) -> String {
    let Compared { count, before, change, .. } = row.figures;
    let change = change.map_or_else(|| language.of("新增", "new").to_owned(), percent);
    match language {
        Language::Chinese => format!("{} {} → {} 件（{change}）", row.name, whole(before), whole(count)),
        Language::English => format!("{} {} → {} ({change})", row.name, whole(before), whole(count)),
    }
}

fn largest(bulletin: &Bulletin, language: Language) -> Option<String> {
    let category = bulletin.categories.first().filter(|row| row.figures.count > 0)?;
    let of = |row: &Named| match language {
        Language::Chinese => {
            format!("{}（{} 件，占 {:.1} %）", row.name, whole(row.figures.count), row.share * 100.0)
        }
        Language::English => format!("{} ({}, {:.1} %)", row.name, whole(row.figures.count), row.share * 100.0),
    };
    let area = bulletin.areas.first().filter(|row| row.figures.count > 0).map(of);
    Some(match (language, area) {
        (Language::Chinese, Some(area)) => format!("诉求最多的类别是{}，最多的区域是{area}。", of(category)),
        (Language::Chinese, None) => format!("诉求最多的类别是{}。", of(category)),
        (Language::English, Some(area)) => {
            format!("Most complaints are about {}, and come from {area}.", of(category))
        }
        (Language::English, None) => format!("Most complaints are about {}.", of(category)),
    })
}

fn hotspots(bulletin: &Bulletin, language: Language) -> String {
    let Some(first) = bulletin.hotspots.first() else {
        return language.of("没有统计上显著的热点。", "No hotspot is significant.").to_owned();
    };
    let number = bulletin.hotspots.len();
    let (observed, times) = (grouped(&format!("{:.0}", first.observed)), first.observed / first.expected);
    match language {
        Language::Chinese => format!(
            "有 {number} 个统计显著的热点（全市 {} 个单元经多重检验校正），最突出的是{}：自身及相邻共 {observed} 件，是平均水平的 {times:.1} 倍。",
            whole(bulletin.units as u64),
            first.name
        ),
        Language::English => format!(
            "{number} hotspots are significant (of {} units of the whole city, corrected for that many tests); the hottest is {}: {observed} \
            complaints in and around it, {times:.1} times the average.",
            whole(bulletin.units as u64),
            first.name
        ),
    }
}

fn callers(bulletin: &Bulletin, language: Language) -> String {
    let found = &bulletin.repeat_callers;
    match language {
        _ if found.alerts == 0 => {
            language.of("没有一人多诉的情况。", "No caller called again and again.").to_owned()
        }
        Language::Chinese => {
            format!("一人多诉 {} 起，涉及 {} 件。", whole(found.alerts as u64), whole(found.complaints as u64))
        }
        Language::English => {
            format!(
                "{} callers called again and again: {} complaints.",
                whole(found.alerts as u64),
                whole(found.complaints as u64)
            )
        }
    }
}

fn subjects(bulletin: &Bulletin, language: Language) -> String {
    let found = &bulletin.repeat_subjects;
    let Some(first) = found.items.first() else {
        return language.of("没有多人一诉的情况。", "Nothing was complained of by many.").to_owned();
    };
    let what = first.subcategory.as_deref().or(first.category.as_deref()).unwrap_or("–");
    let place = first.area.as_deref().unwrap_or("–");
    match language {
        Language::Chinese => format!(
            "多人一诉 {} 起，其中{place}的“{what}”有 {} 人反映，共 {} 件。",
            whole(found.alerts as u64),
            first.callers,
            first.count
        ),
        Language::English => format!(
            "{} things were complained of by many; {} people called {} times about “{what}” in {place}.",
            whole(found.alerts as u64),
            first.callers,
            first.count
        ),
    }
}

fn whole(count: u64) -> String {
    grouped(&count.to_string())
}

/// A signed percentage.
pub(super) fn percent(fraction: f64) -> String {
    let percent = fraction * 100.0;
    if percent.abs() < 0.05 {
        return "0 %".to_owned();
    }
    format!("{}{:.1} %", if percent > 0.0 { '+' } else { '−' }, percent.abs())
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn percentages_have_a_sign_and_zero_has_none() {
        assert_eq!([0.117, -0.08, 0.0004, 2.5].map(percent), ["+11.7 %", "−8.0 %", "0 %", "+250.0 %"]);
    }
}
