//! Point or address → building → grid → people.

use super::client::{json, refused};
use serde_json::{Value, json};

#[tokio::test]
async fn a_place_leads_to_building_grid_and_people() {
    let at = json("/api/v1/locate?lon=117.302&lat=31.802").await;
    assert_eq!((&at["building"]["id"], &at["building"]["distance_m"]), (&json!("B1"), &json!(0.0)));
    assert_eq!(at["grid"], json!({"code": "G1", "name": "区域G1"}));
    assert_eq!((&at["community"]["code"], &at["street"]["code"]), (&json!("C1"), &json!("S1")));
    assert_eq!(at["staff"][0]["name"], "name P1");
    let open = json("/api/v1/locate?lon=117.315&lat=31.803").await;
    assert_eq!((&open["building"], &open["grid"]["code"]), (&Value::Null, &json!("G4")));
    let outside = json("/api/v1/locate?lon=0&lat=0").await;
    assert_eq!((&outside["grid"], &outside["district"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn an_address_that_means_one_place_leads_there() {
    for address in ["B2幢", "b2", "滨湖区B2幢2单元501室"] {
        let at = json(&format!("/api/v1/locate?address={address}")).await;
        assert_eq!(
            (&at["found"]["kind"], &at["found"]["code"]),
            (&json!("building"), &json!("B2")),
            "{address}"
        );
        assert_eq!((&at["grid"]["code"], &at["community"]["code"]), (&json!("G2"), &json!("C1")));
        assert_eq!((&at["lon"], &at["candidates"]), (&json!(117.306), &json!([])));
    }
    let compound = json("/api/v1/locate?address=滨湖花园").await;
    assert_eq!((&compound["found"]["code"], &compound["staff"][0]["role"]), (&json!("E1"), &json!("head")));
}

#[tokio::test]
async fn an_address_that_means_several_places_names_them() {
    let at = json("/api/v1/locate?address=Main%20Street%201,%20滨湖").await;
    let codes: Vec<&Value> = at["candidates"].as_array().unwrap().iter().map(|hit| &hit["code"]).collect();
    assert_eq!(codes, ["B1", "B2", "B3"]);
    assert_eq!((&at["lon"], &at["grid"], &at["found"]), (&Value::Null, &Value::Null, &Value::Null));
    // A community is too large to be sent to.
    let community = json("/api/v1/locate?address=区域C1").await;
    assert_eq!((&community["candidates"][0]["code"], &community["grid"]), (&json!("C1"), &Value::Null));
}

#[tokio::test]
async fn what_is_no_place_is_refused() {
    refused("/api/v1/locate?address=月亮", 404, "月亮").await;
    refused("/api/v1/locate?address=", 400, "empty").await;
    refused("/api/v1/locate", 400, "address").await;
    refused("/api/v1/locate?address=B1&lon=1&lat=2", 400, "alone").await;
    refused(&format!("/api/v1/locate?address={}", "x".repeat(201)), 400, "address").await;
}
