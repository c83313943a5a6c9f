//! Buildings go to another grid: the boundary is redrawn between buildings, along roads and the outlines of compounds.
//!
//! Each place of a grid that gives buildings goes with the nearest building that is not across a road; so the new boundary runs
//! along a road where one lies between what goes and what stays, and midway between the two where none does.

use super::midlines::{midlines, spaced};
use super::refusal::{Reason, Refusal};
use super::{Plan, Surroundings};
use crate::assign::building_point;
use crate::coord::predicate::contact;
use crate::coord::{Bounds, LatticePoint, Line, LocalPlane, MultiPolygon, Polygon};
use crate::coverage::edit::{self, Choice, Piece};
use crate::coverage::{FaceId, is_inside};
use crate::record::Footprint;
use std::collections::{BTreeMap, BTreeSet};

/// Outlines are seen as points this many metres apart.
const SPACING_M: f64 = 5.0;
/// A building known by a point alone stands on a square with corners this many metres to either side of it, so that its place is
/// as firm as that of any other.
const POINT_REACH_M: f64 = 0.5;
/// Of so many buildings, nearest first, one must be on this side of the roads; else the nearest of all decides.
const CANDIDATES: usize = 16;

impl Plan {
    /// Hands buildings, by number, to a grid.
    pub(super) fn hand_over(
        &self,
        buildings: &BTreeSet<usize>,
        to: FaceId,
        around: &dyn Surroundings,
    ) -> Result<edit::Edit, Refusal> {
        let mut givers = self.givers(buildings, around)?;
        givers.remove(&to);
        if givers.is_empty() {
            return Err(edit::Reason::ChangesNothing.nowhere().into());
        }
        let faces: Vec<FaceId> = givers.keys().copied().collect();
        let stocks: BTreeMap<FaceId, Stock> =
            givers.into_iter().map(|(face, shape)| (face, Stock::of(&shape, buildings, around))).collect();
        let lines: Vec<Line> = stocks.values().flat_map(Stock::lines).collect();
        let choose = |piece: &Piece| {
            let verdict = stocks.get(&piece.face).map_or(Verdict::STAYS, |stock| stock.verdict(piece.place));
            Choice { owner: if verdict.goes { to } else { piece.face }, firm: verdict.firm }
        };
        let count = self.coverage.faces().len() as u32;
        Ok(self.coverage.recut(&faces, &lines, count, choose)?)
    }

    /// The faces that hold buildings, with their shapes.
    fn givers(
        &self,
        buildings: &BTreeSet<usize>,
        around: &dyn Surroundings,
    ) -> Result<BTreeMap<FaceId, MultiPolygon>, Refusal> {
        let mut givers: BTreeMap<FaceId, MultiPolygon> = BTreeMap::new();
        for &building in buildings {
            let Some(place) = building_point(&around.footprint(building)) else { continue };
            if givers.values().any(|shape| holds(shape, place)) {
                continue;
            }
            let face = self.coverage.face_around(place);
            if face == FaceId::OUTSIDE {
                return Err(Refusal {
                    reason: Reason::BuildingOutside(building.to_string()),
                    place: Some(place),
                });
            }
            givers.insert(face, self.coverage.polygon(face));
        }
        Ok(givers)
    }
}

fn holds(shape: &MultiPolygon, place: LatticePoint) -> bool {
    shape.0.iter().any(|polygon| is_inside(polygon, place))
}

/// Whether a place goes, and whether that stands whatever happens around it.
#[derive(Clone, Copy)]
struct Verdict {
    goes: bool,
    firm: bool,
}

impl Verdict {
    const STAYS: Self = Self { goes: false, firm: true };
}

/// One building of a giver.
struct Member {
    goes: bool,
    outline: MultiPolygon,
    /// Points along it.
    sites: Vec<LatticePoint>,
}

/// What stands in a grid that gives buildings, and what divides it.
struct Stock {
    members: Vec<Member>,
    /// Roads and outlines of compounds.
    barriers: Vec<Line>,
    bounds: Bounds,
    plane: LocalPlane,
}

impl Stock {
    fn of(shape: &MultiPolygon, going: &BTreeSet<usize>, around: &dyn Surroundings) -> Self {
        let bounds =
            shape.bounds().unwrap_or(Bounds { min: LatticePoint::default(), max: LatticePoint::default() });
        let plane = LocalPlane::at(bounds.min);
        let member = |building: usize| {
            let footprint = around.footprint(building);
            holds(shape, building_point(&footprint)?).then(|| {
                let outline = outline(footprint, &plane);
                let sites = rings(&outline).iter().flat_map(|ring| spaced(ring, &plane, SPACING_M)).collect();
                Member { goes: going.contains(&building), outline, sites }
            })
        };
        let members = around.buildings_near(&bounds).into_iter().filter_map(member).collect();
        let barriers = around.dividers_near(&bounds).iter().flat_map(|line| near(line, &bounds)).collect();
        Self { members, barriers, bounds, plane }
    }

    /// Where the grid may be cut: midway between what goes and what stays, along barriers, around buildings.
    fn lines(&self) -> Vec<Line> {
        let sites =
            self.members.iter().flat_map(|member| member.sites.iter().map(|&p| (p, u32::from(member.goes))));
        let midlines = midlines(&sites.collect::<Vec<_>>(), &self.bounds);
        let mut lines: Vec<Line> = midlines.into_iter().map(|midline| midline.line).collect();
        lines.extend(self.barriers.iter().cloned());
        lines.extend(self.members.iter().flat_map(|member| rings(&member.outline)));
        lines
    }

    fn verdict(&self, place: LatticePoint) -> Verdict {
        let inside = |member: &&Member| holds(&member.outline, place);
        match self.members.iter().find(inside) {
            Some(member) => Verdict { goes: member.goes, firm: true },
            None => Verdict { goes: self.nearest(place).is_some_and(|member| member.goes), firm: false },
        }
    }

    /// The nearest building on this side of the barriers; where the nearest ones are all beyond them, the nearest.
    fn nearest(&self, place: LatticePoint) -> Option<&Member> {
        let here = self.plane.to_metres(place);
        let distance = |p: &LatticePoint| {
            let there = self.plane.to_metres(*p);
            (there.0 - here.0).hypot(there.1 - here.1)
        };
        let closest = |member: &'_ Member| {
            let sites = member.sites.iter().map(|p| (distance(p), *p));
            sites.min_by(|a, b| a.0.total_cmp(&b.0))
        };
        let mut near: Vec<(f64, LatticePoint, &Member)> = self
            .members
            .iter()
            .filter_map(|member| closest(member).map(|(distance, site)| (distance, site, member)))
            .collect();
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        let seen = near.iter().take(CANDIDATES).find(|(_, site, _)| self.is_open([place, *site]));
        seen.or(near.first()).map(|(_, _, member)| *member)
    }

    /// Whether no barrier lies between two places.
    fn is_open(&self, sight: [LatticePoint; 2]) -> bool {
        sight[0] == sight[1]
            || !self
                .barriers
                .iter()
                .flat_map(|line| line.windows(2))
                .any(|pair| pair[0] != pair[1] && contact(sight, [pair[0], pair[1]]).is_some())
    }
}

/// What a building stands on.
fn outline(footprint: Footprint, plane: &LocalPlane) -> MultiPolygon {
    match footprint {
        Footprint::Outline(shape) => shape,
        Footprint::Point(place) => {
            let (x, y) = plane.to_metres(place);
            let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
            let corner = |(east, north): (f64, f64)| {
                plane.from_metres(x + east * POINT_REACH_M, y + north * POINT_REACH_M)
            };
            Polygon { shell: corners.map(corner).into(), holes: Vec::new() }.into()
        }
    }
}

/// The rings of an outline as closed lines.
fn rings(shape: &MultiPolygon) -> Vec<Line> {
    shape.rings().map(|ring| ring.iter().chain(ring.first()).copied().collect()).collect()
}

/// The runs of a line whose edges come near a box.
fn near(line: &[LatticePoint], bounds: &Bounds) -> Vec<Line> {
    let mut runs: Vec<Line> = Vec::new();
    let meets = |pair: &&[LatticePoint]| Bounds::around(pair.iter().copied()).is_some_and(|b| b.meets(bounds));
    for pair in line.windows(2).filter(meets) {
        match runs.last_mut().filter(|run| run.last() == Some(&pair[0])) {
            Some(run) => run.push(pair[1]),
            None => runs.push(pair.to_vec()),
        }
    }
    runs
}
