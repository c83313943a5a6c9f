//! The short way to a coverage, for polygons that are one already.
//!
//! Let edges meet at ends only, each polygon be valid by itself, repeated points aside, and each edge be used once from either side at
//! most. How many polygons cover a place then changes across *loose* edges only, those that one polygon alone uses. Where these have a
//! covered region on the one side and a bare one on the other, nothing is covered twice: the polygons are a coverage as they are, and the
//! bounded bare regions are its gaps. A polygon of one ring whose edges meet at ends only is valid if it passes no place twice.

use super::arrange::Arrangement;
use super::box_index::BoxIndex;
use super::edges::Ends;
use super::joined::Joined;
use super::model::{Coverage, FaceId};
use super::patch::Patches;
use super::report::{Issue, Report};
use super::rims::{Rim, bare_rims};
use super::{contacts, inspect};
use crate::coord::predicate::edges;
use crate::coord::{Bounds, MultiPolygon};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// Polygons that fit as they are.
pub(crate) struct Fit {
    pub(crate) joined: Joined,
    polygons: u32,
    /// The shapes of the gaps.
    pub(crate) gaps: Vec<MultiPolygon>,
    pub(crate) report: Report,
}

impl Fit {
    /// `None` where some do not.
    pub(crate) fn of(polygons: &[MultiPolygon]) -> Option<Self> {
        let joined = Joined::of(polygons)?;
        let (meet, bare) = rayon::join(|| contacts::are_there(&joined.lines()), || bare_rims(&joined));
        let bare = bare.filter(|_| !meet)?;
        let (gaps, by_itself) = rayon::join(|| gaps(&joined, &bare), || of_each(polygons, &joined));
        let (mut issues, gaps): (Vec<_>, _) = gaps.into_iter().unzip();
        issues.extend(by_itself?);
        Some(Self { joined, polygons: polygons.len() as u32, gaps, report: Report::new(issues) })
    }

    pub(crate) fn coverage(&self) -> Coverage {
        self.joined.coverage(self.polygons)
    }
}

/// What is to be said of each polygon by itself, if its edges meet at ends only; `None` where that keeps one from being taken as it is.
fn of_each(polygons: &[MultiPolygon], joined: &Joined) -> Option<Vec<Issue>> {
    let folded: FxHashSet<FaceId> = joined.folded.iter().copied().collect();
    let shapes: Vec<_> = joined.rings.chunk_by(|a, b| a.1 == b.1).collect();
    let of_shape = |rings: &&[(Range<u32>, FaceId)]| {
        let face = rings[0].1;
        let place = face.polygon()?;
        let shape = &polygons[place];
        let repeats_nothing = shape.rings().all(|ring| edges(ring).all(|[a, b]| a != b));
        let mut issues: Vec<Issue> = match (folded.contains(&face), rings.len()) {
            (true, _) => inspect::flaws_of(place, shape).collect(),
            (false, 1) if repeats_nothing => return Some(Vec::new()),
            _ => inspect::flaws_of_apart(place, shape).collect(),
        };
        if issues.iter().any(|issue| !issue.kind.is_harmless()) {
            return None;
        }
        if rings.len() > 1 {
            issues.extend(inspect::pieces(joined.shape(rings, !folded.contains(&face)), face));
        }
        Some(issues)
    };
    let issues: Option<Vec<_>> = shapes.par_iter().map(of_shape).collect();
    Some(issues?.concat())
}

/// The gaps. All bare rims in their boxes are looked at, since islands may lie in them.
fn gaps(joined: &Joined, bare: &[Rim]) -> Vec<(Issue, MultiPolygon)> {
    let boxes: Vec<Bounds> = bare.iter().filter(|rim| rim.is_gap()).map(|rim| rim.bounds).collect();
    let index = BoxIndex::new(&boxes);
    let is_near =
        |rim: &&Rim| index.any(|b| b.contains(rim.bounds.min) && b.contains(rim.bounds.max), |_| true);
    let mut loose: Vec<(Ends, FaceId, FaceId)> =
        bare.iter().filter(is_near).flat_map(|rim| &rim.spots).map(|&spot| joined.sides(spot)).collect();
    loose.sort_unstable();
    let (ends, faces): (Vec<_>, Vec<_>) =
        loose.into_iter().map(|(ends, left, right)| (ends, (left, right))).unzip();
    Loose { ends, faces }.gaps()
}

/// Closed walks along loose edges: these, in order, with the faces on their left and right.
struct Loose {
    ends: Vec<Ends>,
    faces: Vec<(FaceId, FaceId)>,
}

impl Loose {
    /// The bare regions between them.
    fn gaps(&self) -> Vec<(Issue, MultiPolygon)> {
        let arrangement = Arrangement::new(&self.ends);
        let patches = Patches::new(&self.ends, &arrangement);
        let is_bare = |&region: &u32| self.beyond(patches.border(region)[0]) != FaceId::OUTSIDE;
        let issue = |region: u32| {
            let around = patches.border(region).iter().map(|&half| self.beyond(half));
            (inspect::gap(&patches, region, around), patches.shape(&[region]))
        };
        (1..arrangement.regions).filter(is_bare).map(issue).collect()
    }

    /// The face on the right of a half edge.
    fn beyond(&self, half: u32) -> FaceId {
        let (left, right) = self.faces[half as usize / 2];
        if half.is_multiple_of(2) { right } else { left }
    }
}
