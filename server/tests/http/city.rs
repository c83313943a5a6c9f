//! A city small enough to count by hand.
//!
//! ```text
//!        C1             C2        one street S1, two communities, four grids of 0.004°
//!   +------+------+------+------+
//!   |  G1  |  G2  |  G3  |  G4  |   one building of 20 m in the middle of each grid but G4
//!   +------+------+------+------+
//! ```

use axum::Router;
use onemap::config::{Config, Settings};
use onemap::snapshot::Snapshot;
use onemap::state::App;
use onemap::store::{Change, Result, Store, Writer};
use onemap_engine::coord::{LatticePoint, MultiPolygon, Polygon};
use onemap_engine::record::{
    Area, AreaLevel, Building, Complaint, Compound, Footprint, LocationQuality, Road, RoadClass, Staff,
    StaffRole, Water,
};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;

/// Side of a grid, lattice steps.
const SIDE: i32 = 40_000;

/// The city's south-western corner: 117.3° E, 31.8° N.
const fn at(x: i32, y: i32) -> LatticePoint {
    LatticePoint::new(1_173_000_000 + x, 318_000_000 + y)
}

/// The middle of a grid, counted from 0.
pub const fn middle(grid: i32) -> LatticePoint {
    at(grid * SIDE + SIDE / 2, SIDE / 2)
}

fn rectangle(from: LatticePoint, to: LatticePoint) -> MultiPolygon {
    let corner = LatticePoint::new;
    let shell = vec![from, corner(to.x, from.y), to, corner(from.x, to.y)];
    Polygon { shell, holes: Vec::new() }.into()
}

fn area(level: AreaLevel, code: &str, parent: &str, columns: std::ops::Range<i32>) -> Area {
    Area {
        level,
        code: code.into(),
        name: Some(format!("区域{code}")),
        parent: Some(parent.into()),
        kind: None,
        households: None,
        residents: None,
        starts: None,
        ends: None,
        shape: rectangle(at(columns.start * SIDE, 0), at(columns.end * SIDE, SIDE)),
    }
}

fn building(id: &str, grid: i32, households: f64) -> Building {
    let (middle, half) = (middle(grid), 1_000);
    let corner = |by: i32| LatticePoint::new(middle.x + by, middle.y + by);
    Building {
        id: id.into(),
        name: Some(format!("{id}幢")),
        address: Some("Main Street 1, 滨湖".into()),
        compound: None,
        grid: None,
        community: None,
        usage: Some("residential".into()),
        units: Some(2),
        floors: Some(18),
        built: Some(1998),
        households: Some(households),
        households_estimated: id == "B2",
        residents: Some(3.0 * households),
        footprint: Footprint::Outline(rectangle(corner(-half), corner(half))),
    }
}

fn complaint(
    id: &str,
    time: &str,
    kind: (&str, &str),
    channel: &str,
    place: Option<LatticePoint>,
) -> Complaint {
    Complaint {
        id: id.into(),
        time: time.parse().unwrap(),
        channel: Some(channel.into()),
        category: Some(kind.0.into()),
        subcategory: Some(kind.1.into()),
        title: Some(format!("title {id}")),
        text: None,
        address: Some("Main Street".into()),
        place,
        quality: if place.is_some() { LocationQuality::Coordinates } else { LocationQuality::None },
        street: None,
        community: None,
        grid: None,
        compound: None,
        building: None,
        caller: None,
        caller_name: None,
        unit: None,
        status: Some("closed".into()),
        dispatched: None,
        deadline: None,
        closed: None,
    }
}

/// 19 m east of building B2.
pub const fn beside_b2() -> LatticePoint {
    LatticePoint::new(middle(1).x + 3_000, middle(1).y)
}

/// K1, K2 and K3 are in the default window, 2025-12-02 to 2026-01-01, and so is K5, which has no place; K4 is in the one before.
fn complaints() -> Vec<Complaint> {
    vec![
        complaint("K4", "2025-11-20T10:00:00", ("噪音", "施工噪音"), "热线", Some(middle(0))),
        complaint("K5", "2025-12-05T11:00:00", ("垃圾", "满溢"), "热线", None),
        complaint("K3", "2025-12-10T00:00:00", ("垃圾", "满溢"), "网站", Some(beside_b2())),
        complaint("K2", "2025-12-31T08:00:00", ("噪音", "广场舞"), "网站", Some(middle(0))),
        complaint("K1", "2025-12-31T18:30:00", ("噪音", "施工噪音"), "热线", Some(middle(0))),
    ]
}

fn fill(change: &mut Change<'_>) -> Result<()> {
    let mut streets = change.areas(AreaLevel::Street)?;
    streets.put(&area(AreaLevel::Street, "S1", "", 0..4))?;
    streets.close()?;
    let mut communities = change.areas(AreaLevel::Community)?;
    communities.put(&area(AreaLevel::Community, "C1", "S1", 0..2))?;
    communities.put(&area(AreaLevel::Community, "C2", "S1", 2..4))?;
    communities.close()?;
    let mut grids = change.grids(None)?;
    for (i, parent) in ["C1", "C1", "C2", "C2"].into_iter().enumerate() {
        let column = i as i32;
        grids.put(&area(AreaLevel::Grid, &format!("G{}", i + 1), parent, column..column + 1))?;
    }
    grids.close()?;
    let mut buildings = change.buildings()?;
    for (id, grid, households) in [("B1", 0, 320.0), ("B2", 1, 250.5), ("B3", 2, 401.0)] {
        buildings.put(&building(id, grid, households))?;
    }
    buildings.close()?;
    fill_the_rest(change)
}

/// A second grid layer: one grid over G1 and a quarter of G2, one over the rest of G2 and G3, none over G4.
fn fill_second_layer(change: &mut Change<'_>) -> Result<()> {
    let mut grids = change.grids(Some("wide"))?;
    for (code, from, to) in [("H1", 0, 5 * SIDE / 4), ("H2", 5 * SIDE / 4, 3 * SIDE)] {
        let shape = rectangle(at(from, 0), at(to, SIDE));
        grids.put(&Area { shape, ..area(AreaLevel::Grid, code, "", 0..1) })?;
    }
    grids.close()
}

fn fill_the_rest(change: &mut Change<'_>) -> Result<()> {
    fill_second_layer(change)?;
    change.compounds()?.put(&Compound {
        id: "E1".into(),
        name: Some("滨湖花园".into()),
        shape: rectangle(at(0, 0), at(SIDE, SIDE)),
    })?;
    let line = vec![at(0, 0), at(4 * SIDE, 0)];
    change.roads()?.put(&Road {
        id: "R1".into(),
        name: Some("Main Street".into()),
        class: RoadClass::Primary,
        lines: vec![line],
    })?;
    let water = rectangle(at(3 * SIDE, 0), at(4 * SIDE, SIDE / 4));
    change.water()?.put(&Water { id: "W1".into(), name: Some("巢湖".into()), shape: water })?;
    let mut staff = change.staff()?;
    for (id, role) in [("P2", StaffRole::Worker), ("P1", StaffRole::Head)] {
        staff.put(&Staff {
            id: id.into(),
            name: format!("name {id}"),
            role,
            grid: "G1".into(),
            phone: Some("0551-1234".into()),
            starts: None,
        })?;
    }
    staff.close()?;
    put_complaints(change, &complaints())
}

fn put_complaints(change: &mut Change<'_>, complaints: &[Complaint]) -> Result<()> {
    let mut table = change.complaints()?;
    for complaint in complaints {
        table.put(complaint)?;
    }
    table.close()
}

/// Makes a store with the city in it.
pub fn store(path: &Path) -> Store {
    let mut writer = Writer::open(path).unwrap();
    let mut change = writer.begin().unwrap();
    fill(&mut change).unwrap();
    change.commit().unwrap();
    writer.finish().unwrap()
}

/// Adds a complaint, a day after the last.
pub fn add_complaint(store: &Store) {
    let mut writer = store.writer().unwrap();
    let mut change = writer.begin().unwrap();
    let one = complaint("K6", "2026-01-01T09:00:00", ("噪音", "广场舞"), "热线", Some(middle(3)));
    put_complaints(&mut change, &[one]).unwrap();
    change.commit().unwrap();
    writer.finish().unwrap();
}

/// Adds two complaints of which only the area is known: one names grid G2, one community C2 alone. Their place is the inner point
/// of that area, that of C2 in grid G3.
pub fn add_complaints_known_by_area(store: &Store) {
    let mut writer = store.writer().unwrap();
    let mut change = writer.begin().unwrap();
    let known = |id: &str, grid: Option<&str>, community: Option<&str>, place| Complaint {
        quality: LocationQuality::Area,
        grid: grid.map(str::to_owned),
        community: community.map(str::to_owned),
        ..complaint(id, "2025-12-20T09:00:00", ("噪音", "广场舞"), "热线", Some(place))
    };
    let complaints = [known("A1", Some("g2"), None, middle(1)), known("A2", None, Some("C2"), middle(2))];
    put_complaints(&mut change, &complaints).unwrap();
    change.commit().unwrap();
    writer.finish().unwrap();
}

/// Adds a complaint at each place, longitude and latitude in degrees.
pub fn add_complaints_at(store: &Store, places: &[(f64, f64)]) {
    let mut writer = store.writer().unwrap();
    let mut change = writer.begin().unwrap();
    let at = |(i, &(lon, lat)): (usize, &(f64, f64))| {
        let place = LatticePoint::from_degrees(lon, lat).unwrap();
        complaint(&format!("L{i}"), "2025-12-20T09:00:00", ("噪音", "广场舞"), "热线", Some(place))
    };
    let complaints: Vec<Complaint> = places.iter().enumerate().map(at).collect();
    put_complaints(&mut change, &complaints).unwrap();
    change.commit().unwrap();
    writer.finish().unwrap();
}

/// A server's state that has read nothing yet.
pub fn app() -> Arc<App> {
    app_with("")
}

/// One with settings beyond those of all tests, as TOML.
pub fn app_with(settings: &str) -> Arc<App> {
    let settings = format!("store = 'unused'\nqueue = 64\nthreads = 2\n{settings}");
    let settings: Settings = toml::from_str(&settings).unwrap();
    Arc::new(App::new(&Config::resolve(settings, Settings::default()).unwrap()))
}

/// The city, served; the store is kept as long as the tests run.
pub fn served() -> Router {
    static CITY: LazyLock<(Router, TempDir)> = LazyLock::new(|| {
        let folder = TempDir::new().unwrap();
        let app = app();
        app.publish(Snapshot::load(&store(&folder.path().join("hefei.gpkg")), None).unwrap());
        (onemap::routes::app(app), folder)
    });
    CITY.0.clone()
}
