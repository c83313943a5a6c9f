//! The map of a bulletin: areas by complaints, hotspots outlined, places that many complain of numbered.

use super::Bulletin;
use crate::print::{Frame, Page};
use crate::snapshot::Snapshot;
use onemap_engine::coord::Bounds;
use onemap_engine::coverage::FaceId;

/// Shades of the areas, by rank.
const SHADES: usize = 5;
/// Places that are numbered on the map, as in their table.
pub(super) const NUMBERED: usize = 10;

/// Draws the areas of the bulletin; nothing where it has none.
pub(super) fn map(page: &mut Page, bulletin: &Bulletin, snapshot: &Snapshot) {
    let Some(level) = bulletin.areas_level else { return };
    let set = &snapshot.levels[level];
    let faces: Vec<(FaceId, usize)> = bulletin
        .areas
        .iter()
        .enumerate()
        .filter_map(|(rank, area)| Some((FaceId(set.find(area.code.as_deref()?)?), rank)))
        .collect();
    let bounds = faces.iter().filter_map(|&(face, _)| set.get(face.0)?.bounds).reduce(Bounds::union);
    let Some(bounds) = bounds else { return };
    let frame = Frame::new(bounds);
    frame.open(page);
    for &(face, rank) in &faces {
        let shade = SHADES - rank * SHADES / faces.len();
        let path = frame.path(set.coverage.polygon(face).rings());
        page.raw(format_args!("<path class=\"grid shade{shade}\" d=\"{path}\"/>"));
    }
    for &(face, _) in &faces {
        let path = frame.path(set.coverage.polygon(face).rings());
        page.raw(format_args!("<path class=\"border\" d=\"{path}\"/>"));
    }
    for hot in &bulletin.hotspots {
        let path = frame.path(snapshot.levels[bulletin.units_level].coverage.polygon(hot.face).rings());
        page.raw(format_args!("<path class=\"hot\" d=\"{path}\"/>"));
    }
    for &(face, rank) in &faces {
        if let Some((x, y)) = set.get(face.0).and_then(|area| area.point).map(|point| frame.at(point)) {
            page.raw(format_args!("<text class=\"name\" x=\"{x:.2}\" y=\"{y:.2}\">"));
            page.text(&bulletin.areas[rank].name);
            page.raw(format_args!("</text>"));
        }
    }
    let numbered = bulletin.repeat_subjects.items.iter().take(NUMBERED).zip(1..);
    for ((x, y), number) in numbered.filter_map(|(item, number)| Some((frame.at(item.place?), number))) {
        page.raw(format_args!("<circle class=\"mark\" cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"2.3\"/>"));
        page.raw(format_args!("<text class=\"number\" x=\"{x:.2}\" y=\"{:.2}\">{number}</text>", y + 1.0));
    }
    frame.close(page);
}
