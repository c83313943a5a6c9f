//! Density: the scale, values, tiles.

use super::client::{get, json, refused};
use std::f64::consts::TAU;

/// The two complaints of G1 in the default window are at one place, where a Gaussian of σ metres is highest: the density
/// there is at least 2 / (2π σ²) per m², and the third complaint, 400 m away, adds next to nothing for σ = 50 m.
#[tokio::test]
async fn two_complaints_at_one_place_give_the_height_of_two_kernels() {
    let sigma_km = 0.05;
    let expected = 2.0 / (TAU * sigma_km * sigma_km);
    let value = json("/api/v1/heat/value?lon=117.302&lat=31.802&bandwidth=50").await;
    assert_eq!(value["unit"], "complaints/km²");
    let value = value["value"].as_f64().unwrap();
    assert!((value / expected - 1.0).abs() < 0.02, "{value} is not about {expected}");
    let scale = json("/api/v1/heat/scale?bandwidth=50").await;
    let max = scale["max"].as_f64().unwrap();
    assert!((max / expected - 1.0).abs() < 0.1, "{max} is not about {expected}");
    assert_eq!(scale["complaints"], 4);
    assert_eq!(scale["located"], 3);
}

#[tokio::test]
async fn the_legend_climbs_from_nothing_to_the_top() {
    let scale = json("/api/v1/heat/scale?kernel=quartic&palette=viridis").await;
    let stops = scale["stops"].as_array().unwrap();
    assert_eq!(stops[0]["value"], 0.0);
    assert_eq!(stops.last().unwrap()["value"], scale["max"]);
    // The last colour of viridis as matplotlib publishes it.
    assert_eq!(stops.last().unwrap()["color"], "#fde725ff");
    assert_eq!(
        (&scale["kernel"], &scale["palette"], &scale["bandwidth_m"]),
        (&"quartic".into(), &"viridis".into(), &300.0.into())
    );
}

/// Width and height of a PNG, from its header.
fn size(png: &[u8]) -> [u32; 2] {
    assert_eq!(png[..8], [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a]);
    [16, 20].map(|at| u32::from_be_bytes(png[at..at + 4].try_into().unwrap()))
}

#[tokio::test]
async fn tiles_are_pictures_even_where_nothing_is() {
    let tile = get("/tiles/heat/11/1691/830.png?size=512").await;
    assert_eq!((tile.status.as_u16(), tile.header("content-type")), (200, "image/png"));
    assert_eq!(size(&tile.body), [512, 512]);
    let empty = get("/tiles/heat/3/0/0.png").await;
    assert_eq!((empty.status.as_u16(), size(&empty.body)), (200, [256, 256]));
}

/// Two complaints and 320 households at one place, both spread by the same kernel: 6.25 per 1,000.
#[tokio::test]
async fn per_household_the_kernels_cancel_out() {
    let at = "/api/v1/heat/value?per=household&bandwidth=50";
    let value = json(&format!("{at}&lon=117.302&lat=31.802")).await;
    assert_eq!(value["unit"], "complaints/1,000 households");
    assert!((value["value"].as_f64().unwrap() - 6.25).abs() < 1e-3, "{value}");
    assert!(json(&format!("{at}&lon=118&lat=32")).await["value"].is_null());
    let scale = json("/api/v1/heat/scale?per=household&bandwidth=50").await;
    assert_eq!((&scale["per"], scale["palettes"].as_array().unwrap().len()), (&"household".into(), 7));
    assert!(scale["max"].as_f64().unwrap() >= 6.24, "{scale}");
    assert_eq!(get("/tiles/heat/11/1691/830.png?per=household").await.status, 200);
}

#[tokio::test]
async fn rasters_are_tiffs_of_the_size_asked_for() {
    let tile = get("/tiles/heat/11/1691/830.tif").await;
    assert_eq!((tile.status.as_u16(), tile.header("content-type")), (200, "image/tiff"));
    assert_eq!(tile.body[..4], *b"II*\0");
    let whole = get("/api/v1/heat/raster.tif?width=64").await;
    assert_eq!((whole.status.as_u16(), &whole.body[..4]), (200, &b"II*\0"[..]));
    assert!(get("/api/v1/heat/raster.tif?width=512").await.body.len() > whole.body.len());
    refused("/api/v1/heat/raster.tif?width=0", 400, "width").await;
    refused("/api/v1/heat/raster.tif?width=4097", 400, "width").await;
    refused("/api/v1/heat/raster.tif?bbox=1,2,3", 400, "bbox").await;
    refused("/tiles/heat/0/0/0.gif", 400, ".png").await;
}

#[tokio::test]
async fn what_is_no_smoothing_is_refused() {
    for (query, name) in [
        ("bandwidth=0", "bandwidth"),
        ("bandwidth=-5", "bandwidth"),
        ("bandwidth=1000000000", "bandwidth"),
        ("bandwidth=NaN", "bandwidth"),
        ("bandwidth=wide", "bandwidth"),
        ("kernel=round", "kernel"),
        ("per=person", "per"),
        ("palette=grey", "palette"),
        ("from=2025-12-02&to=2025-12-01", "from"),
    ] {
        refused(&format!("/api/v1/heat/scale?{query}"), 400, name).await;
        refused(&format!("/tiles/heat/0/0/0.png?{query}"), 400, name).await;
    }
    refused("/tiles/heat/0/0/0.png?size=300", 400, "size").await;
    refused("/tiles/heat/0/0/1.png", 400, "1").await;
    refused("/tiles/heat/0/0/0.mvt", 400, ".png").await;
    refused("/api/v1/heat/value?lon=200&lat=0", 400, "lon").await;
}

/// Of two windows the busier one gives the scale to both: the top is what is asked for, and a tile in other colours is another one.
#[tokio::test]
async fn the_top_of_the_scale_can_be_said() {
    let own = json("/api/v1/heat/scale").await;
    let said = json("/api/v1/heat/scale?max=1000").await;
    assert_eq!(said["max"], 1000.0);
    assert_eq!(said["stops"].as_array().unwrap().last().unwrap()["value"], 1000.0);
    assert_eq!(said["complaints"], own["complaints"]);
    let own_tile = get("/tiles/heat/10/845/416.png").await.body;
    assert_ne!(own_tile, get("/tiles/heat/10/845/416.png?max=1000").await.body);
    assert_eq!(own_tile, get(&format!("/tiles/heat/10/845/416.png?max={}", own["max"])).await.body);
    for query in ["max=0", "max=-1", "max=NaN", "max=inf", "max=much"] {
        refused(&format!("/api/v1/heat/scale?{query}"), 400, "max").await;
        refused(&format!("/tiles/heat/10/845/416.png?{query}"), 400, "max").await;
    }
}
