//! Pages of other origins: whom the configuration names may read, and nobody may write.

use super::city;
use super::client::{Answer, send};
use axum::body::Body;
use axum::http::{Method, Request};
use onemap::routes;

const GIS: &str = "https://gis.example.cn";

/// What a server whose configuration says so answers to a page of an origin.
async fn asked(setting: &str, method: Method, origin: &str) -> Answer {
    let wanted = Request::builder().method(method).uri("/healthz").header("origin", origin);
    let request = wanted.header("access-control-request-method", "POST").body(Body::empty()).unwrap();
    send(routes::app(city::app_with(setting)), request).await
}

#[tokio::test]
async fn pages_of_the_origins_that_are_named_may_read() {
    let named = format!("allow-origin = ['{GIS}']");
    let answer = |setting, origin| asked(setting, Method::GET, origin);
    assert_eq!(answer(&named, GIS).await.header("access-control-allow-origin"), GIS);
    assert!(answer(&named, GIS).await.header("vary").contains("origin"));
    assert_eq!(answer(&named, "https://other.example.cn").await.header("access-control-allow-origin"), "");
    assert_eq!(answer("allow-origin = ['*']", GIS).await.header("access-control-allow-origin"), "*");
    assert_eq!(answer("", GIS).await.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn pages_of_other_origins_may_not_write() {
    let allowed = asked("allow-origin = ['*']", Method::OPTIONS, GIS).await;
    assert_eq!(allowed.header("access-control-allow-methods"), "GET,HEAD");
}
