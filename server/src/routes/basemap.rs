//! What the page draws under the city, and the archive that it reads that from.

use super::Shared;
use super::answer::JSON;
use super::content::{Content, Keep};
use super::query::Query;
use crate::basemap::{self, Source};
use crate::error::{Kind, Problem, ProblemBody};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::path::Path;
use tower_http::services::ServeFile;
use utoipa::{IntoParams, ToSchema};

/// The map under the city.
#[derive(Serialize, ToSchema)]
pub struct Basemap {
    /// Null where nothing is configured: then the page asks nobody but this server.
    source: Option<BasemapSource>,
    /// The map approval number (审图号), to be shown with the map.
    approval: Option<String>,
    /// Whom to name as its source; null for what the archive itself says.
    attribution: Option<String>,
}

/// Where tiles come from.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum BasemapSource {
    /// A PMTiles 3 archive on this server.
    Pmtiles {
        /// Its address, to be read by ranges.
        url: String,
        tiles: TileKind,
    },
    /// Pictures of Tianditu's servers.
    Tianditu {
        /// Addresses with `{x}`, `{y}` and `{z}` of the map, and of the names over it.
        ground: Vec<String>,
        names: Vec<String>,
    },
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum TileKind {
    Vector,
    Raster,
}

/// The map under the city, where one is configured.
#[utoipa::path(get, path = "/api/v1/basemap", tag = "city", responses(
    (status = 200, description = "The basemap", body = Basemap),
))]
pub async fn basemap(State(app): Shared, headers: HeaderMap) -> Result<Response, Problem> {
    let body = serde_json::to_vec(&describe(app.basemap.as_ref())).map_err(Problem::internal)?;
    Content::new(JSON, body).answer(&app, &headers, Keep::Revalidate).await
}

#[derive(Deserialize, IntoParams)]
pub struct Version {
    /// As in the address that `/api/v1/basemap` gives: with it the archive may be kept for good
    v: Option<u64>,
}

/// The PMTiles archive under the city, whole or by ranges (RFC 9110, 14).
#[utoipa::path(get, path = "/api/v1/basemap.pmtiles", tag = "tiles", params(Version), responses(
    (status = 200, description = "The archive", content_type = "application/vnd.pmtiles"),
    (status = 206, description = "The bytes asked for", content_type = "application/vnd.pmtiles"),
    (status = 400, description = "`v` is no version", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No archive is configured", body = ProblemBody, content_type = "application/problem+json"),
    (status = 416, description = "Bytes that are not there", body = ProblemBody, content_type = "application/problem+json"),
))]
pub async fn archive(
    State(app): Shared,
    Query(Version { v }): Query<Version>,
    request: Request,
) -> Result<Response, Problem> {
    let Some(Source::Archive(archive)) = app.basemap.as_ref().map(|basemap| &basemap.source) else {
        return Err(Problem::new(Kind::UnknownPath, "no basemap.pmtiles is configured"));
    };
    let mut response = ranged(&archive.path, request.headers(), request.method()).await?;
    let keep = if v == Some(archive.version) { Keep::Forever } else { Keep::Revalidate };
    response.headers_mut().insert(header::CACHE_CONTROL, keep.header());
    Ok(response)
}

/// The file, or the range of it that is asked for. A range of another unit than bytes is none, and one that depends on a state of the
/// file that is gone is answered with all of it (RFC 9110, 14.2 and 13.1.5).
async fn ranged(path: &Path, asked: &HeaderMap, method: &Method) -> Result<Response, Problem> {
    let is_of_bytes = asked.get(header::RANGE).is_some_and(|range| range.as_bytes().starts_with(b"bytes="));
    let response = served(path, asked, method, is_of_bytes).await?;
    let is_state = |state| {
        [header::ETAG, header::LAST_MODIFIED].iter().any(|of| response.headers().get(of) == Some(state))
    };
    let is_same = asked.get(header::IF_RANGE).is_none_or(is_state);
    if is_same { Ok(response) } else { served(path, asked, method, false).await }
}

async fn served(path: &Path, asked: &HeaderMap, method: &Method, by_range: bool) -> Result<Response, Problem> {
    let mut request = Request::new(Body::empty());
    request.method_mut().clone_from(method);
    request.headers_mut().clone_from(asked);
    if !by_range {
        request.headers_mut().remove(header::RANGE);
    }
    let media = "application/vnd.pmtiles".parse().expect("a media type");
    let response = ServeFile::new_with_mime(path, &media).try_call(request).await;
    Ok(response.map_err(Problem::internal)?.into_response())
}

fn describe(configured: Option<&basemap::Basemap>) -> Basemap {
    Basemap {
        source: configured.map(|basemap| BasemapSource::from(&basemap.source)),
        approval: configured.and_then(|basemap| basemap.approval.clone()),
        attribution: configured.and_then(|basemap| basemap.attribution.clone()),
    }
}

impl From<&Source> for BasemapSource {
    fn from(source: &Source) -> Self {
        match source {
            Source::Archive(archive) => Self::Pmtiles {
                url: format!("/api/v1/basemap.pmtiles?v={}", archive.version),
                tiles: if archive.is_vector { TileKind::Vector } else { TileKind::Raster },
            },
            Source::Tianditu { key } => {
                Self::Tianditu { ground: tianditu("vec", key), names: tianditu("cva", key) }
            }
        }
    }
}

/// Tianditu's eight servers of one layer, as WMTS in web mercator.
fn tianditu(layer: &str, key: &str) -> Vec<String> {
    let address = |server| {
        format!(
            "https://t{server}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}\
             &STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
        )
    };
    (0..8).map(address).collect()
}
