//! Lists of plans and the address of one.

use super::Office;
use serde_json::{Value, json};

#[tokio::test]
async fn plans_are_listed_with_what_they_are() {
    let office = Office::new().await;
    let list = office.get("/api/v1/plans").await.json();
    let items = list["items"].as_array().unwrap();
    let row = |plan: &Value| {
        (plan["id"].clone(), plan["layer"].clone(), plan["state"].clone(), plan["grids"].clone())
    };
    assert_eq!(
        items.iter().map(row).collect::<Vec<_>>(),
        [
            (json!(1), json!("duty"), json!("in_force"), json!(4)),
            (json!(2), json!("wide"), json!("in_force"), json!(2)),
            (json!(3), json!("duty"), json!("draft"), json!(4)),
        ]
    );
    assert_eq!(
        (&items[2]["name"], &items[2]["parent"], &items[2]["actor"]),
        (&json!("秋季"), &json!(1), &json!("anonymous"))
    );
    let created = items[2]["created"].as_str().unwrap();
    assert!(created.len() == 24 && created.ends_with('Z'), "{created}");
    let wide = office.get("/api/v1/plans?layer=wide").await.json();
    assert_eq!(wide["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_draft_of_another_layer_begins_with_its_grids() {
    let office = Office::new().await;
    let made = office
        .post(
            "/api/v1/plans",
            &json!({"name": "wider", "layer": "wide", "note": "try", "target": {"min": 500, "max": 900}}),
            &[],
        )
        .await;
    let plan = made.json();
    assert_eq!(
        (&plan["grids"], &plan["note"], &plan["target"]["max"]),
        (&json!(2), &json!("try"), &json!(900.0))
    );
    assert_eq!((made.header("location"), made.header("etag")), ("/api/v1/plans/4", "\"0\""));
}
