//! From draft to replaced.

use super::{Office, merge_g1_g2, split_g1};
use onemap::plan::life;
use onemap::snapshot::Snapshot;
use serde_json::{Value, json};

async fn approved() -> Office {
    let office = Office::new().await;
    office.edit(json!([merge_g1_g2()])).await;
    assert_eq!(office.step("/submit", &json!({"note": "please look"})).await["state"], "submitted");
    assert_eq!(office.step("/approve", &json!({})).await["state"], "approved");
    office
}

#[tokio::test]
async fn a_plan_published_for_today_is_in_force_and_replaces_the_one_before() {
    let office = approved().await;
    let published = office.step("/publish", &json!({"starts": "2025-12-15", "note": "council"})).await;
    assert_eq!(
        (&published["state"], &published["starts"], &published["note"]),
        (&json!("in_force"), &json!("2025-12-15"), &json!("council"))
    );
    let plans = office.get("/api/v1/plans?layer=duty").await.json();
    let first = &plans["items"][0];
    assert_eq!((&first["state"], &first["ends"]), (&json!("replaced"), &json!("2025-12-15")));
    // What a reading of the store has as the grids of the layer.
    let snapshot = Snapshot::load(&office.store, None).unwrap();
    assert_eq!(snapshot.counts.grids, 3);
    assert_eq!(snapshot.grid_layers[0].plan.as_ref().unwrap().name, "秋季");
    assert_eq!(
        office.households().await,
        [("G1".to_owned(), 570.5), ("G3".to_owned(), 401.0), ("G4".to_owned(), 0.0)]
    );
}

#[tokio::test]
async fn complaints_count_for_the_plan_of_their_day_and_for_any_plan() {
    let office = approved().await;
    office.step("/publish", &json!({"starts": "2025-12-15"})).await;
    let counts = async |plan: &str, complaints: &str| {
        let address = format!("{plan}/grids?from=2025-11-01&to=2026-01-01&complaints={complaints}");
        let grids = office.get(&address).await.json();
        let rows = grids["items"].as_array().unwrap().iter();
        rows.map(|row| row["complaints"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    // K4 (20 November) and K3 (10 December) came before, K2 and K1 (31 December) after.
    assert_eq!(counts("/api/v1/plans/1", "own").await, [1, 1, 0, 0]);
    assert_eq!(counts(&office.draft, "own").await, [2, 0, 0]);
    assert_eq!(counts("/api/v1/plans/1", "all").await, [3, 1, 0, 0]);
    assert_eq!(counts(&office.draft, "all").await, [4, 0, 0]);
}

#[tokio::test]
async fn a_complaint_keeps_the_grid_of_its_day() {
    let mut office = approved().await;
    office.step("/publish", &json!({"starts": "2025-12-15"})).await;
    office.router = office.restarted();
    let page = office.get("/api/v1/complaints?from=2025-11-01&to=2026-01-01").await.json();
    let word = |item: &Value, field: &str| item[field].as_str().unwrap_or("-").to_owned();
    let items = page["items"].as_array().unwrap().iter();
    let grids: Vec<_> =
        items.map(|item| ["id", "grid", "grid_then"].map(|field| word(item, field)).join(" ")).collect();
    // K3 came five days before G1 and G2 were one.
    assert_eq!(grids, ["K1 G1 G1", "K2 G1 G1", "K3 G1 G2", "K5 - -", "K4 G1 G1"]);
}

#[tokio::test]
async fn a_plan_published_for_later_waits_for_its_day() {
    let office = approved().await;
    let published = office.step("/publish", &json!({"starts": "9998-01-01"})).await;
    assert_eq!((&published["state"], &published["starts"]), (&json!("approved"), &json!("9998-01-01")));
    assert_eq!(Snapshot::load(&office.store, None).unwrap().counts.grids, 4);
    let mut writer = office.store.plan_writer().unwrap();
    assert_eq!(life::bring_into_force(&mut writer, "9997-12-31".parse().unwrap()).unwrap(), 0);
    assert_eq!(life::bring_into_force(&mut writer, "9998-01-02".parse().unwrap()).unwrap(), 1);
    assert_eq!(Snapshot::load(&office.store, None).unwrap().counts.grids, 3);
    let plans = office.get("/api/v1/plans").await.json();
    assert_eq!(
        (&plans["items"][0]["ends"], &plans["items"][0]["state"]),
        (&json!("9998-01-01"), &json!("replaced"))
    );
    assert_eq!(office.read("").await["state"], "in_force");
}

#[tokio::test]
async fn what_waits_for_its_day_can_be_taken_back_and_edited_on() {
    let office = approved().await;
    office.step("/publish", &json!({"starts": "9998-01-01"})).await;
    let draft = office.step("/withdraw", &json!({})).await;
    assert_eq!(
        (&draft["state"], &draft["starts"], &draft["can_undo"]),
        (&json!("draft"), &Value::Null, &json!(true))
    );
    office.step("/undo", &json!({})).await;
    assert_eq!(office.households().await.len(), 4);
    office.edit(json!([split_g1()])).await;
    assert_eq!(office.read("/lineage").await["items"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn only_what_fits_the_state_is_done() {
    let office = Office::new().await;
    let tries = async |path: &str, body: Value| {
        let answer = office.post(&format!("{}{path}", office.draft), &body, &[("if-match", "*")]).await;
        (answer.status.as_u16(), answer.problem())
    };
    for (path, word) in [("/approve", "submitted"), ("/reject", "submitted"), ("/withdraw", "submitted")] {
        let (status, detail) = tries(path, json!({})).await;
        assert!(status == 409 && detail.contains(word), "{path}: {detail}");
    }
    assert_eq!(tries("/publish", json!({"starts": "2026-01-01"})).await.0, 409);
    office.step("/submit", &json!({})).await;
    let (status, detail) = tries("/edits", json!({"operations": [merge_g1_g2()]})).await;
    assert!(status == 409 && detail.contains("only a draft can be edited"), "{detail}");
    assert_eq!(tries("/undo", json!({})).await.0, 409);
    assert_eq!(office.ask("DELETE", &office.draft, None, &[]).await.status, 409);
    assert_eq!(office.step("/reject", &json!({"note": "no"})).await["state"], "draft");
    office.edit(json!([merge_g1_g2()])).await;
}

#[tokio::test]
async fn the_days_of_plans_follow_one_another() {
    let office = approved().await;
    office.step("/publish", &json!({"starts": "2025-12-15"})).await;
    let next = office.post("/api/v1/plans", &json!({"name": "next"}), &[]).await.header("location").to_owned();
    for step in ["submit", "approve"] {
        assert_eq!(office.post(&format!("{next}/{step}"), &json!({}), &[]).await.status, 200);
    }
    let publish = format!("{next}/publish");
    let early = office.post(&publish, &json!({"starts": "2025-12-15"}), &[]).await;
    assert_eq!(early.status, 400);
    assert!(early.problem().contains("2025-12-15"));
    assert_eq!(office.post(&publish, &json!({"starts": "2025-12-16"}), &[]).await.json()["state"], "in_force");
}

#[tokio::test]
async fn a_branch_begins_where_its_parent_is_and_goes_its_own_way() {
    let office = Office::new().await;
    office.edit(json!([merge_g1_g2()])).await;
    let body = json!({"name": "branch", "from": 3});
    let branch = office.post("/api/v1/plans", &body, &[("x-actor", "ann")]).await;
    let plan = branch.json();
    assert_eq!((&plan["parent"], &plan["grids"], &plan["revision"]), (&json!(3), &json!(3), &json!(0)));
    assert_eq!((&plan["can_undo"], &plan["actor"]), (&json!(false), &json!("ann")));
    office.step("/undo", &json!({})).await;
    assert_eq!(office.households().await.len(), 4);
    let address = branch.header("location").to_owned();
    assert_eq!(office.get(&address).await.json()["grids"], 3);
    assert_eq!(office.ask("DELETE", &office.draft, None, &[("if-match", "*")]).await.status, 204);
    assert_eq!(office.get(&office.draft).await.status, 404);
    assert_eq!(office.get(&address).await.json()["parent"], Value::Null);
}
