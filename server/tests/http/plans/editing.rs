//! Edits, previews, undo and redo, and two editors on one draft.

use super::{Office, merge_g1_g2, split_g1};
use serde_json::{Value, json};

#[tokio::test]
async fn an_edit_answers_with_what_it_changed() {
    let office = Office::new().await;
    let answer = office.edit(json!([merge_g1_g2()])).await;
    assert_eq!((&answer["revision"], &answer["edit"]), (&json!(1), &json!(1)));
    let touched = answer["touched"].as_array().unwrap();
    let of = |code: &str| touched.iter().find(|grid| grid["code"] == code).unwrap();
    // B1 has 320 households and B2 250.5; K1, K2 and K3 are in the default window.
    let merged = &of("G1")["after"];
    assert_eq!(
        (&merged["households"], &merged["buildings"], &merged["complaints"]),
        (&json!(570.5), &json!(2), &json!(3))
    );
    assert_eq!(
        (&of("G1")["before"]["households"], &of("G1")["before"]["complaints"]),
        (&json!(320.0), &json!(2))
    );
    assert_eq!((&of("G2")["before"]["households"], &of("G2")["after"]), (&json!(250.5), &Value::Null));
    assert_eq!(merged["range"], "over");
    let features = answer["geojson"]["features"].as_array().unwrap();
    assert_eq!((features.len(), &features[0]["id"]), (1, &json!("G1")));
    let bbox: Vec<f64> = answer["bbox"].as_array().unwrap().iter().map(|side| side.as_f64().unwrap()).collect();
    assert_eq!(bbox, [117.3, 31.8, 117.308, 31.804]);
    let rules: Vec<&str> =
        answer["findings"].as_array().unwrap().iter().map(|it| it["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["household_range"]);
    assert_eq!(answer["can_undo"], true);
}

#[tokio::test]
async fn a_preview_answers_the_same_and_keeps_nothing() {
    let office = Office::new().await;
    let address = format!("{}/edits", office.draft);
    let preview = office.post(&address, &json!({"operations": [merge_g1_g2()], "dry_run": true}), &[]).await;
    assert_eq!(preview.status, 200);
    assert_eq!(office.read("").await["revision"], 0);
    assert_eq!(office.read("/edits").await["items"], json!([]));
    let edit = office.edit(json!([merge_g1_g2()])).await;
    let mut preview = preview.json();
    assert_eq!(preview["edit"], Value::Null);
    preview["edit"] = edit["edit"].clone();
    assert_eq!(preview, edit);
}

#[tokio::test]
async fn undo_and_redo_go_back_and_forth_across_restarts() {
    let mut office = Office::new().await;
    let before = office.households().await;
    office.edit(json!([split_g1()])).await;
    let split = office.households().await;
    assert_eq!(split.len(), 5);
    office.edit(json!([merge_g1_g2()])).await;
    let merged = office.households().await;
    office.router = office.restarted();
    office.step("/undo", &json!({})).await;
    assert_eq!(office.households().await, split);
    office.router = office.restarted();
    office.step("/undo", &json!({})).await;
    assert_eq!(office.households().await, before);
    let plan = office.read("").await;
    assert_eq!(
        (&plan["can_undo"], &plan["can_redo"], &plan["revision"]),
        (&json!(false), &json!(true), &json!(4))
    );
    office.router = office.restarted();
    office.step("/redo", &json!({})).await;
    office.step("/redo", &json!({})).await;
    assert_eq!(office.households().await, merged);
}

#[tokio::test]
async fn an_edit_after_an_undo_abandons_what_was_undone() {
    let office = Office::new().await;
    office.edit(json!([split_g1()])).await;
    office.step("/undo", &json!({})).await;
    office.edit(json!([merge_g1_g2()])).await;
    let log = office.read("/edits").await;
    let states: Vec<_> = log["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edit| (edit["seq"].clone(), edit["state"].clone()))
        .collect();
    assert_eq!(states, [(json!(2), json!("done")), (json!(1), json!("abandoned"))]);
    assert_eq!(log["items"][0]["actor"], "王");
    assert_eq!(log["items"][0]["operations"][0]["op"], "merge");
    let nothing = office.post(&format!("{}/redo", office.draft), &json!({}), &[("if-match", "*")]).await;
    assert_eq!(nothing.status, 409);
    assert!(nothing.problem().contains("nothing to redo"));
    assert_eq!(office.read("").await["grids"], 3);
}

#[tokio::test]
async fn the_second_of_two_editors_learns_what_the_first_did() {
    let office = Office::new().await;
    let address = format!("{}/edits", office.draft);
    let first = office
        .post(&address, &json!({"operations": [merge_g1_g2()]}), &[("if-match", "\"0\""), ("x-actor", "ann")])
        .await;
    assert_eq!((first.status.as_u16(), first.header("etag")), (200, "\"1\""));
    let second = office.post(&address, &json!({"operations": [split_g1()]}), &[("if-match", "\"0\"")]).await;
    assert_eq!(second.status, 409);
    second.problem();
    let problem = second.json();
    assert_eq!((&problem["revision"], &problem["edits"][0]["actor"]), (&json!(1), &json!("ann")));
    assert_eq!(problem["edits"][0]["operations"][0]["op"], "merge");
    assert_eq!(office.read("").await["grids"], 3);
}

#[tokio::test]
async fn of_many_editors_at_once_every_acknowledged_edit_is_kept() {
    let office = Office::new().await;
    let address = format!("{}/edits", office.draft);
    let mut acknowledged = 0;
    let mut revision = 0;
    for round in 0..5 {
        let tag = format!("\"{revision}\"");
        let name = |editor: u32| json!({"operations": [{"op": "set", "grid": "G1", "name": format!("{round}-{editor}")}]});
        let (a, b, c) = (name(0), name(1), name(2));
        let headers = [("if-match", tag.as_str())];
        let answers = tokio::join!(
            office.post(&address, &a, &headers),
            office.post(&address, &b, &headers),
            office.post(&address, &c, &headers),
        );
        let statuses = [answers.0.status.as_u16(), answers.1.status.as_u16(), answers.2.status.as_u16()];
        assert_eq!(statuses.iter().filter(|&&status| status == 200).count(), 1, "{statuses:?}");
        assert_eq!(statuses.iter().filter(|&&status| status == 409).count(), 2, "{statuses:?}");
        acknowledged += 1;
        revision = office.read("").await["revision"].as_i64().unwrap();
    }
    assert_eq!(office.read("/edits").await["items"].as_array().unwrap().len(), acknowledged);
    assert_eq!(revision, 5);
}

#[tokio::test]
async fn a_list_of_operations_is_all_or_none() {
    let office = Office::new().await;
    let (status, problem) =
        office.refusal(json!([merge_g1_g2(), {"op": "merge", "grids": ["G3", "G9"], "into": "G3"}])).await;
    assert_eq!((status, &problem["index"], &problem["reason"]), (422, &json!(1), &json!("unknown_grid")));
    assert!(problem["detail"].as_str().unwrap().contains("G9"));
    let plan = office.read("").await;
    assert_eq!((&plan["revision"], &plan["grids"]), (&json!(0), &json!(4)));
}

#[tokio::test]
async fn a_refusal_names_its_place() {
    let office = Office::new().await;
    // A line that ends inside the grid.
    let (status, problem) = office
        .refusal(json!([{"op": "split", "grid": "G1", "line": [[117.301, 31.799], [117.301, 31.802]]}]))
        .await;
    assert_eq!((status, &problem["index"], &problem["reason"]), (422, &json!(0), &json!("does_not_cross")));
    assert!(problem.get("place").is_some());
}

#[tokio::test]
async fn an_edit_by_another_process_is_seen_at_once() {
    let office = Office::new().await;
    office.read("").await;
    let elsewhere = Office { router: office.restarted(), ..Office::new().await };
    let address = format!("{}/edits", office.draft);
    let made =
        elsewhere.post(&address, &json!({"operations": [merge_g1_g2()]}), &[("if-match", "\"0\"")]).await;
    assert_eq!(made.status, 200);
    assert_eq!(office.households().await.len(), 3);
    let stale = office.post(&address, &json!({"operations": [split_g1()]}), &[("if-match", "\"0\"")]).await;
    assert_eq!(stale.status, 409);
}

#[tokio::test]
async fn codes_are_never_given_again() {
    let office = Office::new().await;
    office.edit(json!([{"op": "split", "grid": "G1", "line": [[117.301, 31.799], [117.301, 31.805]]}])).await;
    let codes: Vec<String> = office.households().await.into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["G1", "G2", "G3", "G4", "G1-1"]);
    // G2 was merged away; G1-1 is another draft's.
    office.edit(json!([merge_g1_g2()])).await;
    let (status, problem) = office.refusal(json!([{"op": "set", "grid": "G3", "code": "G2"}])).await;
    assert_eq!((status, &problem["reason"]), (422, &json!("code_taken")));
    let other =
        office.post("/api/v1/plans", &json!({"name": "other"}), &[]).await.header("location").to_owned();
    let split =
        json!({"operations": [{"op": "split", "grid": "G1", "line": [[117.301, 31.799], [117.301, 31.805]]}]});
    let answer = office.post(&format!("{other}/edits"), &split, &[("if-match", "*")]).await.json();
    let codes: Vec<&str> =
        answer["touched"].as_array().unwrap().iter().map(|grid| grid["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["G1", "G1-2"]);
}
