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

#[tokio::test]
async fn gi_leaves_the_unit_itself_out() {
    let [star, gi] = [json("/api/v1/hotspots/gi-star").await, json("/api/v1/hotspots/gi").await];
    assert_eq!(star["items"].as_array().unwrap().len(), gi["items"].as_array().unwrap().len());
    assert_eq!(star["items"][0]["value"], gi["items"][0]["value"]);
    assert_ne!(star["items"], gi["items"]);
}

#[tokio::test]
async fn statistics_of_all_units_are_numbers_or_say_why_not() {
    for method in ["moran", "geary"] {
        let answer = json(&format!("/api/v1/hotspots/{method}?units=h3:9")).await;
        assert!(answer["units"].as_u64() > Some(4) && answer["p"].is_f64(), "{answer}");
        let shuffled = json(&format!("/api/v1/hotspots/{method}?units=h3:9&permutations=99")).await;
        assert_eq!(shuffled["statistic"], answer["statistic"]);
        assert!(
            shuffled["p"].as_f64().is_some_and(|p| (p * 50.0 - (p * 50.0).round()).abs() < 1e-9),
            "{shuffled}"
        );
        let none = json(&format!("/api/v1/hotspots/{method}?from=2001-01-01&to=2001-02-01")).await;
        assert!(none["statistic"].is_null() && none["notes"].to_string().contains("no statistic"), "{none}");
    }
}

#[tokio::test]
async fn repeats_list_their_complaints_and_name_no_caller() {
    let all = "from=2000-01-01&to=2050-01-01";
    for (query, least) in [
        ("repeat-callers?least=1&topic=any", "count"),
        ("repeat-subjects?least=1&metres=500&days=300&topic=any", "callers"),
        ("repeat-places?least=1&metres=500&days=300", "topics"),
        ("repeat-texts?similarity=0.1&metres=500&days=3000&least=1", "count"),
    ] {
        let answer = json(&format!("/api/v1/hotspots/{query}&{all}")).await;
        for item in answer["items"].as_array().unwrap() {
            assert!(item[least].as_u64() >= Some(1), "{query}: {item}");
            assert_eq!(item["alert"], item["complaints"][0]);
            assert_eq!(item["count"].as_u64().unwrap() as usize, item["complaints"].as_array().unwrap().len());
            assert!(item["first"].as_str() <= item["last"].as_str());
        }
        // No complaint of the little city has a caller.
        let has_some = query.contains("places") || query.contains("texts");
        assert_eq!(!answer["items"].as_array().unwrap().is_empty(), has_some, "{query}: {answer}");
    }
}

#[tokio::test]
async fn trends_begin_with_all_complaints() {
    let answer = json("/api/v1/hotspots/trend?step=week").await;
    let items = answer["items"].as_array().unwrap();
    assert!(items[0]["category"].is_null() && items.len() > 1, "{answer}");
    let count = |item: &serde_json::Value| item["count"].as_u64().unwrap();
    assert_eq!(count(&items[0]), items[1..].iter().map(count).sum::<u64>());
    assert_eq!(answer["step"], "week");
}

#[tokio::test]
async fn emerging_has_every_unit_and_a_sign_for_every_step() {
    let answer = json("/api/v1/hotspots/emerging?step=day&from=2025-11-01&to=2025-12-31").await;
    assert_eq!(answer["steps"], 60);
    let items = answer["items"].as_array().unwrap();
    assert_eq!(items[0]["unit"], "G1");
    assert!(items.iter().all(|item| item["bins"].as_str().unwrap().len() == 60), "{answer}");
    assert!(items.iter().all(|item| item["pattern"].is_null() == item["spot"].is_null()));
}

/// Mann-Kendall by its definition: pairs of steps that rise, less those that fall.
fn pairs(z: &[f64]) -> f64 {
    let later = |i: usize| z[i + 1..].iter().map(move |later| later.total_cmp(&z[i]) as i8).map(f64::from);
    (0..z.len()).map(|i| later(i).sum::<f64>()).sum()
}

#[tokio::test]
async fn emerging_units_have_their_series_and_its_trend() {
    let asked = "/api/v1/hotspots/emerging?step=day&from=2025-11-01&to=2025-12-31";
    let answer = json(asked).await;
    assert_eq!(answer["definition"], "ArcGIS Pro 3");
    for item in answer["items"].as_array().unwrap() {
        let counts: Vec<u64> = serde_json::from_value(item["counts"].clone()).unwrap();
        assert_eq!((counts.len(), counts.iter().sum::<u64>()), (60, item["value"].as_u64().unwrap()));
        let z: Vec<f64> = serde_json::from_value(item["z"].clone()).unwrap();
        assert_eq!((z.len(), z[59]), (60, item["last_z"].as_f64().unwrap()));
        assert_eq!(pairs(&z), item["trend_s"].as_f64().unwrap());
    }
    let one = json(&format!("{asked}&unit=G2")).await;
    assert_eq!(one["items"].as_array().unwrap().len(), 1);
    assert_eq!(one["items"][0], answer["items"][1]);
    let short = json(&format!("{asked}&series=false")).await;
    assert!(
        short["items"].as_array().unwrap().iter().all(|item| item["z"].is_null() && item["counts"].is_null())
    );
    assert_eq!(short["items"][0]["trend_s"], answer["items"][0]["trend_s"]);
    refused(&format!("{asked}&unit=G9"), 404, "G9").await;
}

#[tokio::test]
async fn a_scan_tells_cylinders_within_its_window() {
    let answer =
        json("/api/v1/hotspots/scan?units=h3:9&permutations=19&retrospective=true&max_radius=500").await;
    for item in answer["items"].as_array().unwrap() {
        assert!(
            item["observed"].as_f64() > item["expected"].as_f64() && item["radius_m"].as_f64() <= Some(500.0),
            "{item}"
        );
        assert!(item["window"]["from"].as_str() >= answer["window"]["from"].as_str());
        assert_eq!(item["unit"], item["units"][0]);
    }
    let none = json("/api/v1/hotspots/scan?from=2001-01-01&to=2001-02-01").await;
    assert!(none["items"].as_array().unwrap().is_empty(), "{none}");
}

#[tokio::test]
async fn clusters_have_a_complaint_amid_them() {
    let answer = json("/api/v1/hotspots/hdbscan?min_cluster_size=2&min_points=1").await;
    let items = answer["items"].as_array().unwrap();
    let count: u64 = items.iter().map(|item| item["count"].as_u64().unwrap()).sum();
    let located = json("/api/v1/hotspots/dbscan?min_points=99").await["noise"].as_u64().unwrap();
    assert_eq!(count + answer["noise"].as_u64().unwrap(), located);
    assert!(items.iter().all(|item| item["complaint"].is_string()), "{answer}");
}

#[tokio::test]
async fn what_methods_cannot_be_asked_is_refused() {
    for (query, wrong) in [
        ("gi?alpha=2", "alpha"),
        ("moran?units=moon", "units: give grids"),
        ("geary?weights=knn:99", "weights: 99 nearest"),
        ("repeat-callers?least=0", "least"),
        ("repeat-callers?days=0", "days"),
        ("repeat-callers?topic=moon", "topic"),
        ("repeat-subjects?metres=0", "metres: 0 is not between"),
        ("repeat-places?days=NaN", "days"),
        ("repeat-texts?similarity=0", "similarity: 0 is not"),
        ("trend?step=moon", "step"),
        ("emerging?from=2025-12-01&to=2025-12-31", "step: from"),
        ("emerging?step=day&from=2025-12-01&to=2025-12-31&time_neighbours=30", "time_neighbours: 30 earlier"),
        ("scan?max_share=0", "max_share: 0 is no share"),
        ("scan?max_time=2", "max_time: 2 is no share"),
        ("scan?max_radius=-1", "max_radius"),
        ("scan?permutations=0", "permutations: 0 is not between"),
        ("scan?expected=moon", "expected"),
        ("hdbscan?min_cluster_size=1", "min_cluster_size: a cluster has"),
        ("hdbscan?min_points=0", "min_points"),
    ] {
        refused(&format!("/api/v1/hotspots/{query}"), 400, wrong).await;
    }
    assert_eq!(get("/api/v1/hotspots/moon").await.status, 404);
}
