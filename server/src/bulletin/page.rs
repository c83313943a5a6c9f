//! The bulletin as a page to be read and printed.

use super::figures::{Compared, Named};
use super::findings::percent;
use super::map::NUMBERED;
use super::repeats::Repeats;
use super::{Bulletin, map};
use crate::print::{Cell, Language, Page, Style, WIDTH_MM};
use crate::snapshot::{Day, Snapshot, Window};
use jiff::ToSpan;
use onemap_engine::record::AreaLevel;

const CHART_MM: f64 = 34.0;
/// Below the columns, for the days.
const AXIS_MM: f64 = 5.0;
/// Days that are named below the chart, at most.
const NAMED_DAYS: usize = 8;
const ROWS: usize = 12;

pub(super) fn page(bulletin: &Bulletin, snapshot: &Snapshot, language: Language, style: Style) -> String {
    let l = language;
    let title = format!("{}{}", bulletin.area.name, l.of("诉求分析简报", ": complaints"));
    let mut page = Page::new(l, style, &title);
    page.paragraph(&format!(
        "{}（{} {}）",
        days(bulletin.window),
        l.of("对比", "compared with"),
        days(bulletin.before)
    ));
    page.list(match l {
        Language::Chinese => &bulletin.findings.zh,
        Language::English => &bulletin.findings.en,
    });
    page.heading(l.of("每日诉求", "Complaints by day"));
    chart(&mut page, &bulletin.series);
    legend(&mut page, [("now", l.of("本期", "this period")), ("then", l.of("上期", "the period before"))]);
    if !bulletin.areas.is_empty() {
        page.heading(l.of("分布", "Where"));
        map::map(&mut page, bulletin, snapshot);
        legend(
            &mut page,
            [
                ("shade5", l.of("诉求多", "many")),
                ("shade1", l.of("诉求少", "few")),
                ("hot", l.of("显著热点", "significant hotspot")),
                ("mark", l.of("多人一诉（编号同下表）", "complained of by many (numbers as below)")),
            ],
        );
        named(&mut page, &bulletin.areas, level_name(bulletin.areas_level, l), true);
    }
    page.heading(l.of("诉求类别", "What about"));
    named(&mut page, &bulletin.categories, l.of("大类", "Category"), false);
    named(&mut page, &bulletin.subcategories, l.of("小类", "Subcategory"), false);
    hotspots(&mut page, bulletin);
    page.heading(l.of("多人一诉", "Complained of by many"));
    subjects(&mut page, &bulletin.repeat_subjects);
    page.heading(l.of("一人多诉", "Callers who call again"));
    callers(&mut page, &bulletin.repeat_callers);
    sources(&mut page, bulletin);
    page.finish()
}

/// The days of a period, the last one included.
fn days(window: Window) -> String {
    let last = window.to.saturating_sub(1.second());
    format!("{} – {}", window.from.date(), last.date())
}

fn level_name(level: Option<AreaLevel>, l: Language) -> &'static str {
    match level {
        Some(AreaLevel::District) => l.of("区县", "District"),
        Some(AreaLevel::Street) => l.of("街道", "Street"),
        Some(AreaLevel::Community) => l.of("社区", "Community"),
        Some(AreaLevel::Grid) => l.of("网格", "Grid"),
        _ => l.of("区域", "Area"),
    }
}

/// Columns by day, the period before as a line of steps.
fn chart(page: &mut Page, series: &[Day]) {
    let top = series.iter().flat_map(|day| [day.count, day.before]).max().unwrap_or(0).max(1) as f64;
    let step = WIDTH_MM / series.len().max(1) as f64;
    let height = |count: u64| count as f64 / top * (CHART_MM - 5.0);
    page.raw(format_args!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH_MM} {}\" role=\"img\">",
        CHART_MM + AXIS_MM
    ));
    for (i, day) in series.iter().enumerate() {
        let (x, now, then) = (i as f64 * step, height(day.count), height(day.before));
        page.raw(format_args!(
            "<rect class=\"now\" x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{now:.2}\"/>",
            x + step * 0.15,
            CHART_MM - now,
            step * 0.7
        ));
        page.raw(format_args!("<path class=\"then\" d=\"M{x:.2} {:.2}h{step:.2}\"/>", CHART_MM - then));
        let middle = x + step / 2.0;
        if series.len() <= 2 * NAMED_DAYS {
            page.raw(format_args!(
                "<text x=\"{middle:.2}\" y=\"{:.2}\">{}</text>",
                CHART_MM - now - 1.2,
                day.count
            ));
        }
        if i.is_multiple_of(series.len().div_ceil(NAMED_DAYS)) {
            page.raw(format_args!(
                "<text x=\"{middle:.2}\" y=\"{:.2}\">{}</text>",
                CHART_MM + 4.0,
                day.date.strftime("%m-%d")
            ));
        }
    }
    page.raw(format_args!("</svg>"));
}

fn legend<const N: usize>(page: &mut Page, items: [(&str, &str); N]) {
    page.raw(format_args!("<ul class=\"keys\">"));
    for (class, name) in items {
        page.raw(format_args!("<li><i class=\"{class}\"></i>"));
        page.text(name);
    }
    page.raw(format_args!("</ul>"));
}

fn named(page: &mut Page, rows: &[Named], kind: &str, is_area: bool) {
    let l = page.language;
    let last = if is_area { l.of("每千户", "Per 1,000 households") } else { l.of("占比 %", "Share, %") };
    let head = [
        kind,
        l.of("本期", "Now"),
        l.of("上期", "Before"),
        l.of("环比", "Change"),
        l.of("95 % 置信区间", "95 % interval"),
        l.of("同比", "On a year ago"),
        last,
    ];
    let row = |row: &Named| {
        let Compared { count, before, change, year_change, .. } = row.figures;
        let interval = row
            .figures
            .low
            .zip(row.figures.high)
            .map(|(low, high)| format!("{} – {}", percent(low), percent(high)));
        [
            Cell::text(&row.name),
            Cell::count(count),
            Cell::count(before),
            Cell::right(change.map(percent)),
            Cell::right(interval),
            Cell::right(year_change.map(percent)),
            Cell::Figure(if is_area { row.per_1000_households } else { Some(row.share * 100.0) }, 1),
        ]
    };
    page.table(head, rows.iter().take(ROWS).map(row));
}

fn hotspots(page: &mut Page, bulletin: &Bulletin) {
    let l = page.language;
    page.heading(l.of("显著热点", "Significant hotspots"));
    page.paragraph(l.of(
        "Getis–Ord Gi*：相邻（共点）的单元为邻，双侧 p，经 Benjamini–Hochberg 校正（错误发现率 5 %）。“周边”含自身与相邻单元。",
        "Getis–Ord Gi*: units that touch are neighbours, two-sided p, false discovery rate of 5 % (Benjamini–Hochberg). “Around” is the unit with \
        its neighbours.",
    ));
    if bulletin.hotspots.is_empty() {
        page.paragraph(l.of("没有统计上显著的热点。", "No hotspot is significant."));
        return;
    }
    let head = [
        level_name(Some(bulletin.units_level), l),
        l.of("编码", "Code"),
        l.of("件数", "Complaints"),
        l.of("周边件数", "Around"),
        l.of("平均水平", "On average"),
        l.of("倍数", "Times"),
        "z",
        "p",
    ];
    let rows = bulletin.hotspots.iter().take(ROWS).map(|hot| {
        [
            Cell::text(&hot.name),
            Cell::text(&hot.code),
            Cell::count(hot.count),
            Cell::Figure(Some(hot.observed), 0),
            Cell::Figure(Some(hot.expected), 0),
            Cell::Figure(Some(hot.observed / hot.expected), 1),
            Cell::Figure(Some(hot.z), 2),
            Cell::right(Some(if hot.p < 0.001 { "< 0.001".to_owned() } else { format!("{:.3}", hot.p) })),
        ]
    });
    page.table(head, rows);
}

fn subjects(page: &mut Page, repeats: &Repeats) {
    let l = page.language;
    page.paragraph(&match l {
        Language::Chinese => {
            format!("同一小类、7 天内、50 m 内有 5 位及以上不同诉求人。共 {} 起。", repeats.alerts)
        }
        Language::English => {
            format!(
                "Five or more different callers about one subcategory within 7 days and 50 m. There are {}.",
                repeats.alerts
            )
        }
    });
    if repeats.items.is_empty() {
        return;
    }
    let head = [
        "#",
        l.of("小类", "Subcategory"),
        l.of("地点", "Where"),
        l.of("人数", "Callers"),
        l.of("件数", "Complaints"),
        l.of("首件", "First"),
        l.of("末件", "Last"),
    ];
    let rows = repeats.items.iter().zip(1..).take(NUMBERED).map(|(item, number)| {
        [
            Cell::count(number),
            Cell::maybe(item.subcategory.as_deref().or(item.category.as_deref())),
            Cell::maybe(item.area.as_deref()),
            Cell::count(item.callers as u64),
            Cell::count(item.count as u64),
            Cell::text(item.first.date().to_string()),
            Cell::text(item.last.date().to_string()),
        ]
    });
    page.table(head, rows);
}

fn callers(page: &mut Page, repeats: &Repeats) {
    let l = page.language;
    page.paragraph(&match l {
        Language::Chinese => format!("同一诉求人 30 天内就同一大类提出 3 件及以上。共 {} 起；诉求人以密钥散列表示，不在此列出。", repeats.alerts),
        Language::English => format!(
            "Three complaints or more of one caller about one category within 30 days. There are {}; callers are keyed hashes and not shown.",
            repeats.alerts
        ),
    });
    if repeats.items.is_empty() {
        return;
    }
    let head = [
        l.of("首件工单", "First complaint"),
        l.of("大类", "Category"),
        l.of("地点", "Where"),
        l.of("件数", "Complaints"),
        l.of("首件", "First"),
        l.of("末件", "Last"),
    ];
    let rows = repeats.items.iter().take(NUMBERED).map(|item| {
        [
            Cell::text(&item.alert),
            Cell::maybe(item.category.as_deref()),
            Cell::maybe(item.area.as_deref()),
            Cell::count(item.count as u64),
            Cell::text(item.first.date().to_string()),
            Cell::text(item.last.date().to_string()),
        ]
    });
    page.table(head, rows);
}

fn sources(page: &mut Page, bulletin: &Bulletin) {
    let l = page.language;
    page.heading(l.of("数据来源", "Where the numbers come from"));
    let rows = bulletin.queries.iter().map(|query| [Cell::text(query.part), Cell::text(&query.query)]);
    page.table([l.of("部分", "Part"), l.of("查询", "Query")], rows);
}
