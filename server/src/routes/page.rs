//! Everything that is no data: the web page.

use super::Shared;
use super::content::{Content, Keep};
use crate::assets;
use crate::error::{Kind, Problem};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::response::{IntoResponse, Response};

/// A file of the page, or the page itself for one of its views.
pub async fn page(
    State(app): Shared,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let unknown = || Problem::new(Kind::UnknownPath, format!("there is nothing at {}", uri.path()));
    let asset = assets::find(uri.path()).ok_or_else(unknown)?;
    if !matches!(method, Method::GET | Method::HEAD) {
        let problem = Problem::new(Kind::MethodNotAllowed, format!("{method} is not taken here"));
        return Ok(([(header::ALLOW, "GET, HEAD")], problem).into_response());
    }
    let keep = if asset.hashed { Keep::Forever } else { Keep::Revalidate };
    Content::new(asset.media, asset.bytes).answer(&app, &headers, keep).await
}
