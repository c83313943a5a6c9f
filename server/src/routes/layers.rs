//! What surrounds every request: id, log, metrics, limits, security headers, and problems for bare errors.

use super::Shared;
use super::accept::takes;
use crate::basemap::{Basemap, Source};
use crate::error::{Kind, PROBLEM_JSON, Problem};
use crate::state::App;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_request, map_response};
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::sync::Arc;
use std::time::Instant;
use tower::util::option_layer;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::TimeoutLayer;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest id of a request that is taken over from the client.
const LONGEST_ID: usize = 128;

/// Largest body of a request, bytes: some ten thousand operations.
const BODY_BYTES: usize = 8 << 20;

/// Longest explanation taken over from a layer below, bytes.
const DETAIL_BYTES: usize = 1024;

/// Scripts, workers and data from this server alone; styles set by scripts need no exception.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; worker-src 'self' blob:; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self'";

/// Whom the page may speak to besides this server, and who learns where it is, once Tianditu lies under the city: its keys
/// are bound to the addresses of pages.
const TIANDITU: &str = " https://*.tianditu.gov.cn";
const TIANDITU_REFERRER: HeaderValue = HeaderValue::from_static("strict-origin");

/// The router in its layers, the outermost last.
pub fn around(router: Router<Arc<App>>, state: &Arc<App>) -> Router<Arc<App>> {
    router
        .layer(RequestBodyLimitLayer::new(BODY_BYTES))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, state.timeout))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(acceptable))
        .layer(from_fn(problems))
        .layer(option_layer(state.allowed.clone().map(readable_by)))
        .layer(map_response({
            let headers = security_headers(state);
            move |response| std::future::ready(secure(response, &headers))
        }))
        .layer(from_fn_with_state(Arc::clone(state), observe))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(map_request(without_odd_id))
}

/// Lets pages of the origins that the configuration names read, and only read.
fn readable_by(origins: AllowOrigin) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers([header::ACCEPT, header::ACCEPT_LANGUAGE, header::IF_NONE_MATCH, header::RANGE])
        .expose_headers([header::ETAG, header::LINK, header::CONTENT_RANGE, header::RETRY_AFTER, REQUEST_ID])
}

/// A request without an id of its own where that is none to be written into a log.
async fn without_odd_id(mut request: Request) -> Request {
    let is_plain = |id: &HeaderValue| id.len() <= LONGEST_ID && id.as_bytes().iter().all(u8::is_ascii_graphic);
    if request.headers().get(REQUEST_ID).is_some_and(|id| !is_plain(id)) {
        request.headers_mut().remove(REQUEST_ID);
    }
    request
}

/// Refuses where the only representation that there is is none of those that the client takes.
async fn acceptable(request: Request, next: Next) -> Response {
    let wanted = request.headers().get_all(header::ACCEPT).iter().cloned();
    let wanted: HeaderMap = wanted.map(|value| (header::ACCEPT, value)).collect();
    let response = next.run(request).await;
    let media = response.headers().get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok());
    match media.filter(|media| response.status() == StatusCode::OK && !takes(&wanted, media)) {
        Some(media) => Problem::new(Kind::NotAcceptable, format!("there is {media}")).into_response(),
        None => response,
    }
}

fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let message = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref().copied());
    Problem::internal(message.unwrap_or("panic without a message")).into_response()
}

/// Turns an error that a layer below answered in plain text, or without words, into a problem.
async fn problems(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || response.headers().get(header::CONTENT_TYPE) == Some(&PROBLEM_JSON) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let detail = to_bytes(body, DETAIL_BYTES).await.unwrap_or_default();
    let mut problem = Problem::of_status(status, &String::from_utf8_lossy(&detail)).into_response();
    for name in [header::ALLOW, header::CONTENT_RANGE] {
        if let Some(value) = parts.headers.remove(&name) {
            problem.headers_mut().insert(name, value);
        }
    }
    problem
}

type Headers = [(HeaderName, HeaderValue); 5];

fn security_headers(app: &App) -> Headers {
    let to_tianditu = matches!(&app.basemap, Some(Basemap { source: Source::Tianditu { .. }, .. }));
    let policy = format!("{CONTENT_SECURITY_POLICY}{}", if to_tianditu { TIANDITU } else { "" });
    let quiet = HeaderValue::from_static("no-referrer");
    [
        (header::CONTENT_SECURITY_POLICY, HeaderValue::try_from(policy).expect("plain text")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        (header::REFERRER_POLICY, if to_tianditu { TIANDITU_REFERRER } else { quiet }),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    ]
}

fn secure(mut response: Response<Body>, headers: &Headers) -> Response<Body> {
    response.headers_mut().extend(headers.clone());
    response
}

/// Counts and logs the request with its route, status and time.
async fn observe(State(app): Shared, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("page", MatchedPath::as_str).to_owned();
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default().to_owned();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), started.elapsed());
    app.metrics.answered(&route, status, took);
    tracing::info!(id, %method, path, status, ms = took.as_secs_f64() * 1000.0, "answered");
    response
}
