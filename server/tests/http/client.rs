//! Requests in process, without a port.

use super::city;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt;

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The detail of a problem, after a look at its form.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert!(problem["type"].is_string() && problem["title"].is_string());
        problem["detail"].as_str().unwrap().to_owned()
    }
}

pub async fn send(server: Router, request: Request<Body>) -> Answer {
    let response = server.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

/// Asks the little city. What is not ASCII in the address is escaped.
pub async fn get(address: &str) -> Answer {
    get_with(address, &[]).await
}

pub async fn get_with(address: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(escaped(address));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(city::served(), request.body(Body::empty()).unwrap()).await
}

fn escaped(address: &str) -> String {
    address
        .bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The JSON at an address that answers 200.
pub async fn json(address: &str) -> Value {
    let answer = get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", String::from_utf8_lossy(&answer.body));
    answer.json()
}

/// Checks the status of an address, and that its problem names what it should.
pub async fn refused(address: &str, status: u16, names: &str) {
    let answer = get(address).await;
    assert_eq!(answer.status.as_u16(), status, "{address}");
    let detail = answer.problem();
    assert!(detail.contains(names), "{address}: {detail}");
}
