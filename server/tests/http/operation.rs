//! Health, limits, headers, the page, and readings of a changed store.

use super::city;
use super::client::{get, get_with, json, refused, send};
use axum::body::Body;
use axum::http::Request;
use onemap::snapshot::Snapshot;
use tempfile::TempDir;

#[tokio::test]
async fn before_the_store_is_read_the_server_says_so() {
    let server = onemap::routes::app(city::app());
    for address in ["/healthz", "/readyz", "/api/v1/city", "/tiles/grids/0/0/0.mvt"] {
        let answer = send(server.clone(), Request::get(address).body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "1"), "{address}");
        answer.problem();
    }
}

#[tokio::test]
async fn once_ready_it_is_healthy_and_counts() {
    assert_eq!(get("/healthz").await.body, b"ok");
    assert_eq!(get("/readyz").await.status, 200);
    let metrics = get("/metrics").await;
    assert!(metrics.header("content-type").starts_with("text/plain"));
    let text = String::from_utf8(metrics.body).unwrap();
    assert!(text.contains("# TYPE onemap_request_seconds histogram"), "{text}");
    assert!(text.contains("onemap_compute_jobs"), "{text}");
}

#[tokio::test]
async fn a_reading_published_replaces_the_one_before() {
    let folder = TempDir::new().unwrap();
    let store = city::store(&folder.path().join("city.gpkg"));
    let app = city::app();
    let load = || Snapshot::load(&store, None).unwrap();
    app.publish(load());
    let before = app.snapshot().unwrap();
    city::add_complaint(&store);
    app.publish(load());
    let after = app.snapshot().unwrap();
    assert_eq!((before.complaints.columns.len(), after.complaints.columns.len()), (5, 6));
    assert_eq!(after.now.unwrap().to_string(), "2026-01-01T09:00:00");
    assert!(after.version > before.version);
}

#[tokio::test]
async fn a_time_given_as_now_moves_the_default_window() {
    let folder = TempDir::new().unwrap();
    let store = city::store(&folder.path().join("city.gpkg"));
    let snapshot = Snapshot::load(&store, Some("2025-06-15T12:00:00".parse().unwrap())).unwrap();
    assert_eq!(snapshot.default_window().to.to_string(), "2025-06-16T00:00:00");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers_and_an_id() {
    for address in ["/", "/api/v1/city", "/api/v1/nothing", "/tiles/grids/0/0/0.mvt"] {
        let answer = get(address).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("x-request-id").len(), 36, "{address}");
    }
    assert_eq!(get_with("/healthz", &[("x-request-id", "mine")]).await.header("x-request-id"), "mine");
    let long = "x".repeat(5_000);
    assert_eq!(get_with("/healthz", &[("x-request-id", &long)]).await.header("x-request-id").len(), 36);
}

#[tokio::test]
async fn a_body_too_large_is_refused() {
    let request =
        Request::post("/api/v1/city").header("content-length", "100000000").body(Body::empty()).unwrap();
    let answer = send(city::served(), request).await;
    assert_eq!(answer.status, 413);
    answer.problem();
}

#[tokio::test]
async fn another_method_is_refused() {
    for address in ["/api/v1/city", "/", "/tiles/grids/0/0/0.mvt"] {
        let answer = send(city::served(), Request::delete(address).body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 405, "{address}");
        assert!(answer.header("allow").contains("GET"), "{address}");
        answer.problem();
    }
}

#[tokio::test]
async fn the_page_answers_for_itself_and_for_nothing_else() {
    let page = get("/?face=plan").await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (200, "text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control"), "no-cache");
    for address in [
        "/../Cargo.toml",
        "/assets/../../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/no-such-file.js",
        "/plan",
        "//etc/passwd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/%00",
        "/assets/",
        "/api",
        "/tiles",
    ] {
        refused(address, 404, "nothing at").await;
    }
}

#[tokio::test]
async fn the_api_explains_itself_without_a_network() {
    let document = json("/api/v1/openapi.json").await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let page = String::from_utf8(get("/api/v1/docs").await.body).unwrap();
    for path in document["paths"].as_object().unwrap().keys() {
        assert!(page.contains(path.as_str()), "{path}");
    }
    assert!(page.contains("id=\"bad-parameter\""));
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("<script"));
    assert_eq!(get("/api/v1/docs.css").await.status, 200);
}
