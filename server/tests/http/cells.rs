//! Complaints in H3 cells.

use super::city::middle;
use super::client::{get, json, refused};
use super::tiles::{decoded, text};
use h3o::{CellIndex, LatLng, Resolution};
use onemap_engine::coord::{LatticePoint, TileId, WorldPoint};

/// The cells whose centre lies in one of the tiles of a zoom around the city, each with its properties.
async fn cells(zoom: u8, query: &str) -> Vec<(CellIndex, u64, f64)> {
    let home = TileId::holding(WorldPoint::of(middle(1)), zoom).unwrap();
    let near =
        (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (i64::from(home.x()) + dx, i64::from(home.y()) + dy)));
    let mut cells = Vec::new();
    for id in near.filter_map(|(x, y)| TileId::new(zoom.into(), x, y).ok()) {
        let answer = get(&format!("/tiles/h3/{zoom}/{}/{}.mvt{query}", id.x(), id.y())).await;
        if answer.status == 204 {
            continue;
        }
        let tile = decoded(&answer);
        assert_eq!(tile.layers[0].name, "h3");
        for feature in &tile.layers[0].features {
            let of = |key| text(feature, key).unwrap();
            let cell: CellIndex = of("cell").parse().unwrap();
            assert_eq!(of("resolution"), cell.resolution().to_string());
            let center = LatLng::from(cell);
            let center = LatticePoint::from_degrees(center.lng(), center.lat()).unwrap();
            if id.bounds().contains(WorldPoint::of(center)) {
                let per_km2 =
                    of("per_km2").trim_start_matches("Double(").trim_end_matches(')').parse().unwrap();
                cells.push((cell, of("count").parse().unwrap(), per_km2));
            }
        }
    }
    cells
}

#[tokio::test]
async fn cells_sum_to_the_located_complaints_at_every_zoom() {
    for zoom in 0..=16 {
        let found = cells(zoom, "").await;
        assert_eq!(found.iter().map(|it| it.1).sum::<u64>(), 4, "zoom {zoom}");
    }
    assert_eq!(cells(12, "?category=噪音").await.iter().map(|it| it.1).sum::<u64>(), 3);
    assert_eq!(cells(12, "?from=2024-01-01&to=2024-02-01").await.len(), 0);
}

#[tokio::test]
async fn a_cell_says_where_it_is_and_how_dense() {
    let found = cells(16, "").await;
    let place = LatLng::new(middle(0).lat(), middle(0).lon()).unwrap();
    let (cell, count, per_km2) = *found.iter().max_by_key(|it| it.1).unwrap();
    assert_eq!((cell, count), (place.to_cell(Resolution::Eleven), 3));
    assert!((per_km2 * cell.area_km2() - 3.0).abs() < 1e-9);
}

#[tokio::test]
async fn cells_are_described_and_bad_ones_refused() {
    let document = json("/tiles/h3.json").await;
    assert_eq!(document["vector_layers"][0]["id"], "h3");
    let bounds: Vec<f64> = serde_json::from_value(document["bounds"].clone()).unwrap();
    assert!(bounds[0] < 117.3 && bounds[1] < 31.8 && bounds[2] > 117.316 && bounds[3] > 31.804);
    refused("/tiles/h3/31/0/0.mvt", 400, "31").await;
    refused("/tiles/h3/3/8/0.mvt", 400, "8").await;
    refused("/tiles/h3/0/0/0.mvt?category=月亮", 400, "月亮").await;
}
