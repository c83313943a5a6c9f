//! The tables of a bulletin as CSV (RFC 4180), in UTF-8 with a byte order mark, so that spreadsheets read Chinese.

use super::{Bulletin, Named, Repeats};

const BYTE_ORDER_MARK: char = '\u{feff}';

pub(super) fn tables(bulletin: &Bulletin) -> Vec<(&'static str, String)> {
    vec![
        ("areas.csv", named(&bulletin.areas)),
        ("categories.csv", named(&bulletin.categories)),
        ("subcategories.csv", named(&bulletin.subcategories)),
        ("hotspots.csv", hotspots(bulletin)),
        ("repeat-callers.csv", repeats(&bulletin.repeat_callers)),
        ("repeat-subjects.csv", repeats(&bulletin.repeat_subjects)),
    ]
}

fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let line = |cells: [String; N]| cells.map(|cell| quoted(&cell)).join(",") + "\r\n";
    let rows: String = rows.map(line).collect();
    format!("{BYTE_ORDER_MARK}{}\r\n{rows}", head.join(","))
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn named(rows: &[Named]) -> String {
    let head = [
        "code",
        "name",
        "count",
        "before",
        "change",
        "low",
        "high",
        "year_before",
        "year_change",
        "share",
        "per_1000_households",
    ];
    let row = |row: &Named| {
        let figures = &row.figures;
        [
            row.code.clone().unwrap_or_default(),
            row.name.clone(),
            figures.count.to_string(),
            figures.before.to_string(),
            number(figures.change),
            number(figures.low),
            number(figures.high),
            figures.year_before.map_or_else(String::new, |count| count.to_string()),
            number(figures.year_change),
            row.share.to_string(),
            number(row.per_1000_households),
        ]
    };
    table(head, rows.iter().map(row))
}

fn hotspots(bulletin: &Bulletin) -> String {
    let rows = bulletin.hotspots.iter().map(|hot| {
        let figures = [hot.observed, hot.expected, hot.z, hot.p].map(|value| value.to_string());
        let [observed, expected, z, p] = figures;
        [hot.code.clone(), hot.name.clone(), hot.count.to_string(), observed, expected, z, p]
    });
    table(["code", "name", "count", "observed", "expected", "z", "p"], rows)
}

fn repeats(repeats: &Repeats) -> String {
    let head = [
        "alert",
        "category",
        "subcategory",
        "count",
        "callers",
        "first",
        "last",
        "area",
        "lon",
        "lat",
        "complaints",
    ];
    let rows = repeats.items.iter().map(|item| {
        [
            item.alert.clone(),
            item.category.clone().unwrap_or_default(),
            item.subcategory.clone().unwrap_or_default(),
            item.count.to_string(),
            item.callers.to_string(),
            item.first.to_string(),
            item.last.to_string(),
            item.area.clone().unwrap_or_default(),
            number(item.point.map(|point| point[0])),
            number(item.point.map(|point| point[1])),
            item.complaints.join(" "),
        ]
    });
    table(head, rows)
}
