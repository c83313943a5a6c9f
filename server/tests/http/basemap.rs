//! What lies under the city: nothing unless it is configured, then an archive by ranges, or Tianditu's addresses.

use super::client::{Answer, get, send};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use onemap::config::{Config, Settings};
use onemap::state::App;
use std::sync::Arc;

fn server(basemap: &str) -> Router {
    let settings: Settings = toml::from_str(&format!("store = 'unused'\n[basemap]\n{basemap}")).unwrap();
    onemap::routes::app(Arc::new(App::new(&Config::resolve(settings, Settings::default()).unwrap())))
}

async fn ask(server: &Router, address: &str, range: Option<&str>) -> Answer {
    let mut request = Request::get(address);
    if let Some(range) = range {
        request = request.header("range", range);
    }
    send(server.clone(), request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn by_default_there_is_none_and_the_page_may_speak_to_nobody() {
    let answer = get("/api/v1/basemap").await;
    assert!(answer.json()["source"].is_null());
    assert!(answer.header("content-security-policy").ends_with("connect-src 'self'"));
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    let archive = get("/api/v1/basemap.pmtiles").await;
    assert_eq!(archive.status, 404);
    assert!(archive.problem().contains("basemap.pmtiles"));
    let strange = get("/api/v1/basemap.pmtiles?v=-1").await;
    assert_eq!(strange.status, 400);
    assert!(strange.problem().starts_with("v: "));
}

#[tokio::test]
async fn an_archive_is_served_by_ranges_from_here() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut bytes: Vec<u8> = (0..=255).cycle().take(1000).collect();
    bytes[..8].copy_from_slice(b"PMTiles\x03");
    // Gzip inside, gzip tiles, vector tiles.
    bytes[97..100].copy_from_slice(&[2, 2, 1]);
    std::fs::write(file.path(), &bytes).unwrap();
    let server = server(&format!("pmtiles = '{}'\nattribution = '我们'", file.path().display()));

    let described = ask(&server, "/api/v1/basemap", None).await;
    assert!(described.header("content-security-policy").ends_with("connect-src 'self'"));
    let described = described.json();
    assert_eq!(described["attribution"], "我们");
    assert_eq!(described["source"]["kind"], "pmtiles");
    assert_eq!(described["source"]["tiles"], "vector");
    let address = described["source"]["url"].as_str().unwrap();

    let part = ask(&server, address, Some("bytes=100-299")).await;
    assert_eq!(part.status, 206);
    assert_eq!(part.header("content-range"), "bytes 100-299/1000");
    assert_eq!(part.header("content-type"), "application/vnd.pmtiles");
    assert!(part.header("cache-control").contains("immutable"));
    assert_eq!(part.body, bytes[100..300]);
    assert_eq!(ask(&server, address, None).await.body, bytes);

    let beyond = ask(&server, address, Some("bytes=5000-6000")).await;
    assert_eq!(beyond.status, 416);
    assert_eq!(beyond.header("content-range"), "bytes */1000");
    beyond.problem();
    // A reader begins with more than a small file has.
    assert_eq!(ask(&server, address, Some("bytes=0-16383")).await.body, bytes);
    // A browser asks for more of what it has a part of, if it is still the same.
    let states = ["last-modified", "etag"].map(|name| part.header(name).to_owned());
    let again = async |state: &str, range: &str| {
        let request = Request::get(address).header("range", range).header("if-range", state);
        send(server.clone(), request.body(Body::empty()).unwrap()).await.status.as_u16()
    };
    for state in states {
        assert_eq!(again(&state, "bytes=0-9").await, 206);
    }
    assert_eq!(again("\"other\"", "bytes=0-9").await, 200);
    assert_eq!(ask(&server, address, Some("items=0-9")).await.status, 200);
    let unversioned = ask(&server, "/api/v1/basemap.pmtiles", Some("bytes=0-6")).await;
    assert_eq!(unversioned.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn only_tianditu_lets_the_page_leave_the_machine() {
    let server = server("tianditu-key = '0a1b2c'\napproval = 'GS（2024）0650号'");
    let answer = ask(&server, "/api/v1/basemap", None).await;
    assert!(answer.header("content-security-policy").ends_with("connect-src 'self' https://*.tianditu.gov.cn"));
    let basemap = answer.json();
    assert_eq!(basemap["approval"], "GS（2024）0650号");
    let ground = basemap["source"]["ground"].as_array().unwrap();
    assert_eq!(ground.len(), 8);
    for address in ground.iter().map(|address| address.as_str().unwrap()) {
        assert!(
            address.starts_with("https://t") && address.contains("/vec_w/") && address.ends_with("&tk=0a1b2c")
        );
    }
    assert!(basemap["source"]["names"][0].as_str().unwrap().contains("LAYER=cva"));
}
