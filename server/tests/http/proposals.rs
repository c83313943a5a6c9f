//! Proposals over HTTP: begun, watched, taken over, refused, forgotten.

use super::plans::Office;
use serde_json::{Value, json};

/// Begins a proposal and waits until it is done.
async fn proposed(office: &Office, asked: &Value) -> (String, Value) {
    let begun = office.post("/api/v1/proposals", asked, &[("x-actor", "%E7%8E%8B")]).await;
    assert_eq!(begun.status, 202, "{}", String::from_utf8_lossy(&begun.body));
    let address = begun.header("location").to_owned();
    loop {
        let proposal = office.get(&address).await.json();
        if proposal["state"] != "running" {
            return (address, proposal);
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_proposal_adds_up_and_becomes_a_draft() {
    let office = Office::new().await;
    let (address, proposal) = proposed(&office, &json!({"min": 200, "max": 500})).await;
    assert_eq!((&proposal["state"], &proposal["actor"]), (&json!("done"), &json!("王")));
    assert_eq!((&proposal["done"], &proposal["communities"]), (&json!(2), &json!(2)));
    let report = &proposal["report"];
    assert_eq!(report["households"], 971.5);
    let of_communities: f64 =
        report["by_community"].as_array().unwrap().iter().map(|one| one["households"].as_f64().unwrap()).sum();
    assert_eq!(of_communities, 971.5);
    // The plan in force: G1 with 320, G2 with 250.5, G3 with 401, G4 with none.
    let before = &report["before"];
    assert_eq!([&before["grids"], &before["in_range"], &before["most"]], [&json!(4), &json!(3), &json!(401.0)]);

    let grids = office.get(&format!("{address}/grids")).await.json();
    let features = grids["features"].as_array().unwrap();
    assert_eq!(json!(features.len()), report["grids"]);
    let households: f64 = features.iter().map(|grid| grid["properties"]["households"].as_f64().unwrap()).sum();
    assert_eq!(households, 971.5);
    let as_json = office.ask("GET", &format!("{address}/grids"), None, &[("accept", "application/json")]).await;
    assert_eq!((as_json.header("content-type"), as_json.json()), ("application/json", grids.clone()));
    let csv = office.ask("GET", &format!("{address}/grids"), None, &[("accept", "text/csv")]).await;
    let text = String::from_utf8(csv.body).unwrap();
    assert!(text.starts_with("code,community,households,residents,buildings,complaints,"), "{text}");
    assert_eq!(text.lines().count(), features.len() + 1);
    // Of five, K5 has no place.
    let complaints: u64 = features.iter().map(|grid| grid["properties"]["complaints"].as_u64().unwrap()).sum();
    assert_eq!([&json!(complaints), &report["complaints"], &before["complaints"]], [&json!(4); 3]);

    let made = office.post(&format!("{address}/draft"), &json!({"name": "方案一"}), &[]).await;
    assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
    let draft = made.json();
    assert_eq!((&draft["state"], &draft["name"]), (&json!("draft"), &json!("方案一")));
    assert_eq!(draft["target"], json!({"min": 200.0, "max": 500.0}));
    assert_eq!(draft["totals"]["households"], 971.5);
    let list = office.get("/api/v1/proposals").await.json();
    assert_eq!(list["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn some_communities_are_taken_over_and_the_others_stay() {
    let office = Office::new().await;
    let (address, proposal) = proposed(&office, &json!({"areas": ["S1"], "min": 200, "max": 600})).await;
    assert_eq!(proposal["communities"], 2);
    let taken = json!({"name": "one", "communities": ["C1"]});
    let draft = office.post(&format!("{address}/draft"), &taken, &[]).await;
    let rows = office.get(&format!("{}/grids", draft.header("location"))).await.json();
    let of = |community: &str| -> Vec<(&str, f64)> {
        let rows = rows["items"].as_array().unwrap().iter().filter(|row| row["parent"] == community);
        rows.map(|row| (row["code"].as_str().unwrap(), row["households"].as_f64().unwrap())).collect()
    };
    assert_eq!(of("C2"), [("G3", 401.0), ("G4", 0.0)]);
    let c1: f64 = of("C1").iter().map(|(_, households)| households).sum();
    assert_eq!(c1, 570.5);
    for (wrong, named) in [(json!(["C9"]), "C9"), (json!([]), "communities")] {
        let taken = json!({"name": "x", "communities": wrong});
        let answer = office.post(&format!("{address}/draft"), &taken, &[]).await;
        assert_eq!(answer.status, 400);
        assert!(answer.problem().contains(named));
    }
}

#[tokio::test]
async fn what_cannot_be_proposed_is_refused_by_name() {
    let office = Office::new().await;
    for (asked, named) in [
        (json!({"areas": ["C9"]}), "C9"),
        (json!({"min": 400, "max": 300}), "400..300"),
        (json!({"target": 900}), "900"),
        (json!({"min": 0}), "0..400"),
        (json!({"weights": {"roads": -1}}), "roads"),
        (json!({"locked": ["G9"]}), "G9"),
        (json!({"area": "C1"}), "area"),
        (json!({"seed": -1}), "seed"),
        (json!({"rounds": 201}), "rounds"),
        (json!([]), "body"),
    ] {
        let answer = office.post("/api/v1/proposals", &asked, &[]).await;
        assert_eq!(answer.status, 400, "{asked}");
        let detail = answer.problem();
        assert!(detail.contains(named), "{detail}");
    }
    assert_eq!(office.get("/api/v1/proposals").await.json(), json!({"items": []}));
}

#[tokio::test]
async fn a_proposal_that_is_not_there_is_told_and_one_can_be_forgotten() {
    let office = Office::new().await;
    for id in ["7", "none", "-1"] {
        assert_eq!(office.get(&format!("/api/v1/proposals/{id}")).await.status, 404);
        assert_eq!(office.get(&format!("/api/v1/proposals/{id}/grids")).await.status, 404);
        assert_eq!(office.ask("DELETE", &format!("/api/v1/proposals/{id}"), None, &[]).await.status, 404);
        let draft = office.post(&format!("/api/v1/proposals/{id}/draft"), &json!({"name": "x"}), &[]).await;
        assert_eq!(draft.status, 404);
    }
    let (address, _) = proposed(&office, &json!({})).await;
    assert_eq!(office.ask("DELETE", &address, None, &[]).await.status, 204);
    assert_eq!(office.get(&address).await.status, 404);
}

#[tokio::test]
async fn the_latest_proposals_are_kept() {
    let office = Office::new().await;
    for seed in 0..14 {
        proposed(&office, &json!({"areas": ["C1"], "seed": seed})).await;
    }
    let list = office.get("/api/v1/proposals").await.json();
    let seeds: Vec<&Value> = list["items"].as_array().unwrap().iter().map(|job| &job["seed"]).collect();
    assert_eq!(seeds, (2..14).map(|seed| json!(seed)).collect::<Vec<_>>().iter().collect::<Vec<_>>());
}
