//! What requests about plans carry beside their address: who asks, which revision is meant, a JSON body.

use crate::error::{Kind, Problem};
use crate::plan::life::By;
use crate::routes::query::Segments;
use crate::store::PlanId;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use std::borrow::Cow;

/// Who changes something: the header `X-Actor`, percent-encoded where it is not ASCII. A request that a page of another site made
/// the browser send is refused.
pub struct Actor(pub String);

/// Someone who does not say who it is.
const ANONYMOUS: &str = "anonymous";

/// Longest name of an actor, characters.
const LONGEST: usize = 200;

impl<S: Sync> FromRequestParts<S> for Actor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let site = parts.headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
        if site == Some("cross-site") {
            return Err(Problem::new(Kind::CrossSite, Kind::CrossSite.entry().advice));
        }
        let Some(given) = parts.headers.get("x-actor") else { return Ok(Self(ANONYMOUS.to_owned())) };
        let decoded = percent_encoding::percent_decode(given.as_bytes()).decode_utf8();
        let name = decoded.map_err(|_| Problem::parameter("X-Actor", "is not UTF-8; percent-encode it"))?;
        let name: String = name.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        Ok(Self(if name.is_empty() { ANONYMOUS.to_owned() } else { name }))
    }
}

impl Actor {
    pub fn at(&self, revision: Option<i64>) -> By<'_> {
        By { actor: &self.0, revision }
    }
}

/// The revision that `If-Match` names.
///
/// # Errors
/// When it names none; `*` stands for any.
pub fn revision(headers: &HeaderMap) -> Result<Option<i64>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().map_or(Cow::Borrowed("?"), Cow::Borrowed);
    let tag = text.trim().trim_start_matches("W/").trim_matches('"');
    if tag == "*" {
        return Ok(None);
    }
    let wrong = || Problem::parameter("If-Match", format!("“{text}” is no ETag of a plan, such as \"7\""));
    tag.parse().map(Some).map_err(|_| wrong())
}

/// As [`revision`], where one must be given.
///
/// # Errors
/// As above, or when there is no such header.
pub fn required_revision(headers: &HeaderMap) -> Result<Option<i64>, Problem> {
    if headers.contains_key(header::IF_MATCH) {
        return revision(headers);
    }
    Err(Problem::new(Kind::RevisionRequired, Kind::RevisionRequired.entry().advice))
}

/// The plan that an address names.
pub struct Id(pub PlanId);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Segments([id]) = Segments::<1>::from_request_parts(parts, state).await?;
        id.parse().map(Self).map_err(|_| Problem::unknown("plan", &id))
    }
}

/// A body of JSON; what does not fit is a problem that names the member.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let media = request.headers().get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok());
        if !media.is_some_and(|media| media.trim_start().starts_with("application/json")) {
            return Err(Problem::new(Kind::UnsupportedMedia, Kind::UnsupportedMedia.entry().advice));
        }
        parse(&bytes(request, state).await?).map(Self)
    }
}

/// As [`Json`], where nothing at all stands for `{}`.
pub struct JsonOrNothing<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonOrNothing<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = bytes(request, state).await?;
        if bytes.is_empty() { parse(b"{}").map(Self) } else { parse(&bytes).map(Self) }
    }
}

async fn bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    let rejected = |error: axum::extract::rejection::BytesRejection| {
        Problem::of_status(error.status(), &error.body_text())
    };
    Bytes::from_request(request, state).await.map_err(rejected)
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let deserializer = &mut serde_json::Deserializer::from_slice(bytes);
    serde_path_to_error::deserialize(deserializer).map_err(|error| match error.path().to_string().as_str() {
        "." => Problem::parameter("body", error.inner()),
        path => Problem::parameter(path, error.inner()),
    })
}
