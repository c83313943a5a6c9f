//! The communities of a city as the engine wants them: each with its buildings and what divides it.

use crate::snapshot::{FaceNumber, Snapshot};
use onemap_engine::assign::Tally;
use onemap_engine::coord::{Bounds, Line, MultiPolygon};
use onemap_engine::coverage::FaceId;
use onemap_engine::partition::{Building, Divider, Ground, units};
use onemap_engine::record::{AreaLevel, RoadClass};
use rustc_hash::FxHashMap;

/// One community, and which building of the city each of its buildings is.
pub(super) struct CommunityGround {
    pub(super) ground: Ground,
    pub(super) buildings: Vec<Unit>,
}

/// A building of the city, or one of its units, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    pub(super) building: u32,
    pub(super) unit: u32,
    /// 1 for a whole building.
    pub(super) of: u32,
}

impl Unit {
    pub(super) fn tally(self, snapshot: &Snapshot) -> Tally {
        snapshot.buildings.tally(self.building).part(self.unit, self.of)
    }
}

/// What is near a community is looked up among these.
pub(super) struct Surroundings<'a> {
    snapshot: &'a Snapshot,
    dividers: Vec<(Bounds, Divider, Line)>,
    /// By number of the community: its buildings. The first are in none.
    by_community: Vec<Vec<u32>>,
    /// By number of the building; empty where nobody asks.
    complaints: FxHashMap<u32, f64>,
    /// Buildings with more households than this are cut into their units.
    most: f64,
}

impl<'a> Surroundings<'a> {
    pub(super) fn new(snapshot: &'a Snapshot) -> Self {
        let mut by_community = vec![Vec::new(); snapshot.levels[AreaLevel::Community].len() + 1];
        for (face, building) in snapshot.buildings.faces[AreaLevel::Community].iter().zip(0..) {
            by_community[face.0 as usize].push(building);
        }
        Self {
            snapshot,
            dividers: dividers(snapshot),
            by_community,
            complaints: FxHashMap::default(),
            most: f64::INFINITY,
        }
    }

    /// With buildings of more households than a grid may have cut into their units.
    pub(super) fn split_by_unit(self, most: f64) -> Self {
        Self { most, ..self }
    }

    /// With the complaints of each building, by its number.
    pub(super) fn with_complaints(self, complaints: FxHashMap<u32, f64>) -> Self {
        Self { complaints, ..self }
    }

    pub(super) fn outside(&self) -> &[u32] {
        &self.by_community[0]
    }

    /// All of a community.
    pub(super) fn ground(&self, community: FaceNumber) -> CommunityGround {
        let shape = self.snapshot.levels[AreaLevel::Community].coverage.polygon(FaceId(community));
        self.with_buildings(shape, self.by_community[community as usize].clone())
    }

    /// A part of a community that some of its grids in force make up.
    pub(super) fn of_shape(
        &self,
        community: FaceNumber,
        shape: MultiPolygon,
        grids: &[FaceId],
    ) -> CommunityGround {
        let of_grid = &self.snapshot.buildings.faces[AreaLevel::Grid];
        let all = self.by_community[community as usize].iter().copied();
        self.with_buildings(shape, all.filter(|&number| grids.contains(&of_grid[number as usize])).collect())
    }

    fn with_buildings(&self, shape: MultiPolygon, buildings: Vec<u32>) -> CommunityGround {
        let bounds = shape.bounds();
        let is_near = |near: &Bounds| bounds.is_some_and(|bounds| bounds.meets(near));
        let near = self.dividers.iter().filter(|(bounds, ..)| is_near(bounds));
        let dividers = near.map(|(_, divider, line)| (*divider, line.clone())).collect();
        let (buildings, of_ground) = buildings.iter().flat_map(|&number| self.units(number)).unzip();
        CommunityGround { ground: Ground { shape, dividers, buildings: of_ground }, buildings }
    }

    /// A building, or its units where it has too many households for one grid.
    fn units(&self, number: u32) -> Vec<(Unit, Building)> {
        let whole = self.building(number);
        let count = self.snapshot.buildings.records.units[number as usize].unwrap_or(1);
        let all = if whole.households > self.most { units(&whole, count) } else { vec![whole] };
        let of = all.len() as u32;
        (0..of).map(|unit| Unit { building: number, unit, of }).zip(all).collect()
    }

    fn building(&self, number: u32) -> Building {
        let complaints = self.complaints.get(&number).copied().unwrap_or_default();
        let (all, number) = (&self.snapshot.buildings, number as usize);
        Building {
            place: all.points[number].unwrap_or_default(),
            outline: all.records.footprints.get(number).outline(|point| point),
            households: all.records.households[number].unwrap_or(0.0),
            complaints,
        }
    }
}

fn dividers(snapshot: &Snapshot) -> Vec<(Bounds, Divider, Line)> {
    let roads = snapshot.roads.iter().flat_map(|road| {
        let divider = match road.class {
            RoadClass::Rail | RoadClass::Motorway => Divider::Barrier,
            _ => Divider::Road,
        };
        road.lines.iter().map(move |line| (divider, line.clone()))
    });
    let water =
        snapshot.water.iter().flat_map(|water| outlines(&water.shape)).map(|line| (Divider::Barrier, line));
    let walls = snapshot
        .compounds
        .iter()
        .flat_map(|compound| outlines(&compound.shape))
        .map(|line| (Divider::Wall, line));
    let all = roads.chain(water).chain(walls);
    all.filter_map(|(divider, line)| Some((Bounds::around(line.iter().copied())?, divider, line))).collect()
}

/// The rings of a shape as closed lines.
fn outlines(shape: &MultiPolygon) -> Vec<Line> {
    shape.rings().map(|ring| ring.iter().chain(ring.first()).copied().collect()).collect()
}
