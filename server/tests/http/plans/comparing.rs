//! Two plans side by side, and what is printed of them.

use super::{Office, merge_g1_g2, split_g1};
use serde_json::{Value, json};

async fn text(office: &Office, path: &str, accept: &str) -> String {
    let answer = office.ask("GET", &format!("{}{path}", office.draft), None, &[("accept", accept)]).await;
    assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
    assert!(answer.header("content-type").starts_with(accept), "{}", answer.header("content-type"));
    String::from_utf8(answer.body).unwrap()
}

/// Fate, code before and code after of every grid that changes.
fn fates(comparison: &Value) -> Vec<(String, Value, Value, Value)> {
    let grids = comparison["grids"].as_array().unwrap().iter();
    let of = |grid: &Value| {
        (
            grid["fate"].as_str().unwrap().to_owned(),
            grid["before"]["code"].clone(),
            grid["after"]["code"].clone(),
            grid["others"].clone(),
        )
    };
    grids.map(of).collect()
}

fn fate(fate: &str, before: Value, after: Value, others: Value) -> (String, Value, Value, Value) {
    (fate.to_owned(), before, after, others)
}

#[tokio::test]
async fn a_plan_is_the_same_as_what_it_was_branched_from() {
    let office = Office::new().await;
    let comparison = office.read("/compare?with=1").await;
    assert_eq!(
        (&comparison["moves"], &comparison["grids"], &comparison["fates"]),
        (&json!([]), &json!([]), &json!({"unchanged": 4}))
    );
    assert_eq!(comparison["from"]["totals"], comparison["to"]["totals"]);
}

#[tokio::test]
async fn a_merge_moves_what_the_merged_grid_had() {
    let office = Office::new().await;
    office.edit(json!([merge_g1_g2()])).await;
    let comparison = office.read("/compare?with=1").await;
    let moves = comparison["moves"].as_array().unwrap();
    assert_eq!(moves.len(), 1);
    // B2 with 250.5 households and 751.5 residents; K3 of the default window.
    let moved = &moves[0];
    assert_eq!(
        (&moved["from"], &moved["to"], &moved["buildings"], &moved["households"]),
        (&json!("G2"), &json!("G1"), &json!(1), &json!(250.5))
    );
    assert_eq!((&moved["residents"], &moved["complaints"]), (&json!(751.5), &json!(1)));
    assert_eq!(comparison["moved"]["households"], json!(250.5));
    assert_eq!(fates(&comparison), [fate("merged", json!("G1"), json!("G1"), json!(["G2"]))]);
    assert_eq!(
        (&comparison["from"]["totals"]["in_range_share"], &comparison["to"]["totals"]["in_range_share"]),
        (&json!(0.25), &json!(0.0))
    );
    assert_eq!(comparison["to"]["totals"]["households"], json!(971.5));
    let back = office.get("/api/v1/plans/1/compare?with=3").await.json();
    assert_eq!(
        fates(&back),
        [
            fate("split", json!("G1"), json!("G1"), json!([])),
            fate("split", Value::Null, json!("G2"), json!(["G1"]))
        ]
    );
}

#[tokio::test]
async fn splits_names_and_moved_boundaries_are_told_apart() {
    let office = Office::new().await;
    let moved = json!([[117.312, 31.8], [117.312, 31.804]]);
    let moves: Vec<Value> =
        moved.as_array().unwrap().iter().map(|from| json!({"from": from, "to": [117.3123, from[1]]})).collect();
    office.edit(json!([split_g1(), {"op": "set", "grid": "G2", "code": "N2"}, {"op": "move_vertices", "moves": moves}])).await;
    let comparison = office.read("/compare?with=1").await;
    let expected = [
        fate("split", json!("G1"), json!("G1"), json!([])),
        fate("renamed", json!("G2"), json!("N2"), json!([])),
        fate("reshaped", json!("G3"), json!("G3"), json!(["G4"])),
        fate("reshaped", json!("G4"), json!("G4"), json!([])),
        fate("split", Value::Null, json!("G5"), json!(["G1"])),
    ];
    assert_eq!(fates(&comparison), expected);
    let pairs: Vec<_> = comparison["moves"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["from"].clone(), it["to"].clone()))
        .collect();
    assert_eq!(pairs, [(json!("G1"), json!("G5")), (json!("G4"), json!("G3"))]);
}

#[tokio::test]
async fn complaints_that_count_for_another_grid_are_counted_in_the_window() {
    let office = Office::new().await;
    office.edit(json!([{"op": "merge", "grids": ["G1", "G2"], "into": "G2"}])).await;
    // K1 and K2 in December; K4 in November too.
    let complaints = async |window: &str| {
        office.read(&format!("/compare?with=1{window}")).await["moved"]["complaints"].clone()
    };
    assert_eq!(complaints("").await, json!(2));
    assert_eq!(complaints("&from=2025-11-01&to=2026-01-01").await, json!(3));
    assert_eq!(complaints("&category=%E5%9E%83%E5%9C%BE").await, json!(0));
}

#[tokio::test]
async fn plans_of_two_layers_are_compared_too() {
    let office = Office::new().await;
    let comparison = office.get("/api/v1/plans/2/compare?with=1").await.json();
    let total: f64 =
        comparison["moves"].as_array().unwrap().iter().map(|it| it["households"].as_f64().unwrap()).sum();
    assert_eq!(total, 971.5, "no grid of the one is a grid of the other");
    assert_eq!(comparison["moved"]["buildings"], 3);
}

#[tokio::test]
async fn a_comparison_is_printed_and_tabled() {
    let office = Office::new().await;
    office.edit(json!([merge_g1_g2(), {"op": "set", "grid": "G3", "code": "<b>"}])).await;
    let csv = text(&office, "/compare?with=1", "text/csv").await;
    assert_eq!(csv.lines().next(), Some("from,to,buildings,households,residents,complaints,area_m2"));
    assert!(csv.lines().nth(1).unwrap().starts_with("G2,G1,1,250.5,751.5,1,"), "{csv}");
    let html = text(&office, "/compare?with=1", "text/html").await;
    assert!(
        html.contains("合并")
            && html.contains("&lt;b&gt;")
            && !html.contains("<b>")
            && html.contains("/api/v1/print.css")
    );
    let english = text(&office, "/compare?with=1&lang=en", "text/html").await;
    assert!(
        english.contains("1 buildings with 250.5 households and 752 residents move; 1 complaints"),
        "{english}"
    );
    assert_eq!(office.get("/api/v1/print.css").await.status, 200);
}

#[tokio::test]
async fn the_sheet_of_a_community_has_its_grids_and_people() {
    let office = Office::new().await;
    let html = text(&office, "/sheet?community=C1", "text/html").await;
    assert_eq!(html.matches("<path class=\"grid").count(), 2);
    // The head of G1 before its worker.
    assert!(html.contains("name P1（网格长）、name P2（网格员）"), "{html}");
    assert!(html.contains("570.5") || html.contains("571") || html.contains("570"), "{html}");
    let all = text(&office, "/sheet?lang=en", "text/html").await;
    assert_eq!(all.matches("<path class=\"grid").count(), 4);
    assert!(all.contains("Households"));
}

#[tokio::test]
async fn what_cannot_be_compared_or_printed_is_refused() {
    let office = Office::new().await;
    for (path, status) in [
        ("/compare", 400),
        ("/compare?with=99", 404),
        ("/compare?with=x", 400),
        ("/compare?with=1&from=2025-13-01", 400),
        ("/compare?with=1&lang=fr", 400),
        ("/sheet?community=moon", 404),
    ] {
        let answer = office.get(&format!("{}{path}", office.draft)).await;
        assert_eq!(answer.status, status, "{path}");
        answer.problem();
    }
    assert_eq!(office.get("/api/v1/plans/99/compare?with=1").await.status, 404);
    assert_eq!(office.get("/api/v1/plans/99/sheet").await.status, 404);
    assert_eq!(
        office
            .ask("GET", &format!("{}/compare?with=1", office.draft), None, &[("accept", "image/png")])
            .await
            .status,
        406
    );
}
