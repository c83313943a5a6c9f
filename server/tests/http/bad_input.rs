//! What no client should send: each is refused, and the server goes on.

use super::city;
use super::client::{get, get_with, refused, send};
use axum::body::Body;
use axum::http::Request;

#[tokio::test]
async fn impossible_times_and_unknown_names_are_refused_everywhere() {
    for address in [
        "/api/v1/areas/grids",
        "/api/v1/areas/grids/G1",
        "/api/v1/complaints",
        "/api/v1/series",
        "/api/v1/categories",
        "/api/v1/heat/scale",
        "/api/v1/heat/raster.tif",
        "/tiles/complaints/0/0/0.mvt",
        "/tiles/h3/0/0/0.mvt",
        "/tiles/heat/0/0/0.png",
        "/tiles/heat/0/0/0.tif",
        "/ogc/collections/complaints/tiles/WebMercatorQuad/0/0/0",
    ] {
        refused(&format!("{address}?from=2025-12-02&to=2025-12-01"), 400, "from").await;
        refused(&format!("{address}?from=2025-13-01"), 400, "2025-13-01").await;
        refused(&format!("{address}?category=月亮"), 400, "月亮").await;
        refused(&format!("{address}?status=%FF%FE"), 400, "status").await;
    }
}

#[tokio::test]
async fn bandwidths_out_of_range_are_refused_everywhere() {
    for address in ["/api/v1/heat/scale", "/api/v1/heat/raster.tif", "/tiles/heat/0/0/0.tif"] {
        for metres in ["0", "-300", "1e9", "inf", "NaN"] {
            refused(&format!("{address}?bandwidth={metres}"), 400, "bandwidth").await;
        }
    }
}

#[tokio::test]
async fn tiles_out_of_range_are_refused_in_every_layer() {
    for layer in ["grids", "buildings", "complaints", "h3", "roads", "water"] {
        for id in ["31/0/0", "-1/0/0", "2/4/0", "2/0/4", "2/-1/0", "2/1.5/0", "1e9/0/0"] {
            refused(&format!("/tiles/{layer}/{id}.mvt"), 400, "").await;
        }
    }
}

#[tokio::test]
async fn a_query_bomb_is_refused() {
    let many = format!("/api/v1/areas/grids?{}", "category=噪音&".repeat(200));
    assert_eq!(get(&many).await.status, 200);
    let long = format!("/api/v1/areas/grids?category={}", "x".repeat(60_000));
    refused(&long, 400, "category").await;
    let twice = "/api/v1/areas/grids?from=2025-12-01&from=2025-12-02";
    assert!(get(twice).await.status.is_client_error());
}

#[tokio::test]
async fn headers_that_make_no_sense_do_no_harm() {
    let accepts = "text/html;q=9,".repeat(500);
    let strange = [("accept-encoding", "br;q=x,,;;q"), ("if-none-match", ",,\"\""), ("accept", &accepts)];
    for address in ["/api/v1/city", "/api/v1/complaints", "/tiles/grids/0/0/0.mvt", "/ogc/collections"] {
        assert_eq!(get_with(address, &strange[..2]).await.status, 200, "{address}");
        let refused = get_with(address, &strange).await;
        assert_eq!(refused.status, 406, "{address}");
        refused.problem();
    }
    let json = [("accept", "application/json")];
    assert_eq!(get_with("/ogc/collections/grids/items", &json).await.status, 200);
}

#[tokio::test]
async fn a_body_of_a_hundred_megabytes_is_refused_before_it_is_read() {
    for address in ["/api/v1/city", "/tiles/grids/0/0/0.mvt", "/ogc"] {
        let request = Request::get(address).header("content-length", "100000000").body(Body::empty()).unwrap();
        let answer = send(city::served(), request).await;
        assert_eq!(answer.status, 413, "{address}");
        answer.problem();
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_page() {
    for path in ["/..%2f..%2fetc/passwd", "/assets/..%5c..%5cCargo.toml", "/%00.html"] {
        refused(path, 404, "nothing at").await;
    }
}
