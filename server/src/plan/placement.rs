//! Which buildings and complaints each grid of a plan has, kept up to date edit by edit.
//!
//! Every face keeps its members. After an edit, only the members of the faces it touched are located again, among these faces
//! alone; everything else is shared with the placement before.

use super::city::City;
use onemap_engine::assign::Tally;
use onemap_engine::coord::LatticePoint;
use onemap_engine::coverage::{Arc as Boundary, Coverage, FaceId};
use onemap_engine::locate::GridIndex;
use onemap_engine::plan::{Change, Plan};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::sync::Arc;

/// The members of one face.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// Numbers of the buildings whose point is in the face, ascending.
    pub buildings: Vec<u32>,
    /// Positions of the complaints that count for it, ascending: those of its buildings, and those far from any building.
    pub complaints: Vec<u32>,
    /// What the buildings have.
    pub tally: Tally,
}

/// The members of every face of a plan, the outside first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement(Vec<Arc<Members>>);

impl Placement {
    /// Places everything anew.
    #[must_use]
    pub fn new(plan: &Plan, city: &City) -> Self {
        let coverage = plan.coverage();
        let index = GridIndex::build(coverage);
        let buildings = located(&index, city.building_points());
        let complaints: Vec<u32> = city
            .complaints()
            .into_par_iter()
            .with_min_len(1024)
            .map(|complaint| {
                let through = city.building_of(complaint).map(|building| buildings[building as usize]);
                through
                    .filter(|&face| face != FaceId::OUTSIDE.0)
                    .unwrap_or_else(|| face_at(&index, city.complaint_point(complaint)))
            })
            .collect();
        let faces = coverage.faces().len() + 1;
        let members = by_face(faces, &buildings).into_iter().zip(by_face(faces, &complaints));
        Self(
            members
                .map(|(buildings, complaints)| Arc::new(Members::new(buildings, complaints, city)))
                .collect(),
        )
    }

    /// The members of a face; none for one that the plan does not have.
    #[must_use]
    pub fn members(&self, face: FaceId) -> &Members {
        static NOBODY: Members = Members { buildings: Vec::new(), complaints: Vec::new(), tally: Tally::ZERO };
        self.0.get(face.0 as usize).map_or(&NOBODY, |members| members)
    }

    /// The face of every building, by its number.
    #[must_use]
    pub fn building_faces(&self, buildings: usize) -> Vec<FaceId> {
        self.column(buildings, |members| &members.buildings)
    }

    /// The face of every complaint, by its position; the outside for those without a place.
    #[must_use]
    pub fn complaint_faces(&self, complaints: usize) -> Vec<FaceId> {
        self.column(complaints, |members| &members.complaints)
    }

    fn column(&self, length: usize, of: impl Fn(&Members) -> &[u32]) -> Vec<FaceId> {
        let mut faces = vec![FaceId::OUTSIDE; length];
        for (face, members) in (0..).zip(&self.0) {
            of(members).iter().for_each(|&member| faces[member as usize] = FaceId(face));
        }
        faces
    }

    /// The placement after changes that lead from one plan to another.
    #[must_use]
    pub fn after(&self, before: &Plan, plan: &Plan, changes: &[Change], city: &City) -> Self {
        let touched = Touched::of(changes, [before.coverage(), plan.coverage()]);
        let near = Neighbourhood::new(plan.coverage(), &touched.inner);
        let buildings = self.moved_buildings(&touched, &near, city);
        let followers = self.followers(&touched, &buildings, city);
        let everywhere = OnceCell::new();
        let here = |complaint: u32| {
            let place = city.complaint_point(complaint);
            let building = city.building_of(complaint).and_then(|building| buildings.get(&building).copied());
            match building {
                // Its building has left all grids: the place may lie in a grid that was not touched.
                Some(FaceId::OUTSIDE) => {
                    let index = everywhere.get_or_init(|| GridIndex::build(plan.coverage()));
                    FaceId(face_at(index, place))
                }
                Some(face) => face,
                None => near.face_at(place),
            }
        };
        let mut lists = Lists::default();
        buildings.iter().for_each(|(&building, &face)| lists.entry(face).or_default().0.push(building));
        let gathered = self.gathered(&touched, |members| &members.complaints);
        for complaint in gathered.into_iter().chain(followers.iter().copied()) {
            lists.entry(here(complaint)).or_default().1.push(complaint);
        }
        let mut next = self.without(&touched, &followers);
        next.0.resize_with(plan.coverage().faces().len() + 1, Arc::default);
        lists.into_iter().for_each(|(face, lists)| next.add(face, lists, city));
        next
    }

    /// The buildings of the touched faces, each with its face now.
    fn moved_buildings(&self, touched: &Touched, near: &Neighbourhood, city: &City) -> FxHashMap<u32, FaceId> {
        let points = city.building_points();
        let face =
            |building: u32| points[building as usize].map_or(FaceId::OUTSIDE, |point| near.face_at(point));
        self.gathered(touched, |members| &members.buildings)
            .into_iter()
            .map(|building| (building, face(building)))
            .collect()
    }

    fn gathered(&self, touched: &Touched, of: impl Fn(&Members) -> &[u32]) -> Vec<u32> {
        touched.all().flat_map(|face| of(self.members(face)).iter().copied()).collect()
    }

    /// Complaints of faces that were not touched whose building was in no grid and is in one now.
    fn followers(&self, touched: &Touched, buildings: &FxHashMap<u32, FaceId>, city: &City) -> FxHashSet<u32> {
        if !touched.outside {
            return FxHashSet::default();
        }
        let outside = &self.members(FaceId::OUTSIDE).buildings;
        let homed: FxHashSet<u32> =
            outside.iter().copied().filter(|building| buildings[building] != FaceId::OUTSIDE).collect();
        if homed.is_empty() {
            return FxHashSet::default();
        }
        let of_homed =
            |complaint: &u32| city.building_of(*complaint).is_some_and(|building| homed.contains(&building));
        let here: FxHashSet<u32> =
            self.gathered(touched, |members| &members.complaints).into_iter().filter(of_homed).collect();
        city.complaints().filter(of_homed).filter(|complaint| !here.contains(complaint)).collect()
    }

    /// This placement with nobody in the touched faces, and without the followers anywhere.
    fn without(&self, touched: &Touched, followers: &FxHashSet<u32>) -> Self {
        let mut next = self.clone();
        for face in touched.all() {
            if let Some(members) = next.0.get_mut(face.0 as usize) {
                *members = Arc::default();
            }
        }
        for members in next.0.iter_mut().filter(|_| !followers.is_empty()) {
            if members.complaints.iter().any(|complaint| followers.contains(complaint)) {
                Arc::make_mut(members).complaints.retain(|complaint| !followers.contains(complaint));
            }
        }
        next
    }

    fn add(&mut self, face: FaceId, (buildings, complaints): (Vec<u32>, Vec<u32>), city: &City) {
        let Some(members) = self.0.get_mut(face.0 as usize) else { return };
        let members = Arc::make_mut(members);
        members.buildings.extend(buildings);
        members.buildings.sort_unstable();
        members.complaints.extend(complaints);
        members.complaints.sort_unstable();
        members.tally = city.snapshot.buildings.sum(&members.buildings);
    }
}

/// Buildings and complaints to be added to faces.
type Lists = FxHashMap<FaceId, (Vec<u32>, Vec<u32>)>;

impl Members {
    fn new(buildings: Vec<u32>, complaints: Vec<u32>, city: &City) -> Self {
        Self { tally: city.snapshot.buildings.sum(&buildings), buildings, complaints }
    }
}

/// The faces whose members may change.
struct Touched {
    inner: Vec<FaceId>,
    /// Whether a place leaves or enters the outside.
    outside: bool,
}

impl Touched {
    fn of(changes: &[Change], coverages: [&Coverage; 2]) -> Self {
        let mut inner: Vec<FaceId> = changes.iter().flat_map(Change::touched).collect();
        let outside = arcs(changes).any(|arc| arc.left == FaceId::OUTSIDE || arc.right == FaceId::OUTSIDE);
        if outside {
            // What stands exactly on a boundary with the outside belongs to one of all the faces that meet there.
            let points: FxHashSet<LatticePoint> =
                arcs(changes).flat_map(|arc| arc.points.iter().copied()).collect();
            let meets = |arc: &&Boundary| {
                [0, arc.points.len() - 1].iter().any(|&end| points.contains(&arc.points[end]))
            };
            let meeting = coverages.into_iter().flat_map(Coverage::arcs).filter(meets);
            inner.extend(meeting.flat_map(|arc| [arc.left, arc.right]).filter(|&face| face != FaceId::OUTSIDE));
        }
        inner.sort_unstable();
        inner.dedup();
        Self { inner, outside }
    }

    fn all(&self) -> impl Iterator<Item = FaceId> {
        self.outside.then_some(FaceId::OUTSIDE).into_iter().chain(self.inner.iter().copied())
    }
}

fn arcs(changes: &[Change]) -> impl Iterator<Item = &Boundary> {
    changes.iter().flat_map(|change| change.delta.removed.iter().chain(&change.delta.added))
}

/// An index of some faces of a plan alone; everything else counts as outside.
struct Neighbourhood {
    faces: Vec<FaceId>,
    index: GridIndex,
}

impl Neighbourhood {
    /// Faces ascending.
    fn new(coverage: &Coverage, faces: &[FaceId]) -> Self {
        let mut numbers: Vec<u32> =
            faces.iter().flat_map(|&face| coverage.arc_numbers(face)).copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let own = |face: FaceId| faces.binary_search(&face).map_or(FaceId::OUTSIDE, FaceId::of_polygon);
        let arcs = numbers.into_iter().map(|number| {
            let arc = &coverage.arcs()[number as usize];
            Boundary { points: Arc::clone(&arc.points), left: own(arc.left), right: own(arc.right) }
        });
        let part = Coverage::from_arcs(arcs.collect(), faces.len() as u32);
        Self { faces: faces.to_vec(), index: GridIndex::build(&part) }
    }

    fn face_at(&self, place: LatticePoint) -> FaceId {
        self.index.locate(place).and_then(FaceId::polygon).map_or(FaceId::OUTSIDE, |own| self.faces[own])
    }
}

fn face_at(index: &GridIndex, place: LatticePoint) -> u32 {
    index.locate(place).unwrap_or(FaceId::OUTSIDE).0
}

fn located(index: &GridIndex, points: &[Option<LatticePoint>]) -> Vec<u32> {
    let face = |point: &Option<LatticePoint>| point.map_or(FaceId::OUTSIDE.0, |point| face_at(index, point));
    points.par_iter().with_min_len(1024).map(face).collect()
}

/// Places in a column by the face that stands there.
fn by_face(faces: usize, column: &[u32]) -> Vec<Vec<u32>> {
    let mut lists = vec![Vec::new(); faces];
    for (place, &face) in (0..).zip(column) {
        lists[face as usize].push(place);
    }
    lists
}
