//! The map of a plan sheet: grids over water, under roads and buildings, as SVG in millimetres of paper.

use super::opened::Opened;
use crate::print::{Frame, Page, Text};
use crate::snapshot::RangeClass;
use onemap_engine::coord::Bounds;
use onemap_engine::coverage::FaceId;
use onemap_engine::record::{Road, RoadClass};

/// Below this scale a house would be a speck: buildings and minor roads are left out.
const DETAIL_MM_PER_M: f64 = 0.03;

/// Draws the grids; nothing where none of them has a place.
pub(super) fn map(page: &mut Page, opened: &Opened, faces: &[FaceId], short: impl Fn(&str) -> String) {
    let bounds = faces.iter().filter_map(|&face| opened.outline(face)?.bounds).reduce(Bounds::union);
    let Some(bounds) = bounds else { return };
    let frame = Frame::new(bounds);
    frame.open(page);
    grids(page, opened, faces, &frame);
    water(page, opened, &frame);
    roads(page, opened, &frame);
    buildings(page, opened, faces, &frame);
    borders(page, opened, faces, &frame);
    labels(page, opened, faces, &frame, short);
    frame.close(page);
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
