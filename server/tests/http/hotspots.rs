//! Hotspots and clusters over HTTP. Their numbers are judged in `scripts/judges`.

use super::client::{get, json, refused};

#[tokio::test]
async fn every_grid_is_there_with_its_complaints() {
    for method in ["gi-star", "local-moran"] {
        let answer = json(&format!("/api/v1/hotspots/{method}")).await;
        let items = answer["items"].as_array().unwrap();
        let counts: Vec<f64> = items.iter().map(|item| item["value"].as_f64().unwrap()).collect();
        let areas = json("/api/v1/areas/grids").await;
        let expected: Vec<f64> = areas["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|area| area["complaints"].as_f64().unwrap())
            .collect();
        let sorted = |mut counts: Vec<f64>| {
            counts.sort_by(f64::total_cmp);
            counts
        };
        assert_eq!(sorted(counts), sorted(expected));
        assert_eq!(items[0]["unit"], "G1");
        assert_eq!(items.iter().all(|item| item["quadrant"].is_string()), method == "local-moran");
    }
}

#[tokio::test]
async fn windows_and_filters_are_those_of_other_requests() {
    let total = async |query: &str| {
        let answer = json(&format!("/api/v1/hotspots/gi-star?units=h3:9&{query}")).await;
        answer["items"].as_array().unwrap().iter().map(|item| item["value"].as_f64().unwrap()).sum::<f64>()
    };
    let cells = async |query: &str| {
        let answer = json(&format!("/api/v1/cells?{query}")).await;
        answer["items"].as_array().unwrap().iter().map(|item| item["count"].as_f64().unwrap()).sum::<f64>()
    };
    for query in ["", "category=噪音", "from=2024-01-01&to=2024-02-01"] {
        assert_eq!(total(query).await, cells(query).await, "{query}");
    }
}

#[tokio::test]
async fn clusters_and_noise_are_all_complaints_with_a_place() {
    let all = json("/api/v1/hotspots/dbscan?eps=50&min_points=2").await;
    let items = all["items"].as_array().unwrap();
    let count: u64 = items.iter().map(|item| item["count"].as_u64().unwrap()).sum();
    let cells = json("/api/v1/cells").await;
    let located: u64 =
        cells["items"].as_array().unwrap().iter().map(|item| item["count"].as_u64().unwrap()).sum();
    assert_eq!(count + all["noise"].as_u64().unwrap(), located);
    assert_eq!(items.len(), 1, "{all}");
    assert!(items[0]["first"].as_str() <= items[0]["last"].as_str());
    let none = json("/api/v1/hotspots/dbscan?eps=50&min_points=99").await;
    assert_eq!((none["noise"].as_u64(), none["items"].as_array().unwrap().len()), (Some(located), 0));
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused() {
    for (query, wrong) in [
        ("units=moon", "units: give grids"),
        ("units=square:1", "units: about"),
        ("weights=band:0", "weights: give queen"),
        ("weights=knn:99", "weights: 99 nearest"),
        ("weights=ring:1", "weights: only H3 cells"),
        ("permutations=0", "permutations: 0 is not between"),
        ("permutations=1000000", "permutations: 1000000 is not between"),
        ("alpha=1", "alpha: 1 is not between"),
        ("alpha=NaN", "alpha"),
        ("per=tree", "per"),
        ("category=月亮", "月亮"),
        ("from=2025-12-02&to=2025-12-01", "from"),
    ] {
        refused(&format!("/api/v1/hotspots/gi-star?{query}"), 400, wrong).await;
    }
    for (query, wrong) in
        [("eps=0", "eps"), ("eps=NaN", "eps"), ("min_points=0", "min_points"), ("hours=0", "hours")]
    {
        refused(&format!("/api/v1/hotspots/dbscan?{query}"), 400, wrong).await;
    }
    assert_eq!(get("/api/v1/hotspots/gi-star?permutations=99&seed=7").await.status, 200);
}
