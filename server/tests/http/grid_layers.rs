//! Several grid layers, and how the grids of one lie in those of another.

use super::client::{get_with, json, refused};
use serde_json::{Value, json};

#[tokio::test]
async fn layers_come_with_their_plans() {
    let layers = json("/api/v1/layers").await;
    let expected = json!([
        {"id": "duty", "name": "duty", "is_default": true, "grids": 4,
         "plan": {"name": "Imported plan", "version": 1, "starts": null}},
        {"id": "wide", "name": "wide", "is_default": false, "grids": 2,
         "plan": {"name": "Imported plan", "version": 1, "starts": null}},
    ]);
    assert_eq!(layers["items"], expected);
}

/// Of each pair: codes, share in percent, buildings, households.
fn figures(crosswalk: &Value) -> Vec<Value> {
    let items = crosswalk["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            let percent = (item["share"].as_f64().unwrap() * 100.0).round();
            json!([item["from"], item["to"], percent, item["buildings"], item["households"]])
        })
        .collect()
}

#[tokio::test]
async fn grids_are_divided_among_those_of_the_other_layer() {
    let crosswalk = json("/api/v1/crosswalk?from=duty&to=wide").await;
    let expected = [
        json!(["G1", "H1", 100.0, 1, 320.0]),
        json!(["G2", "H1", 25.0, 0, 0.0]),
        json!(["G2", "H2", 75.0, 1, 250.5]),
        json!(["G3", "H2", 100.0, 1, 401.0]),
        json!(["G4", null, 100.0, 0, 0.0]),
    ];
    assert_eq!(figures(&crosswalk), expected);
    let back = json("/api/v1/crosswalk?from=wide&to=duty").await;
    let households: f64 =
        back["items"].as_array().unwrap().iter().map(|item| item["households"].as_f64().unwrap()).sum();
    assert_eq!(households, 971.5);
    let itself = json("/api/v1/crosswalk?from=duty&to=duty").await;
    assert_eq!(itself["items"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn as_csv_a_pair_is_a_line() {
    let csv = get_with("/api/v1/crosswalk?from=duty&to=wide", &[("accept", "text/csv")]).await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let text = String::from_utf8(csv.body.clone()).unwrap();
    assert_eq!(text.lines().next(), Some("from,to,area_m2,share,buildings,households"));
    assert!(text.lines().nth(1).unwrap().starts_with("G1,H1,") && text.lines().count() == 6, "{text}");
    let refused = get_with("/api/v1/crosswalk?from=duty&to=wide", &[("accept", "image/png")]).await;
    assert_eq!(refused.status, 406);
}

#[tokio::test]
async fn a_layer_that_is_not_there_is_named() {
    refused("/api/v1/crosswalk?from=duty&to=moon", 404, "moon").await;
    refused("/api/v1/crosswalk?from=moon&to=duty", 404, "moon").await;
    refused("/api/v1/crosswalk?from=duty", 400, "to").await;
}
