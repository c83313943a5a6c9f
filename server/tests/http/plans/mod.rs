//! Plans over HTTP: every route with a good request, a bad one, and a plan that is not there.

mod comparing;
mod editing;
mod figures;
mod life;
mod reading;
mod refusals;

use super::city;
use super::client::{Answer, send};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use onemap::snapshot::Snapshot;
use onemap::store::Store;
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::TempDir;

/// The little city with a server of its own, and a draft of its plan in force.
pub struct Office {
    pub router: Router,
    pub store: Store,
    /// Address of the draft.
    pub draft: String,
    pub folder: TempDir,
}

impl Office {
    pub async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = city::store(&folder.path().join("city.gpkg"));
        let app = city::app();
        app.publish(Snapshot::load(&store, None).unwrap());
        let router = onemap::routes::app(Arc::clone(&app));
        let mut office = Self { router, store, draft: String::new(), folder };
        let made = office.post("/api/v1/plans", &json!({"name": "秋季"}), &[]).await;
        assert_eq!(made.status, 201, "{}", String::from_utf8_lossy(&made.body));
        office.draft = made.header("location").to_owned();
        office
    }

    /// Another server on the same store, as after a restart.
    pub fn restarted(&self) -> Router {
        self.restarted_with("")
    }

    /// One with settings, as TOML.
    pub fn restarted_with(&self, settings: &str) -> Router {
        let app = city::app_with(settings);
        app.publish(Snapshot::load(&self.store, None).unwrap());
        onemap::routes::app(app)
    }

    pub async fn ask(
        &self,
        method: &str,
        address: &str,
        body: Option<&Value>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(json) => {
                request = request.header("content-type", "application/json");
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        send(self.router.clone(), request.body(body).unwrap()).await
    }

    pub async fn get(&self, address: &str) -> Answer {
        self.ask("GET", address, None, &[]).await
    }

    pub async fn post(&self, address: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        self.ask("POST", address, Some(body), headers).await
    }

    /// The JSON at an address below the draft's.
    pub async fn read(&self, path: &str) -> Value {
        let answer = self.get(&format!("{}{path}", self.draft)).await;
        assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }

    /// A step of the draft that must succeed, at whatever revision it is.
    pub async fn step(&self, path: &str, body: &Value) -> Value {
        let address = format!("{}{path}", self.draft);
        let answer = self.post(&address, body, &[("if-match", "*"), ("x-actor", "%E7%8E%8B")]).await;
        assert!(answer.status.is_success(), "{path}: {}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }

    /// An edit that must succeed.
    pub async fn edit(&self, operations: Value) -> Value {
        self.step("/edits", &json!({"operations": operations})).await
    }

    /// An edit that must be refused, with its status and body.
    pub async fn refusal(&self, operations: Value) -> (u16, Value) {
        let address = format!("{}/edits", self.draft);
        let answer = self.post(&address, &json!({"operations": operations}), &[("if-match", "*")]).await;
        answer.problem();
        (answer.status.as_u16(), answer.json())
    }

    /// Codes of the draft's grids with their households.
    pub async fn households(&self) -> Vec<(String, f64)> {
        let grids = self.read("/grids").await;
        let rows = grids["items"].as_array().unwrap().iter();
        rows.map(|row| (row["code"].as_str().unwrap().to_owned(), row["households"].as_f64().unwrap()))
            .collect()
    }
}

/// A split of G1 from north to south through its middle, 0.002° from its western end; buildings have their points there.
pub fn split_g1() -> Value {
    json!({"op": "split", "grid": "G1", "line": [[117.301, 31.799], [117.301, 31.805]], "codes": ["G5"]})
}

/// G1 and G2 become G1.
pub fn merge_g1_g2() -> Value {
    json!({"op": "merge", "grids": ["G1", "G2"], "into": "G1"})
}
