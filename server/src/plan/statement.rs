//! The comparison of two plans as a statement to be printed and filed.

use super::balance::Balance;
use super::compare::{Comparison, Fate, GridChange};
use super::plan_name;
use crate::print::{Cell, Language, Page, Style};

/// Rows of the table of moves; the rest is counted.
const MOVES: usize = 200;

/// A comparison as a page.
#[must_use]
pub fn statement(comparison: &Comparison, language: Language, style: Style) -> String {
    let [from, to] = [&comparison.from, &comparison.to].map(|side| plan_name(&side.name, language));
    let title = format!("{}{from} → {to}", language.of("网格调整对照表：", "Change of grids: "));
    let mut page = Page::new(language, style, &title);
    let window = &comparison.window;
    let (from, to) = (window.from.date(), window.to.date());
    page.paragraph(&match language {
        Language::Chinese => format!("诉求统计 {from} 至 {to}（不含）。"),
        Language::English => format!("Complaints from {from} until {to}."),
    });
    totals(&mut page, comparison);
    moves(&mut page, comparison);
    grids(&mut page, comparison);
    page.finish()
}

fn totals(page: &mut Page, comparison: &Comparison) {
    let l = page.language;
    page.heading(l.of("总体", "Overall"));
    let (a, b) = (&comparison.from.totals, &comparison.to.totals);
    let row = |name: &str, a: Option<f64>, b: Option<f64>, decimals| {
        let change = a.zip(b).map(|(a, b)| b - a);
        [Cell::text(name), Cell::Figure(a, decimals), Cell::Figure(b, decimals), Cell::Figure(change, decimals)]
    };
    let percent = |share: Option<f64>| share.map(|share| 100.0 * share);
    let rows = [
        row(l.of("网格数", "Grids"), Some(a.grids as f64), Some(b.grids as f64), 0),
        row(l.of("户数", "Households"), Some(a.households), Some(b.households), 0),
        row(
            l.of("达标网格占比 %", "Grids in range, %"),
            percent(a.in_range_share),
            percent(b.in_range_share),
            1,
        ),
        row(l.of("户数标准差", "Standard deviation of households"), a.households_sd, b.households_sd, 1),
        row(
            l.of("紧凑度（Polsby–Popper 均值）", "Compactness (Polsby–Popper, mean)"),
            a.polsby_popper,
            b.polsby_popper,
            3,
        ),
        row(l.of("紧凑度（Reock 均值）", "Compactness (Reock, mean)"), a.reock, b.reock, 3),
    ];
    page.table(["", l.of("调整前", "Before"), l.of("调整后", "After"), l.of("变化", "Change")], rows);
    let moved = &comparison.moved;
    page.paragraph(&match l {
        Language::Chinese => format!(
            "调整楼栋 {} 栋，{:.0} 户，{:.0} 人；{} 件诉求改归其他网格。",
            moved.buildings, moved.households, moved.residents, moved.complaints
        ),
        Language::English => format!(
            "{} buildings with {:.0} households and {:.0} residents move; {} complaints count for another grid.",
            moved.buildings, moved.households, moved.residents, moved.complaints
        ),
    });
}

fn moves(page: &mut Page, comparison: &Comparison) {
    let l = page.language;
    if comparison.moves.is_empty() {
        return;
    }
    page.heading(l.of("划转明细", "From grid to grid"));
    let nowhere = l.of("（无网格）", "(no grid)");
    let rows = comparison.moves.iter().take(MOVES).map(|moved| {
        [
            Cell::text(moved.from.as_deref().unwrap_or(nowhere)),
            Cell::text(moved.to.as_deref().unwrap_or(nowhere)),
            Cell::count(moved.what.buildings),
            Cell::Figure(Some(moved.what.households), 0),
            Cell::Figure(Some(moved.what.residents), 0),
            Cell::count(moved.what.complaints),
            Cell::Figure(Some(moved.what.area_m2), 0),
        ]
    });
    let head = [
        l.of("原网格", "From"),
        l.of("现网格", "To"),
        l.of("楼栋", "Buildings"),
        l.of("户数", "Households"),
        l.of("人口", "Residents"),
        l.of("诉求", "Complaints"),
        l.of("面积 m²", "Area, m²"),
    ];
    page.table(head, rows);
    let left_out = comparison.moves.len().saturating_sub(MOVES);
    if left_out > 0 {
        page.paragraph(&format!("{} {left_out}", l.of("未列出的划转：", "Moves not listed:")));
    }
}

fn grids(page: &mut Page, comparison: &Comparison) {
    let l = page.language;
    if comparison.grids.is_empty() {
        return page.paragraph(l.of("两个方案的网格相同。", "The grids of both plans are the same."));
    }
    page.heading(l.of("网格变化", "Grids that change"));
    let head = [
        l.of("网格", "Grid"),
        l.of("变化", "Fate"),
        l.of("相关网格", "With"),
        l.of("户数 前", "Households before"),
        l.of("后", "after"),
        l.of("诉求 前", "Complaints before"),
        l.of("后", "after"),
        l.of("紧凑度 前", "Compactness before"),
        l.of("后", "after"),
    ];
    page.table(head, comparison.grids.iter().map(|grid| row(grid, l)));
}

fn row(grid: &GridChange, language: Language) -> [Cell; 9] {
    let of = |balance: &Option<Balance>, figure: fn(&Balance) -> Option<f64>, decimals| {
        Cell::Figure(balance.as_ref().and_then(figure), decimals)
    };
    let code = grid.after.as_ref().or(grid.before.as_ref()).map(|balance| balance.code.as_str());
    [
        Cell::maybe(code),
        Cell::text(fate(grid.fate, language)),
        Cell::text(grid.others.join(" ")),
        of(&grid.before, |it| it.households, 0),
        of(&grid.after, |it| it.households, 0),
        of(&grid.before, |it| Some(it.complaints as f64), 0),
        of(&grid.after, |it| Some(it.complaints as f64), 0),
        of(&grid.before, |it| Some(it.polsby_popper), 3),
        of(&grid.after, |it| Some(it.polsby_popper), 3),
    ]
}

fn fate(fate: Fate, language: Language) -> &'static str {
    match fate {
        Fate::Unchanged => language.of("不变", "unchanged"),
        Fate::Renamed => language.of("更名", "renamed"),
        Fate::Reshaped => language.of("调界", "reshaped"),
        Fate::Split => language.of("拆分", "split"),
        Fate::Merged => language.of("合并", "merged"),
        Fate::New => language.of("新设", "new"),
        Fate::Gone => language.of("撤销", "gone"),
    }
}
