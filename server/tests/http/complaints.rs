//! Single complaints: pages, and their forms.

use super::city;
use super::client::{get, get_with, json, send};
use axum::body::Body;
use axum::http::Request;
use onemap::snapshot::{Layer, Snapshot};
use onemap_engine::coord::TileId;
use onemap_engine::coord::h3::Resolution;
use onemap_engine::heat::Filter;
use onemap_engine::record::AreaLevel;
use serde_json::{Value, json};
use tempfile::TempDir;

#[tokio::test]
async fn complaints_come_newest_first_and_page_by_page() {
    let ids = |page: &Value| -> Vec<String> {
        page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let first = json("/api/v1/complaints?limit=2&from=2025-01-01").await;
    assert_eq!(ids(&first), ["K1", "K2"]);
    let next = first["next"].as_str().unwrap();
    let second = json(&format!("/api/v1/complaints?limit=3&from=2025-01-01&after={next}")).await;
    assert_eq!(ids(&second), ["K3", "K5", "K4"]);
    assert_eq!(second["next"], Value::Null);
    assert_eq!(first["items"][0]["title"], "title K1");
    assert_eq!(first["items"][0]["grid"], "G1");
    assert_eq!(second["items"][1]["quality"], "none");
    assert_eq!(ids(&json("/api/v1/complaints?level=grids&code=G2").await), ["K3"]);
    assert_eq!(ids(&json("/api/v1/complaints?bbox=117.30,31.80,117.304,31.804").await), ["K1", "K2"]);
}

const OF_2025: &str = "/api/v1/complaints?limit=2&from=2025-01-01";

/// The address that the `Link` header names as the next page, without the server.
fn next_of(link: &str) -> &str {
    let address = link.strip_prefix("<http://localhost").unwrap();
    address.strip_suffix(">; rel=\"next\"").unwrap()
}

#[tokio::test]
async fn as_csv_they_have_a_line_each_and_the_next_page_in_a_header() {
    let accept = [("accept", "text/csv")];
    let first = get_with(OF_2025, &accept).await;
    assert_eq!(
        (first.header("content-type"), first.headers.get_all("vary").iter().count()),
        ("text/csv; charset=utf-8", 2)
    );
    let expected = "\
id,time,category,subcategory,channel,status,title,address,lon,lat,grid,grid_then,quality
K1,2025-12-31T18:30:00,噪音,施工噪音,热线,closed,title K1,Main Street,117.302,31.802,G1,G1,coordinates
K2,2025-12-31T08:00:00,噪音,广场舞,网站,closed,title K2,Main Street,117.302,31.802,G1,G1,coordinates
";
    assert_eq!(String::from_utf8(first.body.clone()).unwrap(), expected);
    let second = get_with(next_of(first.header("link")), &accept).await;
    let second_page = String::from_utf8(second.body.clone()).unwrap();
    assert!(second_page.contains("K5,2025-12-05T11:00:00,垃圾,满溢,热线,closed,title K5,Main Street,,,,,none"));
    let third = get_with(next_of(second.header("link")), &accept).await;
    assert_eq!((String::from_utf8(third.body.clone()).unwrap().lines().count(), third.header("link")), (2, ""));
}

#[tokio::test]
async fn as_geojson_they_are_features_with_their_places() {
    let answer = get_with(OF_2025, &[("accept", "application/geo+json;q=0.9, text/html")]).await;
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let features = answer.json();
    assert_eq!(features["type"], "FeatureCollection");
    let first = &features["features"][0];
    assert_eq!((&first["type"], &first["id"]), (&json!("Feature"), &json!("K1")));
    assert_eq!(first["geometry"], json!({"type": "Point", "coordinates": [117.302, 31.802]}));
    assert_eq!(first["properties"]["grid"], "G1");
    let unlocated = get_with("/api/v1/complaints?to=2025-12-06", &[("accept", "application/geo+json")]).await;
    assert_eq!(unlocated.json()["features"][0]["geometry"], Value::Null);
}

#[tokio::test]
async fn a_form_that_there_is_not_is_refused_with_those_there_are() {
    let refused = get_with(OF_2025, &[("accept", "application/xml")]).await;
    assert_eq!(refused.status, 406);
    assert!(refused.problem().contains("application/geo+json"));
    let json = get(OF_2025).await;
    assert_eq!(json.header("content-type"), "application/json");
    assert!(json.header("link").contains("limit=2&from=2025-01-01&after="));
}

#[tokio::test]
async fn what_is_known_by_its_area_counts_for_it_and_is_on_no_map() {
    let folder = TempDir::new().unwrap();
    let store = city::store(&folder.path().join("city.gpkg"));
    city::add_complaints_known_by_area(&store);
    let snapshot = Snapshot::load(&store, None).unwrap();
    let everything = Filter::default();
    let per_face = |level| snapshot.complaints.per_face(level, snapshot.levels[level].len(), &everything);
    // Of the five others three are in G1, one is in G2 and one has no place.
    assert_eq!(per_face(AreaLevel::Grid), [2, 3, 2, 0, 0]);
    assert_eq!(per_face(AreaLevel::Community), [1, 5, 1]);
    let world = TileId::new(0, 0, 0).unwrap();
    let raster: u64 =
        snapshot.complaints.per_cell(&everything, Resolution::Zero).iter().map(|it| it.count).sum();
    assert_eq!((snapshot.complaints.columns.located(), raster), (4, 4));
    assert_eq!(snapshot.tile(Layer::Complaints, world, &everything).features, 1);

    let app = city::app();
    app.publish(snapshot);
    let server = onemap::routes::app(app);
    let answer =
        |address: &'static str| send(server.clone(), Request::get(address).body(Body::empty()).unwrap());
    let counts = answer("/api/v1/city").await.json()["counts"].clone();
    let [all, located, by_area, unlocated] =
        ["complaints", "located", "by_area", "unlocated"].map(|key| counts[key].as_u64().unwrap());
    assert_eq!([all, located, by_area, unlocated], [7, 4, 2, 1]);
    let page = answer("/api/v1/complaints?level=grids&code=G2").await.json();
    let known = page["items"].as_array().unwrap().iter().find(|item| item["id"] == "A1").unwrap();
    assert_eq!((&known["grid"], &known["lon"]), (&Value::from("G2"), &Value::Null));
}
