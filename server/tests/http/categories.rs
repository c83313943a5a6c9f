//! High-frequency problems over HTTP, counted by hand: see [`super::city`] for K1 to K5.

use super::client::{get, get_with, json, refused};
use serde_json::{Value, json};

const ROUTE: &str = "/api/v1/hotspots/categories";

fn by_name<'a>(answer: &'a Value, name: &str) -> &'a Value {
    let items = answer["items"].as_array().unwrap();
    items.iter().find(|item| item["subcategory"] == name || item["category"] == name).unwrap()
}

fn names(answer: &Value) -> Vec<&str> {
    let items = answer["items"].as_array().unwrap().iter();
    items.map(|item| item["subcategory"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn those_of_the_city_are_compared_with_the_window_before() {
    let answer = json(&format!("{ROUTE}?units=grids")).await;
    assert_eq!((&answer["count"], &answer["units"]), (&json!(4), &json!(4)));
    assert_eq!(names(&answer), ["满溢", "广场舞", "施工噪音"]);
    // K5 has no place, and the one before, K4, is the first of all.
    assert!(answer["notes"].to_string().contains("1 of 4 complaints lie in no unit"), "{answer}");
    assert!(answer["notes"].to_string().contains("came within the period before"), "{answer}");
    let full = by_name(&answer, "满溢");
    assert_eq!([&full["count"], &full["before"], &full["units"]], [2, 0, 1]);
    assert_eq!([&full["share"], &full["expected_share"], &full["spread"]], [0.5, 0.0, 0.25]);
    assert!(full["change"].is_null() && full["change_high"].is_null() && full["ratio"].is_null(), "{full}");
    let building = by_name(&answer, "施工噪音");
    assert_eq!([&building["count"], &building["before"]], [1, 1]);
    assert_eq!(["change", "expected_share", "ratio"].map(|it| &building[it]), [0.0, 1.0, 0.25]);
    assert!(building["change_low"].as_f64() < Some(0.0) && building["change_high"].as_f64() > Some(0.0));
    // Nobody of the little city has called, so nothing is a repeat.
    assert_eq!((&building["repeats"], &building["repeat_share"]), (&json!(0), &json!(0.0)));
}

#[tokio::test]
async fn those_of_an_area_are_compared_with_the_city() {
    let answer = json(&format!("{ROUTE}?units=grids&level=grids&code=G1")).await;
    assert_eq!((&answer["count"], &answer["units"]), (&json!(2), &json!(1)));
    let dance = by_name(&answer, "广场舞");
    assert_eq!(["share", "expected_share", "ratio", "spread"].map(|it| &dance[it]), [0.5, 0.25, 2.0, 1.0]);
    let filtered = json(&format!("{ROUTE}?level=grids&code=G1&channel=热线")).await;
    assert_eq!(names(&filtered), ["施工噪音"]);
}

#[tokio::test]
async fn they_are_ranked_as_asked_and_major_ones_by_themselves() {
    // One of three each in C1; of the city one of four, one of four, two of four. There was one of building sites before.
    let of_c1 = format!("{ROUTE}?level=communities&code=C1");
    assert_eq!(names(&json(&of_c1).await)[2], "施工噪音");
    assert_eq!(names(&json(&format!("{of_c1}&by=ratio")).await)[2], "满溢");
    let major = json(&format!("{ROUTE}?major=true")).await;
    assert_eq!([&by_name(&major, "噪音")["count"], &by_name(&major, "垃圾")["count"]], [2, 2]);
    assert!(major["items"].as_array().unwrap().iter().all(|item| item["subcategory"].is_null()), "{major}");
}

#[tokio::test]
async fn as_csv_a_category_is_a_line() {
    let csv = get_with(&format!("{ROUTE}?units=grids&level=grids&code=G2"), &[("accept", "text/csv")]).await;
    let varies = csv.headers.get_all("vary").iter().count();
    assert_eq!((csv.header("content-type"), varies), ("text/csv; charset=utf-8", 2));
    let expected = "\
category,subcategory,count,before,change,change_low,change_high,share,expected_share,ratio,units,spread,evenness,repeats,repeat_share
垃圾,满溢,1,0,,";
    let text = String::from_utf8(csv.body).unwrap();
    assert!(text.starts_with(expected) && text.trim_end().ends_with(",1.0,0.5,2.0,1,1.0,,0,0.0"), "{text}");
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused() {
    for (query, status, wrong) in [
        ("by=moon", 400, "by"),
        ("units=moon", 400, "units: give grids"),
        ("level=grids", 400, "level, code: give both"),
        ("level=grids&code=G9", 404, "G9"),
        ("category=月亮", 400, "月亮"),
        ("from=2025-12-02&to=2025-12-01", 400, "from"),
    ] {
        refused(&format!("{ROUTE}?{query}"), status, wrong).await;
    }
    assert_eq!(get_with(ROUTE, &[("accept", "image/png")]).await.status, 406);
    assert_eq!(get(&format!("{ROUTE}?from=2001-01-01&to=2001-02-01")).await.json()["items"], json!([]));
}
