//! The plan sheet of a community: a map of its grids and a table of what each has.

use super::balance::Balance;
use super::opened::Opened;
use super::print::{Cell, Language, Page, Style, Text};
use crate::snapshot::RangeClass;
use onemap_engine::coord::{Bounds, LatticePoint, LocalPlane};
use onemap_engine::coverage::FaceId;
use onemap_engine::record::{AreaLevel, StaffRole};
use std::fmt::Write;

/// Width of the map in millimetres of paper.
const WIDTH_MM: f64 = 180.0;

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
    let title = format!("{name} · {} {}", language.of("网格划分图", "Grids of the plan"), opened.row.name);
    let mut page = Page::new(language, style, &title);
    map(&mut page, opened, &faces);
    table(&mut page, opened, &faces);
    Some(page.finish())
}

/// Code and name of a community.
fn found(opened: &Opened, name: &str) -> Option<(String, String)> {
    let communities = &opened.city.snapshot.levels[AreaLevel::Community];
    let found = communities.find(name).and_then(|number| communities.get(number));
    let found = found.or_else(|| communities.iter().find(|(_, it)| it.name == name).map(|(_, it)| it));
    found.map(|community| (community.code.clone(), community.name.clone()))
}

fn map(page: &mut Page, opened: &Opened, faces: &[FaceId]) {
    let bounds = faces.iter().filter_map(|&face| opened.outline(face)?.bounds).reduce(Bounds::union);
    let Some(bounds) = bounds else { return };
    let frame = Frame::new(bounds);
    page.raw(format_args!("<svg viewBox=\"0 0 {WIDTH_MM:.1} {:.1}\" role=\"img\">", frame.height_mm));
    for &face in faces {
        let class = opened.balance(face, &opened.city.default_filter()).and_then(|it| it.range);
        let class = class.map_or("unknown", RangeClass::word);
        page.raw(format_args!(
            "<path class=\"grid {class}\" fill-rule=\"evenodd\" d=\"{}\"/>",
            path(opened, face, &frame)
        ));
    }
    for &face in faces {
        let (Some(point), Some(grid)) = (opened.outline(face).and_then(|it| it.point), opened.plan.grid(face))
        else {
            continue;
        };
        let (x, y) = frame.at(point);
        page.raw(format_args!("<text x=\"{x:.2}\" y=\"{y:.2}\">{}</text>", Text(&grid.code)));
    }
    page.raw(format_args!("</svg>"));
}

fn path(opened: &Opened, face: FaceId, frame: &Frame) -> String {
    let mut path = String::new();
    for ring in opened.plan.coverage().polygon(face).rings() {
        for (i, &point) in ring.iter().enumerate() {
            let (x, y) = frame.at(point);
            write!(path, "{}{x:.2} {y:.2}", if i == 0 { 'M' } else { 'L' })
                .expect("writing to a string never fails");
        }
        path.push('Z');
    }
    path
}

/// Places on the ground as places on paper.
struct Frame {
    plane: LocalPlane,
    west_m: f64,
    north_m: f64,
    mm_per_m: f64,
    height_mm: f64,
}

impl Frame {
    fn new(bounds: Bounds) -> Self {
        let middle = |a: i32, b: i32| i32::midpoint(a, b);
        let centre = LatticePoint::new(middle(bounds.min.x, bounds.max.x), middle(bounds.min.y, bounds.max.y));
        let plane = LocalPlane::at(centre);
        let ((west_m, south), (east, north_m)) = (plane.to_metres(bounds.min), plane.to_metres(bounds.max));
        let mm_per_m = WIDTH_MM / (east - west_m).max(1.0);
        Self { plane, west_m, north_m, mm_per_m, height_mm: (north_m - south).max(1.0) * mm_per_m }
    }

    fn at(&self, point: LatticePoint) -> (f64, f64) {
        let (x, y) = self.plane.to_metres(point);
        ((x - self.west_m) * self.mm_per_m, (self.north_m - y) * self.mm_per_m)
    }
}

fn table(page: &mut Page, opened: &Opened, faces: &[FaceId]) {
    let l = page.language;
    let head = [
        l.of("网格编码", "Code"),
        l.of("名称", "Name"),
        l.of("面积 m²", "Area, m²"),
        l.of("楼栋", "Buildings"),
        l.of("户数", "Households"),
        l.of("人口", "Residents"),
        l.of("工单", "Complaints"),
        l.of("人员", "Staff"),
    ];
    let filter = opened.city.default_filter();
    let grids: Vec<Balance> = faces.iter().filter_map(|&face| opened.balance(face, &filter)).collect();
    let rows = grids.iter().map(|grid| row(grid, staff(opened, &grid.code, l)));
    page.table(head, rows.chain([sum(&grids, l)]));
}

fn row(grid: &Balance, staff: String) -> [Cell; 8] {
    [
        Cell::text(&grid.code),
        Cell::maybe(grid.name.as_deref()),
        Cell::Figure(Some(grid.area_m2), 0),
        Cell::count(grid.buildings),
        Cell::Figure(grid.households, 1),
        Cell::Figure(grid.residents, 0),
        Cell::count(grid.complaints),
        Cell::text(staff),
    ]
}

fn sum(grids: &[Balance], language: Language) -> [Cell; 8] {
    let add = |of: fn(&Balance) -> f64| Cell::Figure(Some(grids.iter().map(of).sum()), 0);
    [
        Cell::text(language.of("合计", "Together")),
        Cell::text(""),
        add(|grid| grid.area_m2),
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
