//! What goes in comes out; what is no store is refused; a change is whole or not at all.

use super::*;
use onemap_engine::coord::{LatticePoint, MultiPolygon, Polygon};
use onemap_engine::record::{
    Area, AreaLevel, Building, CallerKey, Complaint, Compound, Footprint, LocationQuality, Road, RoadClass,
    Staff, StaffRole, Water,
};
use tempfile::TempDir;

fn p(x: i32, y: i32) -> LatticePoint {
    LatticePoint::new(1_173_000_000 + x, 318_000_000 + y)
}

fn square(x: i32, side: i32) -> MultiPolygon {
    let shell = vec![p(x, 0), p(x + side, 0), p(x + side, side), p(x, side)];
    Polygon { shell, holes: vec![] }.into()
}

fn area(level: AreaLevel, code: &str, x: i32) -> Area {
    Area {
        level,
        code: code.into(),
        name: Some(format!("area {code}")),
        parent: Some("007".into()),
        kind: None,
        households: Some(312.5),
        residents: None,
        starts: Some(jiff::civil::date(2024, 2, 29)),
        ends: None,
        shape: square(x, 1000),
    }
}

fn building(id: &str, footprint: Footprint) -> Building {
    Building {
        id: id.into(),
        name: Some("1幢".into()),
        address: None,
        compound: Some("c1".into()),
        grid: None,
        community: None,
        usage: Some("residential".into()),
        units: Some(2),
        floors: Some(18),
        built: Some(1998),
        households: Some(71.25),
        households_estimated: true,
        residents: None,
        footprint,
    }
}

fn complaint(id: &str, place: Option<LatticePoint>) -> Complaint {
    Complaint {
        id: id.into(),
        time: jiff::civil::date(2025, 12, 31).at(23, 59, 59, 0),
        channel: Some("12345热线".into()),
        category: Some("噪音".into()),
        subcategory: Some("施工噪音".into()),
        title: None,
        text: Some("夜间施工".into()),
        address: Some("某路1号".into()),
        place,
        quality: if place.is_some() { LocationQuality::Coordinates } else { LocationQuality::None },
        street: None,
        community: None,
        grid: Some("g1".into()),
        compound: None,
        building: None,
        caller: Some(CallerKey(u64::MAX - 3)),
        caller_name: Some("张**".into()),
        unit: None,
        status: Some("closed".into()),
        dispatched: None,
        deadline: None,
        closed: Some(jiff::civil::date(2026, 1, 2).at(8, 0, 0, 0)),
    }
}

fn empty() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = Store::create(&folder.path().join("city.gpkg")).unwrap();
    (folder, store)
}

/// Runs one change and commits it.
fn change(store: &Store, work: impl FnOnce(&mut Change<'_>)) {
    let mut writer = store.writer().unwrap();
    let mut change = writer.begin().unwrap();
    work(&mut change);
    change.commit().unwrap();
}

#[test]
fn every_kind_of_record_comes_back_as_it_was_put() {
    let (_folder, store) = empty();
    let compound = Compound { id: "c1".into(), name: None, shape: square(5, 90) };
    let road =
        Road { id: "r".into(), name: None, class: RoadClass::Primary, lines: vec![vec![p(0, 0), p(9, 9)]] };
    let water = Water { id: "w".into(), name: Some("巢湖".into()), shape: square(-900, 50) };
    let staff = Staff {
        id: "s".into(),
        name: "李四".into(),
        role: StaffRole::Worker,
        grid: "g1".into(),
        phone: Some("0551-1234567".into()),
        starts: Some(jiff::civil::date(2025, 1, 1)),
    };
    let buildings =
        [building("b1", Footprint::Point(p(3, 4))), building("b2", Footprint::Outline(square(7, 9)))];
    let complaints = [complaint("k1", Some(p(-5, 6))), complaint("k2", None)];
    change(&store, |change| {
        for level in [AreaLevel::City, AreaLevel::District, AreaLevel::Street, AreaLevel::Community] {
            change.areas(level).unwrap().put(&area(level, "007", 0)).unwrap();
        }
        change.grids(None).unwrap().put(&area(AreaLevel::Grid, "g1", 0)).unwrap();
        change.compounds().unwrap().put(&compound).unwrap();
        change.roads().unwrap().put(&road).unwrap();
        change.water().unwrap().put(&water).unwrap();
        change.staff().unwrap().put(&staff).unwrap();
        let mut table = change.buildings().unwrap();
        buildings.iter().for_each(|building| assert_eq!(table.put(building).unwrap(), Put::New));
        table.close().unwrap();
        let mut table = change.complaints().unwrap();
        complaints.iter().for_each(|row| assert_eq!(table.put(row).unwrap(), Put::New));
    });
    let reader = store.reader().unwrap();
    for level in [AreaLevel::City, AreaLevel::District, AreaLevel::Street, AreaLevel::Community] {
        assert_eq!(reader.areas(level).unwrap(), [area(level, "007", 0)]);
    }
    assert_eq!(reader.areas(AreaLevel::Grid).unwrap(), [area(AreaLevel::Grid, "g1", 0)]);
    assert_eq!(reader.compounds().unwrap(), [compound]);
    assert_eq!(reader.roads().unwrap(), [road]);
    assert_eq!(reader.water().unwrap(), [water]);
    assert_eq!(reader.staff().unwrap(), [staff]);
    let (mut back, mut complaints_back) = (Vec::new(), Vec::new());
    reader.buildings(|building| back.push(building)).unwrap();
    reader.complaints(|complaint| complaints_back.push(complaint)).unwrap();
    assert_eq!(back, buildings);
    assert_eq!(complaints_back, complaints);
    assert_eq!(reader.complaint(2).unwrap().as_ref(), Some(&complaints[1]));
}

#[test]
fn the_same_id_updates_and_the_same_row_changes_nothing() {
    let (_folder, store) = empty();
    let mut moved = building("b1", Footprint::Point(p(3, 4)));
    change(&store, |change| {
        let mut table = change.buildings().unwrap();
        assert_eq!(table.put(&moved).unwrap(), Put::New);
        assert_eq!(table.put(&moved).unwrap(), Put::Unchanged);
        moved.footprint = Footprint::Outline(square(100, 10));
        assert_eq!(table.put(&moved).unwrap(), Put::Updated);
        assert_eq!(table.put(&building("b2", Footprint::Point(p(0, 0)))).unwrap(), Put::New);
        table.close().unwrap();
    });
    assert_eq!(store.reader().unwrap().counts().unwrap().buildings, 2);
    let connection = rusqlite::Connection::open(store.path()).unwrap();
    let indexed: Vec<(i64, f64)> = connection
        .prepare("SELECT id, minx FROM rtree_buildings_geom ORDER BY id")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(indexed.len(), 2);
    // The R-tree keeps 32-bit floats, rounded outwards: 117.30001 within 8e-6.
    assert!((indexed[0].1 - 117.300_01).abs() < 8e-6 && indexed[0].1 <= 117.300_01);
}

#[test]
fn grids_are_those_in_force_of_the_default_layer_which_is_the_first() {
    let (_folder, store) = empty();
    change(&store, |change| {
        change.grids(Some("duty")).unwrap().put(&area(AreaLevel::Grid, "g1", 0)).unwrap();
        let mut units = change.grids(Some("unit")).unwrap();
        units.put(&area(AreaLevel::Grid, "g1", 500)).unwrap();
        units.put(&area(AreaLevel::Grid, "g2", 900)).unwrap();
        units.close().unwrap();
        change.grids(None).unwrap().put(&area(AreaLevel::Grid, "g9", 1000)).unwrap();
    });
    let reader = store.reader().unwrap();
    let codes = |layer| reader.grids(layer).unwrap().into_iter().map(|grid| grid.code).collect::<Vec<_>>();
    assert_eq!(codes(None), ["g1", "g9"]);
    assert_eq!(codes(Some("unit")), ["g1", "g2"]);
    assert_eq!(codes(Some("nowhere")), Vec::<String>::new());
    let layers = reader.grid_layers().unwrap();
    let seen: Vec<_> = layers.iter().map(|layer| (layer.id.as_str(), layer.is_default, layer.grids)).collect();
    assert_eq!(seen, [("duty", true, 2), ("unit", false, 2)]);
    assert_eq!(reader.counts().unwrap().grids, 2);
}

#[test]
fn complaint_columns_say_what_the_rows_say() {
    let (_folder, store) = empty();
    let mut second = complaint("k2", None);
    second.channel = None;
    change(&store, |change| {
        let mut table = change.complaints().unwrap();
        table.put(&complaint("k1", Some(p(1, 2)))).unwrap();
        table.put(&second).unwrap();
    });
    let columns = store.reader().unwrap().complaint_columns().unwrap();
    assert_eq!(columns.rows, [1, 2]);
    assert_eq!(columns.places, [Some(p(1, 2)), None]);
    // 2025-12-31T23:59:59Z by `date -ud`.
    assert_eq!(columns.times, [1_767_225_599; 2]);
    assert_eq!(columns.ids.iter().collect::<Vec<_>>(), ["k1", "k2"]);
    assert_eq!(columns.channel_names.name(columns.channels[0]), Some("12345热线"));
    assert_eq!(columns.channels[1], Names::NONE);
    assert_eq!(columns.category_names.all(), ["噪音"]);
}

#[test]
fn a_change_not_committed_never_was_and_readers_see_commits_only() {
    let (_folder, store) = empty();
    let reader = store.reader().unwrap();
    let before = reader.data_version().unwrap();
    let mut writer = store.writer().unwrap();
    let mut open = writer.begin().unwrap();
    open.buildings().unwrap().put(&building("b1", Footprint::Point(p(0, 0)))).unwrap();
    assert_eq!(reader.counts().unwrap().buildings, 0);
    drop(open);
    assert_eq!((reader.counts().unwrap().buildings, reader.data_version().unwrap()), (0, before));
    change(&store, |change| {
        change.buildings().unwrap().put(&building("b1", Footprint::Point(p(0, 0)))).unwrap();
    });
    assert_eq!(reader.counts().unwrap().buildings, 1);
    assert_ne!(reader.data_version().unwrap(), before);
}

#[test]
fn reads_held_together_see_one_state() {
    let (_folder, store) = empty();
    let reader = store.reader().unwrap();
    let counts = reader.consistently(|reader| {
        let before = reader.counts()?;
        change(&store, |change| change.set_meta("city", "Baohe").unwrap());
        assert_eq!(reader.meta("city")?, None);
        Ok(before)
    });
    assert_eq!(counts.unwrap().buildings, 0);
    assert_eq!(reader.meta("city").unwrap().as_deref(), Some("Baohe"));
}

#[test]
fn a_new_store_appears_whole_at_the_end() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("city.gpkg");
    let mut writer = Writer::open(&path).unwrap();
    writer.begin().unwrap().commit().unwrap();
    assert!(!path.exists());
    assert!(matches!(Writer::open(&path), Err(StoreError::Locked(_))));
    writer.finish().unwrap();
    let files: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, ["city.gpkg"]);
    drop(Writer::open(&folder.path().join("given up.gpkg")).unwrap());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_is_no_store_of_ours_is_refused_by_name() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    assert!(matches!(Store::open(&folder.path().join("nothing")), Err(StoreError::Missing(_))));
    assert!(matches!(Store::open(&file("empty", b"")), Err(StoreError::NotSqlite(_))));
    assert!(matches!(Store::open(&file("text", b"code,name\n1,a\n")), Err(StoreError::NotSqlite(_))));
    let other = folder.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    assert!(matches!(Store::open(&other), Err(StoreError::Foreign(_))));
}

#[test]
fn a_store_of_a_newer_program_is_refused() {
    let (_folder, store) = empty();
    change(&store, |change| change.set_meta("schema", "99").unwrap());
    assert!(matches!(
        Store::open(store.path()),
        Err(StoreError::Newer { found: 99, known: schema::SCHEMA, .. })
    ));
}

#[test]
fn a_store_marked_read_only_can_be_read_but_not_written() {
    let (_folder, store) = empty();
    let mut permissions = std::fs::metadata(store.path()).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(store.path(), permissions).unwrap();
    assert_eq!(store.reader().unwrap().counts().unwrap(), Counts::default());
    assert!(matches!(store.writer(), Err(StoreError::ReadOnly(_))));
}

#[test]
fn a_full_store_says_so_and_keeps_its_old_state() {
    let (_folder, store) = empty();
    let mut writer = store.writer().unwrap();
    writer.limit_pages(120);
    let mut open = writer.begin().unwrap();
    let mut table = open.buildings().unwrap();
    let failed =
        (0..100_000).find_map(|id| table.put(&building(&id.to_string(), Footprint::Point(p(0, 0)))).err());
    assert!(matches!(failed, Some(StoreError::Full(_))), "{failed:?}");
    drop(table);
    drop(open);
    assert_eq!(store.reader().unwrap().counts().unwrap().buildings, 0);
}

#[test]
fn a_place_found_later_stays_until_the_address_changes() {
    let (_folder, store) = empty();
    let mut unlocated = complaint("k1", None);
    change(&store, |change| {
        change.complaints().unwrap().put(&unlocated).unwrap();
        let mut waiting = Vec::new();
        change.reader().unlocated(|row, complaint| waiting.push((row, complaint.id))).unwrap();
        assert_eq!(waiting, [(1, "k1".to_owned())]);
        change.placing().unwrap().put(1, p(4, 5), LocationQuality::Building).unwrap();
        assert_eq!(change.complaints().unwrap().put(&unlocated).unwrap(), Put::Unchanged);
        unlocated.status = Some("open".into());
        assert_eq!(change.complaints().unwrap().put(&unlocated).unwrap(), Put::Updated);
    });
    let stored = store.reader().unwrap().complaint(1).unwrap().unwrap();
    assert_eq!((stored.place, stored.quality), (Some(p(4, 5)), LocationQuality::Building));
    unlocated.address = Some("elsewhere".into());
    change(&store, |change| {
        assert_eq!(change.complaints().unwrap().put(&unlocated).unwrap(), Put::Updated);
    });
    let stored = store.reader().unwrap().complaint(1).unwrap().unwrap();
    assert_eq!((stored.place, stored.quality), (None, LocationQuality::None));
}

#[test]
fn a_copy_finds_complaints_by_place_and_does_not_know_who_complained() {
    let folder = TempDir::new().unwrap();
    let store = folder.path().join("city.gpkg");
    let mut writer = Writer::open(&store).unwrap();
    let mut change = writer.begin().unwrap();
    let mut complaints = change.complaints().unwrap();
    complaints.put(&complaint("here", Some(p(0, 0)))).unwrap();
    complaints.put(&complaint("there", Some(p(90_000, 0)))).unwrap();
    complaints.put(&complaint("nowhere", None)).unwrap();
    complaints.close().unwrap();
    change.set_meta(CALLER_KEY, "known").unwrap();
    change.commit().unwrap();
    let copy = folder.path().join("copy.gpkg");
    assert_eq!(writer.finish().unwrap().copy_to(&copy).unwrap(), 3);

    let connection = rusqlite::Connection::open(&copy).unwrap();
    let sql =
        "SELECT id FROM complaints WHERE fid IN (SELECT id FROM rtree_complaints_geom WHERE minx < 117.305)";
    let near: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(near, "here");
    drop(connection);
    let reader = Store::open(&copy).unwrap().reader().unwrap();
    let (mut callers, mut found) = (0, 0);
    reader
        .complaints(|complaint| {
            found += 1;
            callers += usize::from(complaint.caller.is_some() || complaint.caller_name.is_some());
        })
        .unwrap();
    assert_eq!((found, callers, reader.meta(CALLER_KEY).unwrap()), (3, 0, None));
}
