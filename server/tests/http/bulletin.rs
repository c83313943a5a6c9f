//! The bulletin of an area, over HTTP; its figures are tested through the command line.

use super::client::{get_with, json, refused};

#[tokio::test]
async fn its_totals_are_those_of_the_fact_sheet() {
    let city = json("/api/v1/areas/city").await["items"][0]["code"].as_str().unwrap().to_owned();
    for area in [format!("city/{city}"), "grids/G1".to_owned()] {
        let window = "from=2025-12-02&to=2026-01-01";
        let sheet = json(&format!("/api/v1/areas/{area}?{window}")).await;
        let bulletin = json(&format!("/api/v1/areas/{area}/bulletin?{window}")).await;
        assert_eq!(bulletin["total"]["count"], sheet["complaints"], "{area}");
        assert_eq!(bulletin["total"]["before"], sheet["complaints_before"], "{area}");
        assert_eq!(bulletin["area"]["code"], sheet["code"]);
        assert_eq!(
            bulletin["categories"].as_array().unwrap().len(),
            sheet["categories"].as_array().unwrap().len()
        );
        assert!(!bulletin["findings"]["zh"].as_array().unwrap().is_empty());
    }
}

#[tokio::test]
async fn it_is_a_page_where_one_is_wanted() {
    let html = get_with("/api/v1/areas/grids/G1/bulletin?lang=en", &[("accept", "text/html")]).await;
    assert_eq!((html.status.as_u16(), html.header("content-type")), (200, "text/html; charset=utf-8"));
    assert!(html.header("vary").contains("accept") || html.headers.get_all("vary").iter().count() == 2);
    let page = String::from_utf8(html.body).unwrap();
    assert!(
        page.contains("<html lang=\"en\">") && page.contains("/api/v1/print.css") && !page.contains("<script")
    );
    let picture = get_with("/api/v1/areas/grids/G1/bulletin", &[("accept", "image/png")]).await;
    assert_eq!(picture.status, 406);
}

#[tokio::test]
async fn what_it_cannot_be_about_is_named() {
    refused("/api/v1/areas/grids/none/bulletin", 404, "none").await;
    refused("/api/v1/areas/houses/G1/bulletin", 400, "houses").await;
    refused("/api/v1/areas/grids/G1/bulletin?from=2025-12-31&to=2025-12-01", 400, "from").await;
    refused("/api/v1/areas/grids/G1/bulletin?lang=fr", 400, "lang").await;
}
