//! `/api/v1`: the figures of the little city, counted by hand.

use super::client::{get, json, refused};
use serde_json::{Value, json};

#[tokio::test]
async fn the_city_adds_up() {
    let city = json("/api/v1/city").await;
    assert_eq!(city["name"], "hefei", "the store's file, where nothing names the city");
    assert_eq!(city["now"], "2025-12-31T18:30:00");
    assert_eq!(city["default_window"], json!({"from": "2025-12-02T00:00:00", "to": "2026-01-01T00:00:00"}));
    assert_eq!(city["households"], 971.5);
    assert_eq!(city["households_estimated"], 1);
    assert_eq!(city["counts"]["complaints"], 5);
    assert_eq!(city["counts"]["unlocated"], 1);
    assert_eq!(city["counts"]["grids"], 4);
    assert_eq!(city["assigned"], json!({"buildings": 3, "households": 971.5, "complaints": 4}));
    assert_eq!(city["unassigned"], json!({"buildings": 0, "households": 0.0, "complaints": 1}));
    assert_eq!(city["channels"], json!([{"name": "热线", "count": 3}, {"name": "网站", "count": 2}]));
    assert_eq!(city["bounds"], json!([117.3, 31.8, 117.316, 31.804]));
    assert_eq!(city["grid_layers"][0]["grids"], 4);
}

#[tokio::test]
async fn categories_hold_their_subcategories() {
    let all = json("/api/v1/categories").await;
    let expected = json!([
        {"name": "噪音", "count": 2, "subcategories": [{"name": "广场舞", "count": 1}, {"name": "施工噪音", "count": 1}]},
        {"name": "垃圾", "count": 2, "subcategories": [{"name": "满溢", "count": 2}]},
    ]);
    assert_eq!(sorted(&all["items"]), sorted(&expected));
    let in_grid = json("/api/v1/categories?level=grids&code=G2").await;
    assert_eq!(in_grid["items"][0]["name"], "垃圾");
    assert_eq!(in_grid["items"][0]["count"], 1);
    assert_eq!(in_grid["items"][1]["count"], 0);
}

fn sorted(items: &Value) -> Vec<String> {
    let mut items: Vec<String> = items.as_array().unwrap().iter().map(ToString::to_string).collect();
    items.sort();
    items
}

#[tokio::test]
async fn areas_of_a_level_have_their_complaints_now_and_before() {
    let grids = json("/api/v1/areas/grids").await;
    assert_eq!(
        figures_of(&grids),
        [
            json!(["G1", "C1", 320.0, "in", 2, 1]),
            json!(["G2", "C1", 250.5, "under", 1, 0]),
            json!(["G3", "C2", 401.0, "over", 0, 0]),
            json!(["G4", "C2", 0.0, "under", 0, 0]),
        ]
    );
    let communities = json("/api/v1/areas/communities").await;
    assert_eq!(
        figures_of(&communities),
        [json!(["C1", "S1", 570.5, null, 3, 1]), json!(["C2", "S1", 401.0, null, 0, 0])]
    );
    let city = json("/api/v1/areas/city").await;
    assert_eq!(figures_of(&city), [json!(["city", null, 971.5, null, 4, 1])]);
}

/// Of each area of a list: code, parent, households, range, complaints in the window and before.
fn figures_of(list: &Value) -> Vec<Value> {
    let fields = ["code", "parent", "households", "range", "complaints", "complaints_before"];
    let figures = |area: &Value| -> Value { fields.iter().map(|field| area[field].clone()).collect() };
    list["items"].as_array().unwrap().iter().map(figures).collect()
}

#[tokio::test]
async fn filters_and_windows_narrow_what_is_counted() {
    let count =
        async |query: &str| figures_of(&json(&format!("/api/v1/areas/grids?{query}")).await)[0][4].clone();
    assert_eq!(count("category=噪音").await, 2);
    assert_eq!(count("category=垃圾").await, 0);
    assert_eq!(count("category=垃圾,噪音").await, 2);
    assert_eq!(count("category=垃圾&category=噪音&channel=网站").await, 1);
    assert_eq!(count("subcategory=广场舞&status=closed").await, 1);
    assert_eq!(count("from=2025-11-01&to=2025-12-01").await, 1);
    // [from, to): the complaint at 18:30:00 is in a window that begins then, and not in one that ends then.
    assert_eq!(count("from=2025-12-31T18:30:00&to=2026-01-01").await, 1);
    assert_eq!(count("from=2025-12-31&to=2025-12-31T18:30:00").await, 1);
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_by_name() {
    refused("/api/v1/areas/grids?from=2025-12-02&to=2025-12-01", 400, "from").await;
    refused("/api/v1/areas/grids?from=2025-02-30", 400, "2025-02-30").await;
    refused("/api/v1/areas/grids?to=-009999-01-01", 400, "to").await;
    refused("/api/v1/areas/grids?category=月亮", 400, "月亮").await;
    refused("/api/v1/areas/planets", 400, "planets").await;
    refused("/api/v1/areas/grids/G9", 404, "G9").await;
    refused("/api/v1/series?level=grids", 400, "code").await;
    refused("/api/v1/series?level=grids&code=G9", 404, "G9").await;
    refused("/api/v1/series?step=year", 400, "step").await;
    refused("/api/v1/series?step=hour&from=0001-01-01", 400, "step").await;
    refused("/api/v1/locate?lon=31.8&lat=117.3", 400, "longitude first").await;
    refused("/api/v1/locate?lon=NaN&lat=0", 400, "finite").await;
    refused("/api/v1/locate?lon=1", 400, "lat").await;
    refused("/api/v1/search", 400, "q").await;
    refused("/api/v1/search?q=a&limit=0", 400, "limit").await;
    refused("/api/v1/buildings/B9", 404, "B9").await;
    refused("/api/v1/complaints?limit=1001", 400, "limit").await;
    refused("/api/v1/complaints?after=1", 400, "after").await;
    refused("/api/v1/complaints?bbox=1,2,3", 400, "bbox").await;
    refused("/api/v1/nothing", 404, "/api/v1/nothing").await;
}

#[tokio::test]
async fn a_fact_sheet_says_everything_about_an_area() {
    let sheet = json("/api/v1/areas/grids/G1").await;
    assert_eq!(sheet["complaints"], 2);
    assert_eq!(sheet["complaints_total"], 3);
    assert_eq!(sheet["change"], 1.0);
    assert_eq!(sheet["per_1000_households"], 2.0 / 320.0 * 1000.0);
    assert_eq!(sheet["parents"][0], json!({"level": "community", "code": "C1", "name": "区域C1"}));
    assert_eq!(sheet["parents"][1]["code"], "S1");
    assert_eq!(sheet["parents"][2]["level"], "city");
    assert_eq!(sheet["series"].as_array().unwrap().len(), 30);
    assert_eq!(sheet["series"][29], json!({"date": "2025-12-31", "count": 2, "before": 0}));
    // 2025-11-20 is the 19th day of the window before, as 2025-12-20 is of this one.
    assert_eq!(sheet["series"][18], json!({"date": "2025-12-20", "count": 0, "before": 1}));
    assert_eq!(sheet["categories"], json!([{"name": "噪音", "count": 2, "before": 1}]));
    assert_eq!(sheet["channels"].as_array().unwrap().len(), 2);
    assert_eq!(sheet["staff"][0]["role"], "head");
    assert_eq!(sheet["staff"][1]["role"], "worker");
    assert_eq!(sheet["neighbours"], json!(["G2"]));
    assert_eq!(sheet["children"], Value::Null);
    let community = json("/api/v1/areas/communities/C1").await;
    assert_eq!(community["children"], json!({"level": "grid", "count": 2}));
    assert_eq!(community["households_estimated"], 1);
}

#[tokio::test]
async fn a_series_follows_the_calendar() {
    let days = json("/api/v1/series?from=2025-12-30&to=2026-01-01").await;
    let expected =
        json!([{"from": "2025-12-30T00:00:00", "count": 0}, {"from": "2025-12-31T00:00:00", "count": 2}]);
    assert_eq!(days["items"], expected);
    let months =
        json("/api/v1/series?step=month&from=2025-11-01&to=2026-01-01&level=communities&code=C1").await;
    let expected =
        json!([{"from": "2025-11-01T00:00:00", "count": 1}, {"from": "2025-12-01T00:00:00", "count": 3}]);
    assert_eq!(months["items"], expected);
}

#[tokio::test]
async fn search_finds_the_best_fit_first() {
    let found = async |words: &str| -> Vec<String> {
        let results = json(&format!("/api/v1/search?q={words}")).await;
        let items = results["items"].as_array().unwrap().clone();
        items
            .iter()
            .map(|item| format!("{} {}", item["kind"].as_str().unwrap(), item["code"].as_str().unwrap()))
            .collect()
    };
    assert_eq!(found("g3").await, ["grid G3"]);
    assert_eq!(found("滨湖").await, ["compound E1", "building B1", "building B2", "building B3"]);
    assert_eq!(found("main%20STREET").await[0], "road R1");
    assert_eq!(found(".*").await, [""; 0]);
}

#[tokio::test]
async fn a_building_names_its_areas() {
    let building = json("/api/v1/buildings/B2").await;
    assert_eq!((&building["grid"]["code"], &building["floors"]), (&json!("G2"), &json!(18)));
    assert_eq!(building["households_estimated"], true);
    assert_eq!(building["point"], json!([117.306, 31.802]));
}

#[tokio::test]
async fn an_answer_known_is_not_sent_again() {
    let first = get("/api/v1/city").await;
    let again = super::client::get_with("/api/v1/city", &[("if-none-match", first.header("etag"))]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
}
