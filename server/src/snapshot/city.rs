//! The outermost level: one area that holds everything, whether the store has its outline or not.

use super::areas::AreaSet;
use onemap_engine::coord::{Bounds, MultiPolygon};
use onemap_engine::record::{Area, AreaLevel};

/// Code and name of a city that the store does not name.
const NAMELESS: &str = "city";

/// The city as the only area of its level: the first one of the store, or one without an outline that takes its measures
/// from what it holds.
pub(super) fn whole(
    stored: Vec<Area>,
    name: Option<String>,
    outermost: &AreaSet,
    bounds: Option<Bounds>,
) -> AreaSet {
    let outlined = stored.into_iter().next();
    let has_outline = outlined.is_some();
    let area = outlined.unwrap_or_else(|| nameless(name));
    let mut set = AreaSet::new(AreaLevel::City, vec![area]);
    if !has_outline {
        let [entry] = set.entries_mut() else { return set };
        entry.area_m2 = outermost.iter().map(|(_, area)| area.area_m2).sum();
        entry.bounds = bounds;
        entry.point = bounds.map(Bounds::middle);
    }
    set
}

fn nameless(name: Option<String>) -> Area {
    Area {
        level: AreaLevel::City,
        code: NAMELESS.to_owned(),
        name,
        parent: None,
        kind: None,
        households: None,
        residents: None,
        starts: None,
        ends: None,
        shape: MultiPolygon::default(),
    }
}
