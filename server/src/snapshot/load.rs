//! Store → snapshot: areas, buildings and complaints each on threads of their own, then everything into its areas.

use super::areas::AreaSet;
use super::buildings::Buildings;
use super::complaints::Ordered;
use super::levels::{FaceNumber, PerLevel};
use super::{HouseholdRange, Snapshot, city, hierarchy};
use crate::store::{self, BuildingColumns, KnownByArea, Reader, Store};
use onemap_engine::coord::{Bounds, LatticePoint};
use onemap_engine::record::{Area, AreaLevel, Compound, LocalTime, Road, Staff, Water};
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
        let is_in_force = grids.is_none();
        let (places, buildings, complaints) = thread::scope(|scope| {
            let complaints = scope.spawn(|| store.reader()?.complaint_columns().map(Ordered::new));
            let buildings = scope.spawn(|| store.reader()?.building_columns());
            let places = store.reader()?.consistently(|reader| Places::read(reader, grids));
            Ok::<_, store::StoreError>((places?, finished(buildings)?, finished(complaints)?))
        })?;
        Ok(Self { is_in_force, ..assemble(store.clone(), now, places, buildings, complaints) })
    }
}

fn finished<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// What the store has besides buildings and complaints.
struct Places {
    /// Without the level of the city.
    levels: PerLevel<AreaSet>,
    /// The areas of the city's level: one or none.
    city: Vec<Area>,
    name: Option<String>,
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
        let levels = PerLevel::try_from_fn(|level| {
            let areas = match level {
                AreaLevel::City => Vec::new(),
                AreaLevel::Grid => grids.take().map_or_else(|| reader.areas(level), Ok)?,
                _ => reader.areas(level)?,
            };
            Ok::<_, store::StoreError>(AreaSet::new(level, areas))
        })?;
        let rest = Rest {
            compounds: reader.compounds()?,
            roads: reader.roads()?,
            water: reader.water()?,
            staff: reader.staff()?,
            grid_layers: reader.grid_layers()?,
            counts: reader.counts()?,
        };
        Ok(Self {
            levels,
            city: reader.areas(AreaLevel::City)?,
            name: reader.meta("name")?.or_else(|| reader.file_name()),
            rest,
        })
    }
}

fn assemble(
    store: Store,
    now: Option<LocalTime>,
    places: Places,
    buildings: BuildingColumns,
    complaints: Ordered,
) -> Snapshot {
    let Places { mut levels, city, name, rest } = places;
    let areas = levels.iter().filter_map(|(_, set)| set.coverage.bounds());
    let bounds = areas.chain(buildings.bounds()).reduce(Bounds::union);
    let outermost = levels.iter().map(|(_, set)| set).find(|set| !set.is_empty());
    levels[AreaLevel::City] = city::whole(city, name, outermost.unwrap_or(&levels[AreaLevel::Grid]), bounds);
    let contradicted = hierarchy::connect(&mut levels);
    if contradicted > 0 {
        tracing::warn!(contradicted, "areas lie in another area than the one their file names as parent");
    }
    let buildings = Buildings::new(buildings, &levels);
    for (level, faces) in buildings.faces.iter() {
        levels[level].count(&buildings, faces);
    }
    levels[AreaLevel::City].count_all(&buildings);
    let Ordered { mut complaints, places, by_area } = complaints;
    complaints.faces = complaint_faces(&levels, &buildings, &places, &by_area);
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
        household_range: HouseholdRange::default(),
        store,
        layers: OnceLock::new(),
        is_in_force: true,
        periods: OnceLock::new(),
    }
}

/// The area of each level that each complaint counts for, in the order of the places. The city has no faces: everything counts
/// for it.
fn complaint_faces(
    levels: &PerLevel<AreaSet>,
    buildings: &Buildings,
    places: &[Option<LatticePoint>],
    by_area: &[(usize, KnownByArea)],
) -> PerLevel<Vec<FaceNumber>> {
    let nearest = buildings.nearest_to(places);
    PerLevel::from_fn(|level| match level {
        AreaLevel::City => Vec::new(),
        _ => {
            let places = places.par_iter().zip(&nearest).with_min_len(4096);
            let face = |(place, near): (&Option<LatticePoint>, &Option<u32>)| {
                buildings.area_of(&levels[level], *near, *place)
            };
            let mut faces: Vec<FaceNumber> = places.map(face).collect();
            for (position, known) in by_area {
                faces[*position] = levels[level].face_of_area(known.place, known.grid.as_deref());
            }
            faces
        }
    })
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
