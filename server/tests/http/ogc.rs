//! OGC API – Features and Tiles, as a client walks through them.

use super::city::middle;
use super::client::{get, json, refused};
use super::tiles::decoded;
use onemap_engine::coord::{TileId, WorldPoint};
use serde_json::{Value, json};

/// The address of a link, without the server.
fn link(document: &Value, rel: &str) -> Option<String> {
    let links = document["links"].as_array().unwrap();
    let link = links.iter().find(|link| link["rel"] == rel)?;
    Some(link["href"].as_str().unwrap().strip_prefix("http://localhost").unwrap().to_owned())
}

fn ids(page: &Value) -> Vec<String> {
    let features = page["features"].as_array().unwrap();
    features.iter().map(|feature| feature["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn every_link_from_the_landing_page_on_leads_somewhere() {
    let landing = json("/ogc").await;
    for rel in ["self", "conformance", "service-desc"] {
        json(&link(&landing, rel).unwrap()).await;
    }
    let classes = json("/ogc/conformance").await;
    let core = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core";
    assert!(classes["conformsTo"].as_array().unwrap().contains(&json!(core)));
    let collections = json(&link(&landing, "data").unwrap()).await;
    let collections = collections["collections"].as_array().unwrap();
    assert_eq!(collections.len(), 10);
    for collection in collections {
        assert_eq!(&json(&link(collection, "self").unwrap()).await, collection);
        assert_eq!(json(&link(collection, "items").unwrap()).await["type"], "FeatureCollection");
        json(&link(collection, "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector").unwrap()).await;
    }
    json(&link(&landing, "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes").unwrap()).await;
}

#[tokio::test]
async fn pages_lead_to_all_features() {
    for (collection, expected) in
        [("grids", vec!["G1", "G2", "G3", "G4"]), ("complaints", vec!["K1", "K2", "K3", "K5", "K4"])]
    {
        let (mut found, mut next) = (Vec::new(), Some(format!("/ogc/collections/{collection}/items?limit=2")));
        while let Some(address) = next {
            let page = json(&address).await;
            assert_eq!(page["numberMatched"], expected.len());
            assert_eq!(page["numberReturned"], ids(&page).len());
            found.extend(ids(&page));
            next = link(&page, "next");
        }
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn boxes_and_times_narrow_what_comes() {
    let found = async |query: &str| ids(&json(&format!("/ogc/collections/{query}")).await);
    assert_eq!(found("grids/items?bbox=117.3001,31.801,117.3002,31.802").await, ["G1"]);
    assert_eq!(found("buildings/items?bbox=117.3,31.8,117.307,31.804").await, ["B1", "B2"]);
    assert_eq!(found("complaints/items?bbox=117.300,31.800,117.304,31.804&limit=1").await, ["K1"]);
    let on = async |datetime: &str| found(&format!("complaints/items?datetime={datetime}")).await;
    assert_eq!(on("2025-12-31T18:30:00Z").await, ["K1"]);
    assert_eq!(on("2025-12-05T11:00:00Z/2025-12-31T08:00:00Z").await, ["K2", "K3", "K5"]);
    assert_eq!(on("../2025-11-30").await, ["K4"]);
    assert_eq!(on("2025-12-05").await, ["K5"]);
    assert_eq!(found("complaints/items?category=垃圾").await, ["K3", "K5"]);
    let [flat, high] = ["117.3001,31.801,117.3002,31.802", "117.3001,31.801,0,117.3002,31.802,100"]
        .map(|bbox| format!("grids/items?bbox={bbox}"));
    assert_eq!(found(&flat).await, found(&high).await);
    for collection in ["grids", "complaints"] {
        let there = found(&format!("{collection}/items?bbox=170,-90,118,90")).await;
        assert!(!there.is_empty(), "around the antimeridian, and so here");
        assert!(found(&format!("{collection}/items?bbox=170,-90,-170,90")).await.is_empty());
    }
}

#[tokio::test]
async fn a_feature_stands_alone_too() {
    let grid = json("/ogc/collections/grids/items/G1").await;
    assert_eq!((&grid["type"], &grid["properties"]["households"]), (&json!("Feature"), &json!(320.0)));
    let ring = &grid["geometry"]["coordinates"][0][0];
    assert_eq!((ring.as_array().unwrap().len(), &ring[0]), (5, &ring[4]));
    let complaint = json("/ogc/collections/complaints/items/K3").await;
    assert_eq!(complaint["properties"]["category"], "垃圾");
    for (collection, id) in
        [("buildings", "B2"), ("roads", "R1"), ("water", "W1"), ("communities", "C1"), ("compounds", "E1")]
    {
        assert_eq!(json(&format!("/ogc/collections/{collection}/items/{id}")).await["id"], id);
    }
    refused("/ogc/collections/grids/items/G9", 404, "G9").await;
    refused("/ogc/collections/complaints/items/K9", 404, "K9").await;
    let [own, collection] = ["self", "collection"].map(|rel| link(&grid, rel).unwrap());
    assert!(own.ends_with("/ogc/collections/grids/items/G1") && collection.ends_with("/ogc/collections/grids"));
}

#[tokio::test]
async fn tiles_go_by_matrix_row_and_column() {
    let set = json("/ogc/collections/grids/tiles/WebMercatorQuad").await;
    let template = link(&set, "item").unwrap();
    let id = TileId::holding(WorldPoint::of(middle(0)), 12).unwrap();
    let address = template
        .replace("{tileMatrix}", "12")
        .replace("{tileRow}", &id.y().to_string())
        .replace("{tileCol}", &id.x().to_string());
    assert_eq!(decoded(&get(&address).await).layers[0].features.len(), 4);
    let matrices = json("/ogc/tileMatrixSets/WebMercatorQuad").await;
    // OGC 17-083r4, annex D.1.
    let scale = matrices["tileMatrices"][0]["scaleDenominator"].as_f64().unwrap();
    assert!((scale / 559_082_264.028_718 - 1.0).abs() < 1e-9, "{scale}");
}

#[tokio::test]
async fn what_is_not_there_is_a_problem() {
    refused("/ogc/collections/moons", 404, "moons").await;
    refused("/ogc/collections/h3/items", 404, "h3").await;
    refused("/ogc/collections/grids/items?limit=0", 400, "limit").await;
    refused("/ogc/collections/grids/items?limit=-1", 400, "limit").await;
    refused("/ogc/collections/grids/items?bbox=5,5,1,1", 400, "bbox").await;
    refused("/ogc/collections/complaints/items?datetime=yesterday", 400, "yesterday").await;
    refused("/ogc/collections/complaints/items?datetime=2025-02-30", 400, "2025-02-30").await;
    refused("/ogc/collections/complaints/items?datetime=2025-12-02/2025-12-01", 400, "datetime").await;
    refused("/ogc/collections/grids/tiles/WorldCRS84Quad", 404, "WorldCRS84Quad").await;
    refused("/ogc/collections/grids/tiles/WebMercatorQuad/31/0/0", 400, "31").await;
    refused("/ogc/nothing", 404, "/ogc/nothing").await;
}

#[tokio::test]
async fn what_the_standard_does_not_know_is_refused() {
    for (query, named) in [
        ("grids/items?code=G1", "code"),
        ("grids/items?category=垃圾", "category"),
        ("complaints/items?from=2025-12-01&limit=1", "from"),
        ("complaints/items?crs=http://www.opengis.net/def/crs/EPSG/0/3857", "crs"),
        ("complaints/items?datetime=2025-12-31T00:00:00%2B08:00/..", "offset"),
        ("complaints/items?bbox=1,2,3", "bbox"),
    ] {
        refused(&format!("/ogc/collections/{query}"), 400, named).await;
    }
    refused("/api/v1/areas/grids?from=2025-12-01T00:00:00%2B08:00", 400, "offset").await;
}

#[tokio::test]
async fn the_definition_says_how_many_features_come_at_once() {
    let landing = json("/ogc").await;
    assert!(link(&landing, "service-desc").unwrap().ends_with("/ogc/api"));
    let definition = json("/ogc/api").await;
    assert_eq!(definition["openapi"], "3.0.3");
    for collection in json("/ogc/collections").await["collections"].as_array().unwrap() {
        let id = collection["id"].as_str().unwrap();
        let limit = &definition["paths"][format!("/collections/{id}/items")]["get"]["parameters"][0];
        assert_eq!((&limit["name"], &limit["schema"]["maximum"]), (&json!("limit"), &json!(10_000)), "{id}");
    }
}
