//! Vector tiles and their descriptions, read back by another implementation.

use super::city::{beside_b2, middle};
use super::client::{Answer, get, get_with, json, refused};
use fast_mvt::{MvtFeature, MvtReaderRef, MvtTile, MvtValue};
use flate2::read::GzDecoder;
use onemap_engine::coord::{LatticePoint, TileId, WorldPoint};
use std::io::Read;

/// Address of the tile of a zoom that holds the middle of the first grid.
fn address(layer: &str, zoom: u8) -> String {
    address_at(layer, zoom, middle(0))
}

fn address_at(layer: &str, zoom: u8, place: LatticePoint) -> String {
    let tile = TileId::holding(WorldPoint::of(place), zoom).unwrap();
    format!("/tiles/{layer}/{zoom}/{}/{}.mvt", tile.x(), tile.y())
}

pub fn decoded(answer: &Answer) -> MvtTile {
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-type")),
        (200, "application/vnd.mapbox-vector-tile")
    );
    MvtReaderRef::new(&answer.body).unwrap().to_tile().unwrap()
}

/// Names of a tile's layers with the number of their features.
fn layers(answer: &Answer) -> Vec<(String, usize)> {
    decoded(answer).layers.into_iter().map(|layer| (layer.name, layer.features.len())).collect()
}

pub fn text(feature: &MvtFeature, key: &str) -> Option<String> {
    feature.properties.iter().find(|(name, _)| name == key).map(|(_, value)| match value {
        MvtValue::String(text) => text.clone(),
        MvtValue::UInt(number) => number.to_string(),
        other => format!("{other:?}"),
    })
}

fn named(layer: &str, features: usize) -> (String, usize) {
    (layer.to_owned(), features)
}

#[tokio::test]
async fn grids_come_with_their_labels_and_figures() {
    let tile = get(&address("grids", 12)).await;
    assert_eq!(layers(&tile), [named("grids", 4), named("grids_labels", 4)]);
    let grids = decoded(&tile).layers.remove(0).features;
    let g1 = grids.iter().find(|grid| text(grid, "code").as_deref() == Some("G1")).unwrap();
    let of_g1 = |key| text(g1, key).unwrap();
    assert_eq!(
        (of_g1("parent"), of_g1("community"), of_g1("range")),
        ("C1".into(), "区域C1".into(), "in".into())
    );
    assert_eq!((of_g1("households"), of_g1("buildings")), ("320".into(), "1".into()));
}

const LAYERS: [&str; 11] = [
    "city",
    "districts",
    "streets",
    "communities",
    "grids",
    "compounds",
    "buildings",
    "complaints",
    "h3",
    "roads",
    "water",
];

#[tokio::test]
async fn every_layer_answers_every_zoom() {
    for layer in LAYERS {
        for zoom in 0..=16 {
            let status = get(&address(layer, zoom)).await.status.as_u16();
            assert!([200, 204].contains(&status), "{layer} {zoom}: {status}");
        }
    }
}

#[tokio::test]
async fn buildings_say_which_grid_they_are_in() {
    let tile = decoded(&get(&address_at("buildings", 16, middle(1))).await);
    let building = tile.layers[0].features.iter().find(|it| text(it, "id").as_deref() == Some("B2")).unwrap();
    assert_eq!(text(building, "grid").as_deref(), Some("G2"));
}

/// The counts of the features of a tile of complaints.
async fn counted(query: &str) -> u64 {
    let answer = get(&format!("{}{query}", address("complaints", 10))).await;
    if answer.status == 204 {
        return 0;
    }
    let count = |feature: &MvtFeature| text(feature, "count").unwrap().parse::<u64>().unwrap();
    decoded(&answer).layers[0].features.iter().map(count).sum()
}

#[tokio::test]
async fn complaints_add_up_under_every_filter() {
    assert_eq!(counted("").await, 4);
    assert_eq!(counted("?from=2025-12-02&to=2026-01-01").await, 3);
    assert_eq!(counted("?category=噪音").await, 3);
    assert_eq!(counted("?category=噪音&from=2025-11-01&to=2025-12-01").await, 1);
    assert_eq!(counted("?from=2024-01-01&to=2024-02-01").await, 0);
}

#[tokio::test]
async fn a_complaint_alone_says_what_it_is() {
    let tile = decoded(&get(&address_at("complaints", 16, beside_b2())).await);
    let complaint =
        tile.layers[0].features.iter().find(|it| text(it, "count").as_deref() == Some("1")).unwrap();
    let of = |key| text(complaint, key).unwrap();
    assert_eq!((of("count"), of("id"), of("time")), ("1".into(), "K3".into(), "2025-12-10T00:00:00".into()));
    assert_eq!((of("category"), of("subcategory")), ("垃圾".into(), "满溢".into()));
}

#[tokio::test]
async fn an_empty_tile_is_not_a_missing_layer() {
    assert_eq!(get("/tiles/grids/10/0/0.mvt").await.status, 204);
    assert_eq!(get("/tiles/districts/0/0/0.mvt").await.status, 204);
    refused("/tiles/moons/0/0/0.mvt", 404, "moons").await;
}

#[tokio::test]
async fn tiles_that_cannot_be_are_refused() {
    refused("/tiles/grids/31/0/0.mvt", 400, "31").await;
    refused("/tiles/grids/-1/0/0.mvt", 400, "-1").await;
    refused("/tiles/grids/1/2/0.mvt", 400, "2").await;
    refused("/tiles/grids/1/0/99999999999999999999.mvt", 400, "99999999999999999999").await;
    refused("/tiles/grids/a/0/0.mvt", 400, "a").await;
    refused("/tiles/grids/0/0/0.pbf", 400, ".mvt").await;
    refused("/tiles/complaints/0/0/0.mvt?category=月亮", 400, "月亮").await;
    refused("/tiles/complaints/0/0/0.mvt?from=2025-01-02&to=2025-01-01", 400, "from").await;
}

#[tokio::test]
async fn each_coding_has_its_own_tag_and_the_same_content() {
    let at = address("grids", 12);
    let plain = get(&at).await;
    let zipped = get_with(&at, &[("accept-encoding", "gzip")]).await;
    assert_eq!((plain.header("content-encoding"), zipped.header("content-encoding")), ("", "gzip"));
    assert_ne!(plain.header("etag"), zipped.header("etag"));
    let mut unzipped = Vec::new();
    GzDecoder::new(&*zipped.body).read_to_end(&mut unzipped).unwrap();
    assert_eq!(unzipped, plain.body);
    for coding in ["br", "zstd"] {
        let answer = get_with(&at, &[("accept-encoding", coding)]).await;
        assert_eq!((answer.header("content-encoding"), answer.header("vary")), (coding, "accept-encoding"));
    }
}

#[tokio::test]
async fn a_tile_known_is_not_sent_again_unless_the_coding_differs() {
    let at = address("grids", 12);
    let etag = get_with(&at, &[("accept-encoding", "gzip")]).await.header("etag").to_owned();
    let again = get_with(&at, &[("accept-encoding", "gzip"), ("if-none-match", &etag)]).await;
    assert_eq!((again.status.as_u16(), again.header("vary"), again.body.len()), (304, "accept-encoding", 0));
    assert_eq!(again.header("etag"), etag);
    let plain = get_with(&at, &[("if-none-match", &etag)]).await;
    assert_eq!(plain.status, 200);
}

#[tokio::test]
async fn a_tile_of_the_current_version_may_be_kept() {
    let version = json("/api/v1/city").await["version"].as_u64().unwrap();
    let at = address("grids", 12);
    assert!(get(&format!("{at}?v={version}")).await.header("cache-control").contains("immutable"));
    assert_eq!(get(&format!("{at}?v={}", version - 1)).await.header("cache-control"), "no-cache");
    assert_eq!(get(&at).await.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn tilejson_says_where_and_what() {
    let headers =
        [("host", "inner:8080"), ("x-forwarded-host", "map.example.cn"), ("x-forwarded-proto", "https")];
    let document = get_with("/tiles/grids.json", &headers).await.json();
    assert_eq!(document["tilejson"], "3.0.0");
    let tiles = document["tiles"][0].as_str().unwrap();
    assert!(tiles.starts_with("https://map.example.cn/tiles/grids/{z}/{x}/{y}.mvt?v="), "{tiles}");
    assert_eq!(document["bounds"], serde_json::json!([117.3, 31.8, 117.316, 31.804]));
    let ids: Vec<&str> = document["vector_layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|layer| layer["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["grids", "grids_labels"]);
    assert_eq!(
        document["vector_layers"][0]["fields"]["range"].as_str().unwrap().split(':').next(),
        Some("String")
    );
    let center = document["center"].as_array().unwrap();
    assert!((117.3..=117.316).contains(&center[0].as_f64().unwrap()));
    refused("/tiles/moons.json", 404, "moons").await;
    refused("/tiles/grids.yaml", 404, "grids.yaml").await;
}

/// Complaints on corners, edges and ends of the world: each belongs to one tile of every zoom.
#[tokio::test]
async fn complaints_on_tile_edges_count_once_at_every_zoom() {
    let folder = tempfile::TempDir::new().unwrap();
    let store = super::city::store(&folder.path().join("edges.gpkg"));
    // Corners of tiles of zoom 1 and 2, edges of zoom 3, the antimeridian from both sides, and beyond the square's ends.
    let places =
        [(0.0, 0.0), (90.0, 0.0), (45.0, 10.0), (-180.0, 5.0), (180.0, 5.0), (10.0, 89.0), (-10.0, -90.0)];
    super::city::add_complaints_at(&store, &places);
    let app = super::city::app();
    app.publish(onemap::snapshot::Snapshot::load(&store, None).unwrap());
    let server = onemap::routes::app(app);
    let ask = async |address: String| {
        let request = axum::http::Request::get(address).body(axum::body::Body::empty()).unwrap();
        super::client::send(server.clone(), request).await
    };
    for zoom in 0..=4_u32 {
        let mut sum = 0;
        for (x, y) in (0..1 << zoom).flat_map(|x| (0..1 << zoom).map(move |y| (x, y))) {
            let tile = ask(format!("/tiles/complaints/{zoom}/{x}/{y}.mvt")).await;
            if tile.status != 204 {
                let counts = decoded(&tile).layers.remove(0).features;
                sum +=
                    counts.iter().map(|it| text(it, "count").unwrap().parse::<usize>().unwrap()).sum::<usize>();
            }
        }
        assert_eq!(sum, 4 + places.len(), "zoom {zoom}");
    }
    let document = ask("/tiles/complaints.json".into()).await.json();
    assert_eq!(document["bounds"], serde_json::json!([-180.0, -90.0, 180.0, 89.0]));
}
