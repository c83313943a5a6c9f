//! Who is above whom: found by geometry, cross-checked with what the files say.

use super::Snapshot;
use super::areas::{AreaEntry, AreaSet};
use super::levels::{FaceNumber, LEVELS, PerLevel};
use onemap_engine::record::AreaLevel;

/// Gives every area its parent: the area of the nearest level above that holds its inner point, or, where none does, the
/// one its file declares. Returns how many areas declare another parent than geometry finds.
pub(super) fn connect(levels: &mut PerLevel<AreaSet>) -> usize {
    let mut contradicted = 0;
    for level in LEVELS {
        let parents: Vec<_> = levels[level].iter().map(|(_, entry)| parent(levels, level, entry)).collect();
        for (entry, parent) in levels[level].entries_mut().iter_mut().zip(parents) {
            contradicted += usize::from(parent.contradicted);
            entry.parent = parent.found;
        }
    }
    contradicted
}

struct Parent {
    found: Option<(AreaLevel, FaceNumber)>,
    /// Whether the file names another area of the same level.
    contradicted: bool,
}

fn parent(levels: &PerLevel<AreaSet>, level: AreaLevel, entry: &AreaEntry) -> Parent {
    let above = levels.iter().rev().filter(|(other, set)| *other < level && !set.is_empty());
    for (_, set) in above {
        let declared = entry.declared_parent.as_deref().and_then(|name| named(set, name));
        let holding = entry.point.map_or(0, |point| set.face_at(point));
        // The city holds everything, whether its outline is known or not.
        let whole = (set.level == AreaLevel::City).then_some(Snapshot::CITY);
        if let Some(found) = Some(holding).filter(|&face| face != 0).or(declared).or(whole) {
            let contradicted = declared.is_some_and(|declared| declared != found);
            return Parent { found: Some((set.level, found)), contradicted };
        }
    }
    Parent { found: None, contradicted: false }
}

/// The area with this code, or else this name.
fn named(set: &AreaSet, name: &str) -> Option<FaceNumber> {
    set.find(name).or_else(|| set.iter().find(|(_, entry)| entry.name == name).map(|(face, _)| face))
}

/// The areas above one, the nearest first.
pub fn ancestors(
    levels: &PerLevel<AreaSet>,
    level: AreaLevel,
    face: FaceNumber,
) -> impl Iterator<Item = (AreaLevel, FaceNumber)> {
    let above =
        |&(level, face): &(AreaLevel, FaceNumber)| levels[level].get(face).and_then(|entry| entry.parent);
    std::iter::successors(above(&(level, face)), move |below| above(below))
}
