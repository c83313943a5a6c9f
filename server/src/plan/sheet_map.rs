//! The map of a plan sheet: grids over water, under roads and buildings, as SVG in millimetres of paper.

use super::opened::Opened;
use super::print::{Page, Text};
use crate::snapshot::RangeClass;
use onemap_engine::coord::{Bounds, LatticePoint, LocalPlane};
use onemap_engine::coverage::FaceId;
use onemap_engine::record::{Road, RoadClass};
use std::fmt::Write;

/// Width of the map, and how high it may become so that the table begins on the same page.
const WIDTH_MM: f64 = 186.0;
const HEIGHT_MM: f64 = 150.0;
const MARGIN_MM: f64 = 4.0;
/// Below this scale a house would be a speck: buildings and minor roads are left out.
const DETAIL_MM_PER_M: f64 = 0.03;
const SCALE_BAR_MM: f64 = 40.0;

/// Draws the grids; nothing where none of them has a place.
pub(super) fn map(page: &mut Page, opened: &Opened, faces: &[FaceId], short: impl Fn(&str) -> String) {
    let bounds = faces.iter().filter_map(|&face| opened.outline(face)?.bounds).reduce(Bounds::union);
    let Some(bounds) = bounds else { return };
    let frame = Frame::new(bounds);
    page.raw(format_args!("<svg viewBox=\"0 0 {WIDTH_MM:.1} {:.1}\" role=\"img\">", frame.height_mm));
    page.raw(format_args!("<rect class=\"land\" width=\"{WIDTH_MM:.1}\" height=\"{:.1}\"/>", frame.height_mm));
    grids(page, opened, faces, &frame);
    water(page, opened, &frame);
    roads(page, opened, &frame);
    buildings(page, opened, faces, &frame);
    borders(page, opened, faces, &frame);
    labels(page, opened, faces, &frame, short);
    scale_bar(page, &frame);
    north(page);
    page.raw(format_args!("</svg>"));
}

fn grids(page: &mut Page, opened: &Opened, faces: &[FaceId], frame: &Frame) {
    for &face in faces {
        let class = opened.balance(face, &opened.city.default_filter()).and_then(|it| it.range);
        let class = class.map_or("unknown", RangeClass::word);
        let path = frame.path(opened.plan.coverage().polygon(face).rings());
        page.raw(format_args!("<path class=\"grid {class}\" d=\"{path}\"/>"));
    }
}

/// Over everything that could hide them.
fn borders(page: &mut Page, opened: &Opened, faces: &[FaceId], frame: &Frame) {
    for &face in faces {
        let path = frame.path(opened.plan.coverage().polygon(face).rings());
        page.raw(format_args!("<path class=\"border\" d=\"{path}\"/>"));
    }
}

fn water(page: &mut Page, opened: &Opened, frame: &Frame) {
    let near = opened.city.snapshot.water.iter().filter(|it| frame.shows(it.shape.bounds()));
    near.for_each(|it| {
        page.raw(format_args!("<path class=\"water\" d=\"{}\"/>", frame.path(it.shape.rings())))
    });
}

fn roads(page: &mut Page, opened: &Opened, frame: &Frame) {
    let class = |road: &Road| match road.class {
        RoadClass::Rail => "rail",
        RoadClass::Motorway | RoadClass::Primary => "major",
        RoadClass::Secondary => "middle",
        RoadClass::Residential | RoadClass::Other => "minor",
    };
    let near = opened.city.snapshot.roads.iter().filter(|road| {
        let is_seen = frame.mm_per_m >= DETAIL_MM_PER_M || class(road) != "minor";
        is_seen && frame.shows(Bounds::around(road.lines.iter().flatten().copied()))
    });
    for road in near {
        let mut path = String::new();
        road.lines.iter().for_each(|line| frame.draw(line, &mut path));
        page.raw(format_args!("<path class=\"road {}\" d=\"{path}\"/>", class(road)));
    }
}

/// Those of the grids, as one path.
fn buildings(page: &mut Page, opened: &Opened, faces: &[FaceId], frame: &Frame) {
    if frame.mm_per_m < DETAIL_MM_PER_M {
        return;
    }
    let mut path = String::new();
    for &number in faces.iter().flat_map(|&face| &opened.placement.members(face).buildings) {
        for (_, ring) in opened.city.snapshot.buildings.records.get(number as usize).footprint.rings() {
            frame.draw(ring, &mut path);
            path.push('Z');
        }
    }
    page.raw(format_args!("<path class=\"building\" d=\"{path}\"/>"));
}

fn labels(page: &mut Page, opened: &Opened, faces: &[FaceId], frame: &Frame, short: impl Fn(&str) -> String) {
    let households = page.language.of("户", "households");
    for &face in faces {
        let place = opened.outline(face).and_then(|it| it.point);
        let balance = opened.balance(face, &opened.city.default_filter());
        let Some((point, grid)) = place.zip(balance) else { continue };
        let (x, y) = frame.at(point);
        let name = short(grid.name.as_deref().unwrap_or(&grid.code));
        page.raw(format_args!("<text class=\"name\" x=\"{x:.2}\" y=\"{y:.2}\">{}</text>", Text(&name)));
        if let Some(number) = grid.households {
            page.raw(format_args!("<text x=\"{x:.2}\" y=\"{:.2}\">{number:.0} {households}</text>", y + 3.6));
        }
    }
}

fn scale_bar(page: &mut Page, frame: &Frame) {
    let lengths = [1.0, 2.0, 5.0].map(|step| (0..5).map(move |power| step * 10_f64.powi(power)));
    let fitting = lengths.into_iter().flatten().filter(|metres| metres * frame.mm_per_m <= SCALE_BAR_MM);
    let metres = fitting.fold(1.0, f64::max);
    let (x, y) = (6.0, frame.height_mm - 5.0);
    let end = x + metres * frame.mm_per_m;
    page.raw(format_args!(
        "<path class=\"scale\" d=\"M{x:.2} {:.2}V{y:.2}H{end:.2}V{:.2}\"/>",
        y - 1.5,
        y - 1.5
    ));
    let (length, unit) = if metres < 1000.0 { (metres, "m") } else { (metres / 1000.0, "km") };
    page.raw(format_args!(
        "<text x=\"{:.2}\" y=\"{:.2}\">{length} {unit}</text>",
        f64::midpoint(x, end),
        y - 2.5
    ));
}

fn north(page: &mut Page) {
    let (x, name) = (WIDTH_MM - 8.0, page.language.of("北", "N"));
    page.raw(format_args!("<path class=\"north\" d=\"M{x:.1} 4l2.4 8l-2.4 -1.8l-2.4 1.8Z\"/>"));
    page.raw(format_args!("<text x=\"{x:.1}\" y=\"15.5\">{name}</text>"));
}

/// Places on the ground as places on paper: the whole box, in the middle, with a margin around it.
struct Frame {
    plane: LocalPlane,
    middle_m: (f64, f64),
    mm_per_m: f64,
    height_mm: f64,
    bounds: Bounds,
}

impl Frame {
    fn new(bounds: Bounds) -> Self {
        let middle = |a: i32, b: i32| i32::midpoint(a, b);
        let centre = LatticePoint::new(middle(bounds.min.x, bounds.max.x), middle(bounds.min.y, bounds.max.y));
        let plane = LocalPlane::at(centre);
        let ((west, south), (east, north)) = (plane.to_metres(bounds.min), plane.to_metres(bounds.max));
        let (width, height) = ((east - west).max(1.0), (north - south).max(1.0));
        let room = |mm: f64| mm - 2.0 * MARGIN_MM;
        let mm_per_m = (room(WIDTH_MM) / width).min(room(HEIGHT_MM) / height);
        let middle_m = (f64::midpoint(west, east), f64::midpoint(south, north));
        let mut frame =
            Self { plane, middle_m, mm_per_m, height_mm: height * mm_per_m + 2.0 * MARGIN_MM, bounds };
        let corner = |x, y| frame.place(x, y);
        frame.bounds = bounds.with(corner(0.0, 0.0)).with(corner(WIDTH_MM, frame.height_mm));
        frame
    }

    fn at(&self, point: LatticePoint) -> (f64, f64) {
        let (x, y) = self.plane.to_metres(point);
        let ((mx, my), k) = (self.middle_m, self.mm_per_m);
        (WIDTH_MM / 2.0 + (x - mx) * k, self.height_mm / 2.0 + (my - y) * k)
    }

    fn place(&self, x: f64, y: f64) -> LatticePoint {
        let ((mx, my), k) = (self.middle_m, self.mm_per_m);
        self.plane.from_metres(mx + (x - WIDTH_MM / 2.0) / k, my + (self.height_mm / 2.0 - y) / k)
    }

    /// Whether any of a box may be seen on the paper.
    fn shows(&self, bounds: Option<Bounds>) -> bool {
        bounds.is_some_and(|bounds| bounds.meets(&self.bounds))
    }

    fn draw(&self, line: &[LatticePoint], path: &mut String) {
        for (i, &point) in line.iter().enumerate() {
            let ((x, y), command) = (self.at(point), if i == 0 { 'M' } else { 'L' });
            write!(path, "{command}{x:.2} {y:.2}").expect("writing to a string never fails");
        }
    }

    fn path<'a>(&self, rings: impl Iterator<Item = &'a Vec<LatticePoint>>) -> String {
        let mut path = String::new();
        for ring in rings {
            self.draw(ring, &mut path);
            path.push('Z');
        }
        path
    }
}
