//! What no client should send: each is refused, and nothing changes.

use super::super::client::send;
use super::{Office, merge_g1_g2};
use axum::body::Body;
use axum::http::Request;
use serde_json::json;

#[tokio::test]
async fn a_plan_that_is_not_there_is_told() {
    let office = Office::new().await;
    for plan in ["/api/v1/plans/99", "/api/v1/plans/none", "/api/v1/plans/99999999999999999999"] {
        for path in ["", "/grids", "/arcs?codes=G1", "/edits", "/findings", "/lineage"] {
            let answer = office.get(&format!("{plan}{path}")).await;
            assert_eq!(answer.status, 404, "{plan}{path}");
            assert!(answer.problem().contains("no plan"));
        }
        let edit = json!({"operations": [merge_g1_g2()]});
        for (path, body) in [
            ("/edits", edit),
            ("/undo", json!({})),
            ("/redo", json!({})),
            ("/submit", json!({})),
            ("/approve", json!({})),
            ("/reject", json!({})),
            ("/withdraw", json!({})),
            ("/publish", json!({"starts": "2026-01-01"})),
        ] {
            let answer = office.post(&format!("{plan}{path}"), &body, &[("if-match", "\"0\"")]).await;
            assert_eq!(answer.status, 404, "{plan}{path}");
        }
        assert_eq!(
            office.ask("PATCH", plan, Some(&json!({"name": "x"})), &[("if-match", "*")]).await.status,
            404
        );
        assert_eq!(office.ask("DELETE", plan, None, &[]).await.status, 404);
    }
    assert_eq!(office.get("/tiles/grids/0/0/0.mvt?plan=99").await.status, 404);
    assert_eq!(office.get("/tiles/buildings/0/0/0.mvt?plan=3").await.status, 400);
    assert_eq!(office.get("/api/v1/plans?layer=moon").await.status, 404);
}

#[tokio::test]
async fn whoever_changes_a_draft_says_which_revision_is_meant() {
    let office = Office::new().await;
    let edit = json!({"operations": [merge_g1_g2()]});
    for (path, body) in [("/edits", &edit), ("/undo", &json!({})), ("/redo", &json!({}))] {
        let answer = office.post(&format!("{}{path}", office.draft), body, &[]).await;
        assert_eq!(answer.status, 428, "{path}");
        answer.problem();
        let stale = office.post(&format!("{}{path}", office.draft), body, &[("if-match", "\"7\"")]).await;
        assert_eq!((stale.status.as_u16(), &stale.json()["revision"]), (409, &json!(0)), "{path}");
        let no_tag = office.post(&format!("{}{path}", office.draft), body, &[("if-match", "\"x\"")]).await;
        assert_eq!(no_tag.status, 400, "{path}");
    }
    assert_eq!(office.ask("PATCH", &office.draft, Some(&json!({"name": "x"})), &[]).await.status, 428);
    for (path, body) in [("/submit", json!({})), ("/publish", json!({"starts": "2026-01-01"}))] {
        let stale = office.post(&format!("{}{path}", office.draft), &body, &[("if-match", "\"7\"")]).await;
        assert_eq!(stale.status, 409, "{path}");
    }
    assert_eq!(office.ask("DELETE", &office.draft, None, &[("if-match", "\"7\"")]).await.status, 409);
    assert_eq!(office.read("").await["revision"], 0);
}

#[tokio::test]
async fn bodies_that_do_not_fit_are_refused_with_the_member() {
    let office = Office::new().await;
    let edits = format!("{}/edits", office.draft);
    let cases = [
        (&edits, json!({"operations": []}), "operations"),
        (&edits, json!({"operations": [{"op": "explode"}]}), "explode"),
        (&edits, json!({"operations": [{"op": "split", "grid": "G1", "line": [[200, 0], [1, 1]]}]}), "200"),
        (&edits, json!({"operation": []}), "operation"),
        (&"/api/v1/plans".to_owned(), json!({"name": "  "}), "name"),
        (&"/api/v1/plans".to_owned(), json!({}), "name"),
        (&"/api/v1/plans".to_owned(), json!({"name": "x", "target": {"min": 400, "max": 300}}), "target"),
        (&"/api/v1/plans".to_owned(), json!({"name": "x", "starts": 1}), "starts"),
        (&format!("{}/publish", office.draft), json!({"starts": "someday"}), "starts"),
        (&format!("{}/submit", office.draft), json!({"notes": "x"}), "notes"),
    ];
    for (address, body, names) in cases {
        let answer = office.post(address, &body, &[("if-match", "*")]).await;
        assert_eq!(answer.status, 400, "{address} {body}");
        let detail = answer.problem();
        assert!(detail.contains(names), "{address} {body}: {detail}");
    }
    for (from, status) in
        [(json!({"name": "x", "from": 99}), 404), (json!({"name": "x", "layer": "moon"}), 404)]
    {
        assert_eq!(office.post("/api/v1/plans", &from, &[]).await.status, status, "{from}");
    }
    assert_eq!(office.get(&format!("{}/arcs", office.draft)).await.status, 400);
    assert_eq!(office.get(&format!("{}/arcs?codes=G9", office.draft)).await.status, 404);
    assert_eq!(office.get(&format!("{}/grids?codes=G9", office.draft)).await.status, 404);
    assert_eq!(office.get(&format!("{}/grids?bbox=1,2,3", office.draft)).await.status, 400);
    assert_eq!(office.get(&format!("{}/grids?from=2025-13-01", office.draft)).await.status, 400);
    assert_eq!(office.get(&format!("{}/grids?complaints=few", office.draft)).await.status, 400);
    assert_eq!(
        office.ask("GET", &format!("{}/grids", office.draft), None, &[("accept", "image/png")]).await.status,
        406
    );
}

#[tokio::test]
async fn what_is_no_json_or_comes_from_another_site_is_refused() {
    let office = Office::new().await;
    let post = |content: &'static str, body: &'static str, site: &'static str| {
        let request =
            Request::post("/api/v1/plans").header("content-type", content).header("sec-fetch-site", site);
        send(office.router.clone(), request.body(Body::from(body)).unwrap())
    };
    assert_eq!(post("application/json", "{", "same-origin").await.status, 400);
    assert_eq!(post("text/plain", "{\"name\": \"x\"}", "same-origin").await.status, 415);
    assert_eq!(post("application/json", "{\"name\": \"x\"}", "cross-site").await.status, 403);
    assert_eq!(post("application/json", "{\"name\": \"x\"}", "same-origin").await.status, 201);
}
