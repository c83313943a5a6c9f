//! The plan sheet of a community: a map of its grids and a table of what each has.

use super::balance::Balance;
use super::opened::Opened;
use super::plan_name;
use super::sheet_map;
use crate::print::{Cell, Language, Page, Style};
use crate::store::{PlanState, Target};
use onemap_engine::coverage::FaceId;
use onemap_engine::record::{AreaLevel, StaffRole};

/// A hectare; in Chinese documents 万 m².
const M2_PER_HA: f64 = 10_000.0;

/// The sheet of a community by its code or name, or of the whole plan; `None` where there is no such community.
#[must_use]
pub fn sheet(opened: &Opened, community: Option<&str>, language: Language, style: Style) -> Option<String> {
    let place = match community {
        Some(name) => Some(found(opened, name)?),
        None => None,
    };
    let code = place.as_ref().map(|(code, _)| code.as_str());
    let belongs =
        |face: FaceId| code.is_none() || opened.outline(face).and_then(|it| it.parent.as_deref()) == code;
    let faces: Vec<FaceId> = opened.plan.grids().map(|(face, _)| face).filter(|&face| belongs(face)).collect();
    let name = place.map_or_else(|| opened.city.snapshot.city().name.clone(), |(_, name)| name);
    let title = match language {
        Language::Chinese => format!("{name}网格划分图"),
        Language::English => format!("Grids of {name}"),
    };
    let mut page = Page::new(language, style, &title);
    preamble(&mut page, opened);
    // On its own map a community need not be named in every grid.
    sheet_map::map(&mut page, opened, &faces, |grid| grid.strip_prefix(&name).unwrap_or(grid).to_owned());
    legend(&mut page, opened);
    table(&mut page, opened, &faces);
    signatures(&mut page);
    Some(page.finish())
}

/// Code and name of a community.
fn found(opened: &Opened, name: &str) -> Option<(String, String)> {
    let communities = &opened.city.snapshot.levels[AreaLevel::Community];
    let found = communities.find(name).and_then(|number| communities.get(number));
    let found = found.or_else(|| communities.iter().find(|(_, it)| it.name == name).map(|(_, it)| it));
    found.map(|community| (community.code.clone(), community.name.clone()))
}

/// What the plan is, whom it is for and what it is measured by.
fn preamble(page: &mut Page, opened: &Opened) {
    let (l, row, Target { min, max }) = (page.language, &opened.row, opened.scales().target());
    let state = match row.state {
        PlanState::Draft => l.of("草案", "draft"),
        PlanState::Submitted => l.of("待审核", "submitted"),
        PlanState::Approved => l.of("已批准", "approved"),
        PlanState::InForce => l.of("现行", "in force"),
        PlanState::Replaced => l.of("已被替代", "replaced"),
    };
    let name = plan_name(&row.name, l);
    let window = opened.city.snapshot.default_window();
    let (from, to) = (window.from.date(), window.to.date());
    let starts = row
        .starts
        .map(|day| l.of("，{} 启用", ", from {}").replace("{}", &day.to_string()))
        .unwrap_or_default();
    page.paragraph(&match l {
        Language::Chinese => format!(
            "{}（{state}{starts}，第 {} 次修订）。目标每网格 {min}–{max} 户；诉求统计 {from} 至 {to}（不含）。",
            name, row.revision
        ),
        Language::English => format!(
            "{} ({state}{starts}, revision {}). Target {min}–{max} households per grid; complaints from {from} until {to}.",
            name, row.revision
        ),
    });
}

fn legend(page: &mut Page, opened: &Opened) {
    let (l, Target { min, max }) = (page.language, opened.scales().target());
    page.raw(format_args!(
        "<ul class=\"legend\"><li class=\"under\">{} {min} {h}<li class=\"in\">{min}–{max} {h}<li class=\"over\">{} {max} {h}</ul>",
        l.of("少于", "fewer than"),
        l.of("多于", "more than"),
        h = l.of("户", "households"),
    ));
}

/// Where those who answer for the plan sign it.
fn signatures(page: &mut Page) {
    let l = page.language;
    let roles = [
        l.of("编制", "Drawn by"),
        l.of("审核", "Checked by"),
        l.of("批准", "Approved by"),
        l.of("日期", "Date"),
    ];
    page.raw(format_args!("<ul class=\"signatures\">"));
    roles.iter().for_each(|role| page.raw(format_args!("<li>{role}")));
    page.raw(format_args!("</ul>"));
}

fn table(page: &mut Page, opened: &Opened, faces: &[FaceId]) {
    let l = page.language;
    let head = [
        l.of("网格编码", "Code"),
        l.of("名称", "Name"),
        l.of("面积 万 m²", "Area, ha"),
        l.of("楼栋", "Buildings"),
        l.of("户数", "Households"),
        l.of("人口", "Residents"),
        l.of("诉求", "Complaints"),
        l.of("人员", "Staff"),
    ];
    let filter = opened.city.default_filter();
    let grids: Vec<Balance> = faces.iter().filter_map(|&face| opened.balance(face, &filter)).collect();
    let rows = grids.iter().map(|grid| row(grid, staff(opened, &grid.code, l)));
    page.raw(format_args!("<div class=\"summed\">"));
    page.table(head, rows.chain([sum(&grids, l)]));
    page.raw(format_args!("</div>"));
}

fn row(grid: &Balance, staff: String) -> [Cell; 8] {
    [
        Cell::text(&grid.code),
        Cell::maybe(grid.name.as_deref()),
        Cell::Figure(Some(grid.area_m2 / M2_PER_HA), 2),
        Cell::count(grid.buildings),
        Cell::Figure(grid.households, 0),
        Cell::Figure(grid.residents, 0),
        Cell::count(grid.complaints),
        Cell::text(staff),
    ]
}

fn sum(grids: &[Balance], language: Language) -> [Cell; 8] {
    let total = |of: fn(&Balance) -> f64| grids.iter().map(of).sum::<f64>();
    let add = |of: fn(&Balance) -> f64| Cell::Figure(Some(total(of)), 0);
    [
        Cell::text(language.of("合计", "Together")),
        Cell::text(""),
        Cell::Figure(Some(total(|grid| grid.area_m2) / M2_PER_HA), 2),
        add(|grid| grid.buildings as f64),
        add(|grid| grid.households.unwrap_or(0.0)),
        add(|grid| grid.residents.unwrap_or(0.0)),
        add(|grid| grid.complaints as f64),
        Cell::text(""),
    ]
}

/// The people on duty in a grid, in the order of their roles.
fn staff(opened: &Opened, code: &str, language: Language) -> String {
    let role = |role: StaffRole| match role {
        StaffRole::Head => language.of("网格长", "head"),
        StaffRole::Worker => language.of("网格员", "worker"),
        StaffRole::Instructor => language.of("指导员", "instructor"),
        StaffRole::Assistant => language.of("辅助人员", "assistant"),
        StaffRole::Other => language.of("其他", "other"),
    };
    let people = opened.city.snapshot.staff_of(code).iter();
    people.map(|person| format!("{}（{}）", person.name, role(person.role))).collect::<Vec<_>>().join("、")
}
