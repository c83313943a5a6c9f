//! The units in which complaints are counted.

use super::Refusal;
use super::cells::Cells;
use super::squares::Squares;
use crate::plan::Opened;
use crate::snapshot::{AreaSet, FaceNumber, Snapshot};
use onemap_engine::coord::h3::Resolution;
use onemap_engine::coord::{Bounds, LatticePoint, MultiPolygon, centroid};
use onemap_engine::coverage::FaceId;
use onemap_engine::heat::Filter;
use onemap_engine::record::{AreaLevel, LocalTime};
use rayon::prelude::*;
use std::borrow::Cow;
use std::str::FromStr;

/// Which units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum UnitKind {
    /// The areas of a level, for grids those in force.
    Areas(AreaLevel),
    /// H3 cells of a resolution.
    H3(Resolution),
    /// Squares with so many metres a side.
    Squares(f64),
}

impl FromStr for UnitKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const WRONG: &str = "give grids, communities, streets, districts, h3: and a resolution from 0 to 15 as h3:9, or square: \
            and metres as square:500";
        let h3 = |number: &str| number.parse::<u8>().ok().and_then(|it| Resolution::try_from(it).ok());
        let metres =
            |number: &str| number.parse().ok().filter(|metres: &f64| metres.is_finite() && *metres > 0.0);
        let kind = match text.split_once(':') {
            Some(("h3", number)) => h3(number).map(Self::H3),
            Some(("square", number)) => metres(number).map(Self::Squares),
            _ => match text {
                "grids" => Some(Self::Areas(AreaLevel::Grid)),
                "communities" => Some(Self::Areas(AreaLevel::Community)),
                "streets" => Some(Self::Areas(AreaLevel::Street)),
                "districts" => Some(Self::Areas(AreaLevel::District)),
                _ => None,
            },
        };
        kind.ok_or_else(|| WRONG.to_owned())
    }
}

/// All units of a kind in a city.
pub struct Units<'a> {
    /// Codes of areas, indexes of cells, columns and rows of squares.
    pub names: Vec<String>,
    /// What distances are measured from: centroids of areas, centres of cells and squares.
    pub places: Vec<LatticePoint>,
    pub(super) layout: Layout<'a>,
    /// By position in the complaint columns: the unit, counted from 1; 0 for none.
    complaints: Cow<'a, [u32]>,
}

pub(super) enum Layout<'a> {
    Areas(Box<Cow<'a, AreaSet>>),
    Cells(Cells),
    Squares(Squares),
}

impl<'a> Units<'a> {
    /// All areas of a level; or all cells or squares whose centre lies in an area of the city, and those that hold a complaint of
    /// any time or kind.
    ///
    /// # Errors
    /// When there are none, or more than `most`, if not in the city, then in the box around it.
    pub fn of(snapshot: &'a Snapshot, kind: UnitKind, most: usize) -> Result<Self, Refusal> {
        let units = match kind {
            UnitKind::Areas(level) => Self::areas(snapshot, level),
            UnitKind::H3(resolution) => {
                check_number(snapshot, resolution.area_m2(), most)?;
                Self::cells(snapshot, Cells::of(snapshot, resolution))
            }
            UnitKind::Squares(metres) => {
                check_number(snapshot, metres * metres, most)?;
                Self::squares(snapshot, Squares::of(snapshot, metres))
            }
        };
        match units.len() {
            0 => Err(Refusal::new("units", "the store has none of them")),
            many if many > most => {
                Err(Refusal::new("units", format!("there are {many}, {most} at most; give larger ones")))
            }
            _ => Ok(units),
        }
    }

    fn areas(snapshot: &'a Snapshot, level: AreaLevel) -> Self {
        let set = &snapshot.levels[level];
        let place = |face: FaceId| centroid(&set.coverage.polygon(face)).unwrap_or_default();
        let faces: Vec<FaceId> = set.coverage.faces().collect();
        Self {
            names: set.iter().map(|(_, area)| area.code.clone()).collect(),
            places: faces.into_par_iter().map(place).collect(),
            layout: Layout::Areas(Box::new(Cow::Borrowed(set))),
            complaints: Cow::Borrowed(&snapshot.complaints.faces[level]),
        }
    }

    /// The grids of a plan, a draft say.
    ///
    /// # Errors
    /// When it has none.
    pub fn of_plan(opened: &Opened, snapshot: &Snapshot) -> Result<Self, Refusal> {
        let mut unit_of = vec![FaceId::OUTSIDE; opened.plan.coverage().faces().len() + 1];
        for (unit, (face, _)) in opened.plan.grids().enumerate() {
            unit_of[face.0 as usize] = FaceId::of_polygon(unit);
        }
        let to_units = |faces: Vec<FaceId>| faces.into_iter().map(|face| unit_of[face.0 as usize]);
        let mut set = AreaSet::new(AreaLevel::Grid, opened.plan.areas());
        if set.is_empty() {
            return Err(Refusal::new("plan", "it has no grids"));
        }
        let buildings = opened.placement.building_faces(snapshot.buildings.points.len());
        set.count(&snapshot.buildings, &to_units(buildings).collect::<Vec<_>>());
        let complaints = opened.placement.complaint_faces(snapshot.complaints.columns.len());
        let places = set.coverage.faces().map(|face| centroid(&set.coverage.polygon(face)).unwrap_or_default());
        Ok(Self {
            names: set.iter().map(|(_, area)| area.code.clone()).collect(),
            places: places.collect(),
            complaints: to_units(complaints).map(|unit| unit.0).collect(),
            layout: Layout::Areas(Box::new(Cow::Owned(set))),
        })
    }

    fn cells(snapshot: &Snapshot, cells: Cells) -> Self {
        Self {
            names: cells.all.iter().map(ToString::to_string).collect(),
            places: cells.centers(),
            complaints: by_complaint(snapshot, |point| cells.holding(point)),
            layout: Layout::Cells(cells),
        }
    }

    fn squares(snapshot: &Snapshot, squares: Squares) -> Self {
        Self {
            names: squares.all.iter().map(|[column, row]| format!("c{column}r{row}")).collect(),
            places: squares.all.iter().map(|&square| squares.center(square)).collect(),
            complaints: by_complaint(snapshot, |point| squares.holding(point)),
            layout: Layout::Squares(squares),
        }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Complaints that pass a filter in each unit, and in none.
    #[must_use]
    pub fn counts(&self, snapshot: &Snapshot, filter: &Filter) -> (Vec<u64>, u64) {
        let selection = snapshot.complaints.columns.select(filter);
        let mut counts = selection.counts_by_key(&self.complaints, self.len() + 1);
        let outside = counts.remove(0);
        (counts, outside)
    }

    /// The same in each step, the steps of one unit together.
    #[must_use]
    pub(super) fn series(&self, snapshot: &Snapshot, filter: &Filter, edges: &[LocalTime]) -> (Vec<u64>, u64) {
        let selection = snapshot.complaints.columns.select(filter);
        let mut counts = selection.series_by_key(&self.complaints, self.len() + 1, edges);
        let outside = counts.drain(..edges.len() - 1).sum();
        (counts, outside)
    }

    /// The unit that the complaint at a position lies in.
    pub(super) fn of_complaint(&self, position: usize) -> Option<usize> {
        (self.complaints[position] as usize).checked_sub(1)
    }

    /// How many units have their place in an area.
    pub(super) fn of_area(&self, snapshot: &Snapshot, (level, face): (AreaLevel, FaceNumber)) -> usize {
        if level == AreaLevel::City {
            return self.len();
        }
        let set = &snapshot.levels[level];
        self.places.par_iter().filter(|&&place| set.face_at(place) == face).count()
    }

    /// The unit that holds a place.
    pub(super) fn holding(&self, place: LatticePoint) -> Option<usize> {
        match &self.layout {
            Layout::Areas(set) => FaceId(set.face_at(place)).polygon(),
            Layout::Cells(cells) => cells.holding(place).map(|unit| unit as usize),
            Layout::Squares(squares) => squares.holding(place).map(|unit| unit as usize),
        }
    }

    /// The outline of a unit.
    #[must_use]
    pub fn shape(&self, unit: usize) -> MultiPolygon {
        match &self.layout {
            Layout::Areas(set) => set.coverage.polygon(FaceId::of_polygon(unit)),
            Layout::Cells(cells) => cells.shape(unit),
            Layout::Squares(squares) => squares.shape(unit),
        }
    }
}

/// The box around all areas, `None` for a city without any.
pub(super) fn areas_bounds(snapshot: &Snapshot) -> Option<Bounds> {
    snapshot.levels.iter().filter_map(|(_, set)| set.coverage.bounds()).reduce(Bounds::union)
}

/// Whether a place lies in an area of any level.
pub(super) fn is_in_an_area(snapshot: &Snapshot, place: LatticePoint) -> bool {
    snapshot.levels.iter().any(|(_, set)| set.face_at(place) != 0)
}

/// The points of all located complaints, in the order of their positions.
pub(super) fn complaint_points(snapshot: &Snapshot) -> impl IndexedParallelIterator<Item = LatticePoint> + '_ {
    let columns = &snapshot.complaints.columns;
    (0..columns.located())
        .into_par_iter()
        .with_min_len(4096)
        .map(|position| columns.point(position).to_lattice())
}

fn by_complaint<'a>(
    snapshot: &Snapshot,
    holding: impl Fn(LatticePoint) -> Option<u32> + Sync,
) -> Cow<'a, [u32]> {
    let mut units: Vec<u32> =
        complaint_points(snapshot).map(|point| holding(point).map_or(0, |unit| unit + 1)).collect();
    units.resize(snapshot.complaints.columns.len(), 0);
    Cow::Owned(units)
}

fn check_number(snapshot: &Snapshot, unit_m2: f64, most: usize) -> Result<(), Refusal> {
    let Some(Bounds { min, max }) = areas_bounds(snapshot) else { return Ok(()) };
    let corners = [min, LatticePoint::new(max.x, min.y), max, LatticePoint::new(min.x, max.y)];
    let units = onemap_engine::coord::area::ring_area_m2(&corners) / unit_m2;
    if units <= most as f64 {
        return Ok(());
    }
    let wrong =
        format!("about {units:.0} of them lie in the box around the city, {most} at most; give larger ones");
    Err(Refusal::new("units", wrong))
}
