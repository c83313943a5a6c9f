//! Search by name, code or address.

use super::Shared;
use super::answer::{degrees, json, lon_lat};
use super::query::Query;
use crate::error::{Problem, ProblemBody};
use crate::snapshot::{Found, FoundKind};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const DEFAULT_LIMIT: usize = 20;
const MOST: usize = 100;
/// Longest words, bytes; no name is longer.
pub const LONGEST: usize = 200;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchParams {
    /// Part of a name, a code or an address.
    #[param(example = "滨湖")]
    q: String,
    /// How many, at most 100; 20 unless said.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<usize>,
}

/// What was found, the best fit first.
#[derive(Serialize, ToSchema)]
pub struct Results {
    pub items: Vec<Item>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SearchHit)]
pub struct Item {
    pub kind: FoundKind,
    /// Code of an area, id of anything else.
    pub code: String,
    pub name: String,
    /// The area above, or the address.
    pub context: Option<String>,
    /// Longitude, latitude.
    pub point: Option<[f64; 2]>,
    /// West, south, east, north, degrees.
    pub bounds: Option<[f64; 4]>,
}

/// Areas, compounds, roads and buildings by name, code or address.
#[utoipa::path(get, path = "/api/v1/search", tag = "city", params(SearchParams), responses(
    (status = 200, description = "What was found, the best fit first", body = Results),
    (status = "4XX", description = "A parameter is not valid", body = ProblemBody, content_type = "application/problem+json"),
))]
pub async fn search(
    State(app): Shared,
    Query(params): Query<SearchParams>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let limit = params.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::parameter("limit", format!("{limit} is not between 1 and {MOST}")));
    }
    if params.q.len() > LONGEST {
        return Err(Problem::parameter("q", format!("is longer than {LONGEST} bytes")));
    }
    json(&app, &headers, move |snapshot| {
        Ok(Results { items: snapshot.search(&params.q, limit).into_iter().map(Item::from).collect() })
    })
    .await
}

impl From<Found> for Item {
    fn from(found: Found) -> Self {
        Self {
            kind: found.kind,
            code: found.code,
            name: found.name,
            context: found.context,
            point: found.point.map(lon_lat),
            bounds: found.bounds.map(degrees),
        }
    }
}
