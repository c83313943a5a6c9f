//! The areas of one level: their plan as a coverage, an index to find them by place, and what is in them.

use super::buildings::Buildings;
use super::levels::FaceNumber;
use crate::spelling;
use onemap_engine::assign::{Tally, Workload};
use onemap_engine::coord::{Bounds, LatticePoint, LocalPlane, MultiPolygon};
use onemap_engine::coverage::{Coverage, FaceId, Simplifier};
use onemap_engine::locate::GridIndex;
use onemap_engine::record::{Area, AreaLevel};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// All areas of one level.
#[derive(Clone, Debug)]
pub struct AreaSet {
    pub level: AreaLevel,
    pub coverage: Coverage,
    pub index: GridIndex,
    /// Buildings and people in none of the areas.
    pub unassigned: Tally,
    entries: Vec<AreaEntry>,
    by_code: FxHashMap<String, FaceNumber>,
}

/// One area, its geometry measured.
#[derive(Clone, Debug)]
pub struct AreaEntry {
    pub code: String,
    /// The name, or the code where there is none.
    pub name: String,
    /// Code or name of the area above, as the file gave it.
    pub declared_parent: Option<String>,
    /// The area above that holds this one, found by geometry.
    pub parent: Option<(AreaLevel, FaceNumber)>,
    pub area_m2: f64,
    /// `None` for an area that covers nothing.
    pub bounds: Option<Bounds>,
    /// A point inside; `None` for an area that covers nothing.
    pub point: Option<LatticePoint>,
    /// Figures the file itself carried.
    pub given_households: Option<f64>,
    pub given_residents: Option<f64>,
    /// Buildings and people in it.
    pub tally: Tally,
    /// Buildings whose households were estimated.
    pub estimated: u32,
}

impl AreaSet {
    /// The set of a level's areas, each face of the coverage being the area at its place.
    #[must_use]
    pub fn new(level: AreaLevel, areas: Vec<Area>) -> Self {
        let (shapes, names): (Vec<MultiPolygon>, Vec<Area>) = areas.into_iter().map(split).unzip();
        let coverage = Coverage::build(&shapes).coverage;
        drop(shapes);
        let index = GridIndex::build(&coverage);
        let by_code = names.iter().zip(1..).map(|(area, face)| (area.code.clone(), face)).collect();
        let faces: Vec<FaceId> = coverage.faces().collect();
        let entries =
            names.into_par_iter().zip(faces).map(|(area, face)| measured(area, &coverage, face)).collect();
        Self { level, coverage, index, unassigned: Tally::default(), entries, by_code }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The area with this number; none for 0.
    #[must_use]
    pub fn get(&self, face: FaceNumber) -> Option<&AreaEntry> {
        self.entries.get(FaceId(face).polygon()?)
    }

    /// The areas with their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (FaceNumber, &AreaEntry)> {
        self.entries.iter().enumerate().map(|(place, entry)| (FaceId::of_polygon(place).0, entry))
    }

    pub(super) fn entries_mut(&mut self) -> &mut [AreaEntry] {
        &mut self.entries
    }

    /// Puts all buildings into the first area, that of the city.
    pub(super) fn count_all(&mut self, buildings: &Buildings) {
        self.count(buildings, &vec![FaceId::of_polygon(0); buildings.records.len()]);
    }

    /// Adds up the buildings by the areas they are in.
    pub fn count(&mut self, buildings: &Buildings, faces: &[FaceId]) {
        let workload = Workload::of(self.len(), buildings.tallies(), faces, &[]);
        self.unassigned = workload.unassigned();
        for (entry, &tally) in self.entries.iter_mut().zip(workload.grids()) {
            entry.tally = tally;
            entry.estimated = 0;
        }
        let estimated =
            buildings.records.households_estimated.iter().zip(faces).filter(|(estimated, _)| **estimated);
        for place in estimated.filter_map(|(_, face)| face.polygon()) {
            self.entries[place].estimated += 1;
        }
    }

    #[must_use]
    pub fn find(&self, code: &str) -> Option<FaceNumber> {
        self.by_code.get(code).copied()
    }

    /// The number of the area that holds a point, 0 where none does.
    #[must_use]
    pub fn face_at(&self, place: LatticePoint) -> FaceNumber {
        self.index.locate(place).unwrap_or(FaceId::OUTSIDE).0
    }

    /// The number of the area that a complaint counts for whose place only stands for the grid it names or, where it names none,
    /// for its community: then it counts for no grid.
    #[must_use]
    pub fn face_of_area(&self, place: LatticePoint, grid: Option<&str>) -> FaceNumber {
        let face = self.face_at(place);
        let is_known = match self.level {
            AreaLevel::Grid => self.get(face).zip(grid).is_some_and(|(entry, grid)| entry.is_called(grid)),
            _ => true,
        };
        if is_known { face } else { 0 }
    }

    /// Takes out the corners that span a triangle of less than the square of a tolerance in metres with those beside them. Neighbours
    /// stay neighbours; who is in which area and how large it is stays as it was.
    pub fn simplify(&mut self, tolerance_m: f64) {
        let Some(bounds) = self.coverage.bounds() else { return };
        let middle = LatticePoint::new(
            i32::midpoint(bounds.min.x, bounds.max.x),
            i32::midpoint(bounds.min.y, bounds.max.y),
        );
        let plane = LocalPlane::at(middle);
        let area = tolerance_m * tolerance_m / (plane.metres_per_x() * plane.metres_per_y());
        self.coverage = Simplifier::up_to(area, &self.coverage).at(area);
    }

    /// The areas that hold each place; the outside for what has none.
    #[must_use]
    pub fn faces_at(&self, places: &[Option<LatticePoint>]) -> Vec<FaceId> {
        let face =
            |place: &Option<LatticePoint>| place.map_or(FaceId::OUTSIDE, |place| FaceId(self.face_at(place)));
        places.par_iter().with_min_len(1024).map(face).collect()
    }

    /// The areas that share a boundary line with this one, by number.
    #[must_use]
    pub fn neighbours(&self, face: FaceNumber) -> Vec<FaceNumber> {
        let around = self.coverage.neighbours(FaceId(face));
        around.into_iter().map(|(other, _)| other.0).filter(|&other| other != FaceId::OUTSIDE.0).collect()
    }
}

impl AreaEntry {
    /// Whether this is its code or name, however it is spelt.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let name = spelling::normal(name);
        [&self.code, &self.name].into_iter().any(|own| spelling::normal(own) == name)
    }
}

/// An area's shape, and the rest of it.
fn split(mut area: Area) -> (MultiPolygon, Area) {
    (std::mem::take(&mut area.shape), area)
}

fn measured(area: Area, coverage: &Coverage, face: FaceId) -> AreaEntry {
    AreaEntry {
        name: area.name.unwrap_or_else(|| area.code.clone()),
        code: area.code,
        declared_parent: area.parent,
        parent: None,
        area_m2: coverage.area_m2(face),
        bounds: coverage.face_bounds(face),
        point: coverage.inner_point(face),
        given_households: area.households,
        given_residents: area.residents,
        tally: Tally::default(),
        estimated: 0,
    }
}
