//! Store → snapshot: areas and buildings on one thread, complaints on another, then everything into its areas.

use super::areas::AreaSet;
use super::buildings::{self, Buildings};
use super::complaints::Ordered;
use super::levels::{FaceNumber, PerLevel};
use super::{BUILDING_WITHIN_METRES, Snapshot, city, hierarchy};
use crate::store::{self, Reader, Store};
use onemap_engine::assign::Nearest;
use onemap_engine::coord::{Bounds, LatticePoint};
use onemap_engine::coverage::FaceId;
use onemap_engine::record::{Area, AreaLevel, Building, Compound, LocalTime, Road, Staff, Water};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

impl Snapshot {
    /// The store as it is now. `now` is what to take for the present; the time of the last complaint where it is `None`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn load(store: &Store, now: Option<LocalTime>) -> store::Result<Self> {
        Self::load_by(store, now, None)
    }

    /// As [`Self::load`], with other grids than those in force: everything is counted by these.
    ///
    /// # Errors
    /// As above.
    pub fn load_by(store: &Store, now: Option<LocalTime>, grids: Option<Vec<Area>>) -> store::Result<Self> {
        let (places, complaints) = thread::scope(|scope| {
            let complaints = scope.spawn(|| store.reader()?.complaint_columns().map(Ordered::new));
            let places = store.reader()?.consistently(|reader| Places::read(reader, grids));
            let complaints = complaints.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Ok::<_, store::StoreError>((places?, complaints?))
        })?;
        Ok(assemble(store.clone(), now, places, complaints))
    }
}

/// What the store has besides complaints.
struct Places {
    levels: PerLevel<AreaSet>,
    buildings: Vec<Building>,
    bounds: Option<Bounds>,
    rest: Rest,
}

/// What is kept as it is.
struct Rest {
    compounds: Vec<Compound>,
    roads: Vec<Road>,
    water: Vec<Water>,
    staff: Vec<Staff>,
    grid_layers: Vec<store::GridLayer>,
    counts: store::Counts,
}

impl Places {
    fn read(reader: &Reader, mut grids: Option<Vec<Area>>) -> store::Result<Self> {
        let mut buildings = Vec::new();
        reader.buildings(|building| buildings.push(building))?;
        let mut levels = PerLevel::try_from_fn(|level| {
            let areas = match level {
                AreaLevel::City => Vec::new(),
                AreaLevel::Grid => grids.take().map_or_else(|| reader.areas(level), Ok)?,
                _ => reader.areas(level)?,
            };
            Ok::<_, store::StoreError>(AreaSet::new(level, areas))
        })?;
        let bounds = bounds(&levels, &buildings);
        let outermost = levels.iter().map(|(_, set)| set).find(|set| !set.is_empty());
        let name = reader.meta("name")?;
        let whole = city::whole(
            reader.areas(AreaLevel::City)?,
            name,
            outermost.unwrap_or(&levels[AreaLevel::Grid]),
            bounds,
        );
        levels[AreaLevel::City] = whole;
        let rest = Rest {
            compounds: reader.compounds()?,
            roads: reader.roads()?,
            water: reader.water()?,
            staff: reader.staff()?,
            grid_layers: reader.grid_layers()?,
            counts: reader.counts()?,
        };
        Ok(Self { levels, buildings, bounds, rest })
    }
}

/// The box around all areas and buildings.
fn bounds(levels: &PerLevel<AreaSet>, buildings: &[Building]) -> Option<Bounds> {
    let areas = levels.iter().filter_map(|(_, set)| set.coverage.bounds());
    areas.chain(buildings.iter().filter_map(buildings::bounds)).reduce(Bounds::union)
}

fn assemble(store: Store, now: Option<LocalTime>, places: Places, complaints: Ordered) -> Snapshot {
    let Places { mut levels, buildings, bounds, rest } = places;
    let contradicted = hierarchy::connect(&mut levels);
    if contradicted > 0 {
        tracing::warn!(contradicted, "areas lie in another area than the one their file names as parent");
    }
    let buildings = Buildings::new(buildings, &levels);
    for (level, faces) in buildings.faces.iter() {
        levels[level].count(&buildings.records, faces);
    }
    levels[AreaLevel::City].count_all(&buildings.records);
    let faces = complaint_faces(&levels, &buildings, &complaints.places());
    let complaints = complaints.finish(&faces);
    Snapshot {
        version: version(),
        now: now.or(complaints.last_time()),
        bounds,
        levels,
        buildings,
        complaints,
        compounds: rest.compounds,
        roads: rest.roads,
        water: rest.water,
        staff: staff_by_grid(rest.staff),
        grid_layers: rest.grid_layers,
        counts: rest.counts,
        store,
        layers: OnceLock::new(),
    }
}

/// The area of each level that each complaint counts for: that of its building, else that of its place.
fn complaint_faces(
    levels: &PerLevel<AreaSet>,
    buildings: &Buildings,
    places: &[Option<LatticePoint>],
) -> PerLevel<Vec<FaceNumber>> {
    let assigned = buildings.assign(&levels[AreaLevel::Grid], places, BUILDING_WITHIN_METRES);
    PerLevel::from_fn(|level| match level {
        AreaLevel::City => Vec::new(),
        AreaLevel::Grid => assigned.iter().map(|it| it.face.0).collect(),
        _ => places
            .par_iter()
            .zip(&assigned)
            .map(|(place, it)| face(&levels[level], buildings, *place, it.building))
            .collect(),
    })
}

/// The area of a set that a complaint counts for, with the building it was given to.
pub(super) fn face(
    set: &AreaSet,
    buildings: &Buildings,
    place: Option<LatticePoint>,
    building: Option<Nearest>,
) -> FaceNumber {
    let through_building = building.map(|near| buildings.faces[set.level][near.building]);
    let found = through_building.filter(|&face| face != FaceId::OUTSIDE);
    found.map_or_else(|| place.map_or(0, |place| set.face_at(place)), |face| face.0)
}

/// The people of each grid by its code, in the order of their roles.
fn staff_by_grid(mut staff: Vec<Staff>) -> FxHashMap<String, Vec<Staff>> {
    let mut by_grid: FxHashMap<String, Vec<Staff>> = FxHashMap::default();
    staff.sort_by_key(|person| person.role);
    for person in staff {
        by_grid.entry(person.grid.clone()).or_default().push(person);
    }
    by_grid
}

/// Milliseconds of the clock: newer than any version before, across restarts too, so that it can stand in addresses that
/// are cached for good.
fn version() -> u64 {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_1970.as_millis()).unwrap_or(u64::MAX)
}
