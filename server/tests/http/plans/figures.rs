//! Grids, arcs, lineage, findings and tiles of a draft.

use super::{Office, city, merge_g1_g2, split_g1};
use fast_mvt::MvtReaderRef;
use onemap_engine::coord::{TileId, WorldPoint};
use serde_json::{Value, json};

#[tokio::test]
async fn grids_have_their_figures_as_json_geojson_and_csv() {
    let office = Office::new().await;
    office.edit(json!([merge_g1_g2()])).await;
    let rows = office.read("/grids?codes=G1").await;
    let row = &rows["items"][0];
    assert_eq!(
        (&row["code"], &row["parent"], &row["households"], &row["residents"]),
        (&json!("G1"), &json!("C1"), &json!(570.5), &json!(1711.5))
    );
    assert_eq!(
        (&row["buildings"], &row["complaints"], &row["pieces"], &row["locked"]),
        (&json!(2), &json!(3), &json!(1), &json!(false))
    );
    assert_eq!((&row["range"], &row["origins"]), (&json!("over"), &json!(["G1", "G2"])));
    // 0.008° by 0.004° near 31.8° N: 757.6 m by 443.5 m.
    let (width, height) = (757.6_f64, 443.5_f64);
    let close = |value: &Value, expected: f64| (value.as_f64().unwrap() / expected - 1.0).abs() < 2e-3;
    assert!(close(&row["area_m2"], width * height), "{row}");
    assert!(
        close(&row["polsby_popper"], std::f64::consts::PI * width * height / (width + height).powi(2)),
        "{row}"
    );
    let radius = width.hypot(height) / 2.0;
    assert!(close(&row["reock"], width * height / (std::f64::consts::PI * radius * radius)), "{row}");
    let geojson = office
        .ask(
            "GET",
            &format!("{}/grids?bbox=117.313,31.8,117.314,31.801", office.draft),
            None,
            &[("accept", "application/geo+json")],
        )
        .await
        .json();
    assert_eq!(
        (geojson["features"].as_array().unwrap().len(), &geojson["features"][0]["id"]),
        (1, &json!("G4"))
    );
    assert_eq!(geojson["features"][0]["geometry"]["type"], "MultiPolygon");
    let csv = office.ask("GET", &format!("{}/grids", office.draft), None, &[("accept", "text/csv")]).await;
    let text = String::from_utf8(csv.body).unwrap();
    assert!(text.starts_with("code,name,parent,households,"), "{text}");
    assert!(text.lines().nth(1).unwrap().starts_with("G1,区域G1,C1,570.5,1711.5,2,3,"), "{text}");
}

#[tokio::test]
async fn a_target_of_its_own_decides_what_is_in_range() {
    let office = Office::new().await;
    let patched = office
        .ask(
            "PATCH",
            &office.draft,
            Some(&json!({"name": "new", "target": {"min": 200, "max": 350}})),
            &[("if-match", "\"0\"")],
        )
        .await;
    let plan = patched.json();
    assert_eq!((patched.status.as_u16(), &plan["name"], &plan["revision"]), (200, &json!("new"), &json!(1)));
    assert_eq!(plan["totals"]["in_range_share"], json!(0.5));
    assert_eq!((&plan["totals"]["under"], &plan["totals"]["over"]), (&json!(1), &json!(1)));
    assert_eq!(plan["totals"]["households"], json!(971.5));
    let ranges: Vec<Value> = office.read("/grids").await["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["range"].clone())
        .collect();
    assert_eq!(ranges, ["in", "in", "over", "under"]);
}

#[tokio::test]
async fn arcs_know_the_grids_on_both_sides() {
    let office = Office::new().await;
    let arcs = office.read("/arcs?codes=G1,G2").await;
    let items = arcs["items"].as_array().unwrap();
    let between: Vec<&Value> =
        items.iter().filter(|arc| !arc["left"].is_null() && !arc["right"].is_null()).collect();
    assert_eq!(between.len(), 2, "G1|G2 and G2|G3: {items:?}");
    let shared = between.iter().find(|arc| [&arc["left"], &arc["right"]].contains(&&json!("G1"))).unwrap();
    assert_eq!(shared["points"], json!([[117.304, 31.8], [117.304, 31.804]]));
}

#[tokio::test]
async fn lineage_tells_shares_by_area_and_households() {
    let office = Office::new().await;
    office.edit(json!([split_g1(), {"op": "merge", "grids": ["G1", "G2"], "into": "G2"}])).await;
    let lineage = office.read("/lineage").await;
    assert_eq!(lineage["parent"], 1);
    let rows: Vec<(String, Value, f64, Value)> = lineage["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let percent = (row["area_share"].as_f64().unwrap() * 100.0).round();
            (
                row["grid"].as_str().unwrap().to_owned(),
                row["origin"].clone(),
                percent,
                row["households"].clone(),
            )
        })
        .collect();
    // The split leaves a quarter of G1 in the west, which is G5; the rest, with B1, goes to G2.
    let expected = [
        ("G2", "G1", 43.0, 320.0),
        ("G2", "G2", 57.0, 250.5),
        ("G3", "G3", 100.0, 401.0),
        ("G4", "G4", 100.0, 0.0),
        ("G5", "G1", 100.0, 0.0),
    ];
    assert_eq!(
        rows,
        expected.map(|(grid, origin, percent, households)| (
            grid.to_owned(),
            json!(origin),
            percent,
            json!(households)
        ))
    );
    let csv = office.ask("GET", &format!("{}/lineage", office.draft), None, &[("accept", "text/csv")]).await;
    assert!(String::from_utf8(csv.body).unwrap().starts_with("grid,origin,area_m2,area_share,"));
}

#[tokio::test]
async fn the_whole_plan_is_checked() {
    let office = Office::new().await;
    let found = office.read("/findings").await;
    assert_eq!(found["revision"], 0);
    let count = |rule: &str| found["items"].as_array().unwrap().iter().filter(|it| it["rule"] == rule).count();
    // G2 has 250.5 households, G3 401, G4 none.
    assert_eq!(count("household_range"), 3);
    assert_eq!(count("one_community"), 0);
}

#[tokio::test]
async fn a_city_says_what_it_asks_of_a_plan() {
    let mut office = Office::new().await;
    let rules = office.folder.path().join("rules.toml");
    std::fs::write(
        &rules,
        "[defaults]\nhouseholds = [250, 500]\n[defaults.severity]\nhousehold_range = 'violation'\n",
    )
    .unwrap();
    office.router = office.restarted_with(&format!("rules = '{}'", rules.display()));
    let found = office.read("/findings").await;
    let out_of_range: Vec<_> =
        found["items"].as_array().unwrap().iter().filter(|it| it["rule"] == "household_range").collect();
    assert_eq!((out_of_range.len(), &out_of_range[0]["severity"]), (1, &json!("violation")));
    assert_eq!(out_of_range[0]["areas"], json!(["G4"]));
    let city = office.get("/api/v1/city").await.json();
    assert_eq!(
        city["household_range"],
        json!({ "min": 250.0, "max": 500.0 }),
        "what maps and sheets are coloured by"
    );
}

/// The codes of the grids in a tile.
fn codes(tile: &[u8]) -> Vec<String> {
    let tile = MvtReaderRef::new(tile).unwrap().to_tile().unwrap();
    let layer = tile.layers.into_iter().find(|layer| layer.name == "grids").unwrap();
    let code = |feature: &fast_mvt::MvtFeature| {
        let found = feature.properties.iter().find(|(key, _)| key == "code");
        format!("{:?}", found.unwrap().1)
    };
    layer.features.iter().map(code).collect()
}

#[tokio::test]
async fn tiles_show_the_draft_and_change_only_where_it_was_edited() {
    let office = Office::new().await;
    let id = office.draft.rsplit('/').next().unwrap().to_owned();
    let whole = format!("/tiles/grids/12/3382/1666.mvt?plan={id}");
    let before = office.get(&whole).await;
    assert_eq!((before.status.as_u16(), codes(&before.body).len()), (200, 4));
    // A tile inside G4 alone.
    let inside = TileId::holding(WorldPoint::of(city::middle(3)), 18).unwrap();
    let far = format!("/tiles/grids/18/{}/{}.mvt?plan={id}", inside.x(), inside.y());
    let far_before = office.get(&far).await;
    office.edit(json!([merge_g1_g2()])).await;
    let after = office.get(&whole).await;
    assert_eq!(codes(&after.body).len(), 3);
    assert_ne!(before.header("etag"), after.header("etag"));
    let far_after = office.get(&far).await;
    assert_eq!(far_before.status, 200, "{far}");
    assert_eq!(far_before.header("etag"), far_after.header("etag"));
    let in_force = office.get("/tiles/grids/12/3382/1666.mvt").await;
    assert_eq!(codes(&in_force.body).len(), 4);
    let forever = office.get(&format!("{whole}&revision=1")).await;
    assert!(forever.header("cache-control").contains("immutable"), "{}", forever.header("cache-control"));
}

#[tokio::test]
async fn hotspots_are_those_of_the_draft() {
    let office = Office::new().await;
    let id = office.draft.rsplit('/').next().unwrap().to_owned();
    let window = "from=2025-11-01&to=2026-01-01";
    let asked = |plan: &str| format!("/api/v1/hotspots/gi-star?{window}{plan}");
    let units = |answer: &serde_json::Value| -> Vec<(String, f64)> {
        let rows = answer["items"].as_array().unwrap().iter();
        rows.map(|row| (row["unit"].as_str().unwrap().to_owned(), row["value"].as_f64().unwrap())).collect()
    };
    let in_force = office.get(&asked("")).await.json();
    let draft = office.get(&asked(&format!("&plan={id}"))).await.json();
    assert_eq!(draft["items"], in_force["items"]);
    office.edit(json!([super::merge_g1_g2()])).await;
    let merged = office.get(&asked(&format!("&plan={id}"))).await.json();
    let before = units(&in_force);
    let expected: Vec<(String, f64)> =
        [("G1", before[0].1 + before[1].1), ("G3", before[2].1), ("G4", before[3].1)]
            .map(|(code, value)| (code.to_owned(), value))
            .into();
    assert_eq!(units(&merged), expected);
    let per_household = office.get(&asked(&format!("&plan={id}&per=household"))).await;
    assert_eq!(per_household.status, 200);
    assert_eq!(office.get(&asked(&format!("&plan={id}&units=h3:9"))).await.status, 400);
    assert_eq!(office.get(&asked("&plan=99")).await.status, 404);
}

#[tokio::test]
async fn how_grids_became_hot_and_where_there_is_more_are_those_of_the_draft() {
    let office = Office::new().await;
    office.edit(json!([merge_g1_g2()])).await;
    let id = office.draft.rsplit('/').next().unwrap().to_owned();
    let window = "from=2025-11-01&to=2026-01-01&step=day";
    let units = |answer: &Value| -> Vec<(String, u64)> {
        let rows = answer["items"].as_array().unwrap().iter();
        rows.map(|row| (row["unit"].as_str().unwrap().to_owned(), row["value"].as_u64().unwrap())).collect()
    };
    let in_force = units(&office.get(&format!("/api/v1/hotspots/emerging?{window}")).await.json());
    let draft = units(&office.get(&format!("/api/v1/hotspots/emerging?{window}&plan={id}")).await.json());
    let both = ("G1".to_owned(), in_force[0].1 + in_force[1].1);
    assert_eq!(draft, [both, in_force[2].clone(), in_force[3].clone()]);
    // Of four complaints that have a place three are in G1, and one, which is in G2, is now too: a lone grid has no less than expected.
    let scan = format!("/api/v1/hotspots/scan?{window}&retrospective=true&permutations=9&max_share=1");
    let cylinders = |answer: &Value| -> Vec<Value> { answer["items"].as_array().unwrap().clone() };
    assert!(!cylinders(&office.get(&scan).await.json()).is_empty());
    assert_eq!(cylinders(&office.get(&format!("{scan}&plan={id}")).await.json()), Vec::<Value>::new());
    for method in ["emerging", "scan"] {
        let asked = format!("/api/v1/hotspots/{method}?{window}");
        assert_eq!(office.get(&format!("{asked}&plan={id}&units=h3:9")).await.status, 400);
        assert_eq!(office.get(&format!("{asked}&plan=99")).await.status, 404);
    }
}
