//! Finished bodies: negotiated encodings, an ETag for each, 304.

use crate::error::Problem;
use crate::state::App;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::io::{self, Write};

/// Smaller bodies are sent as they are: the headers would weigh more than what is saved.
const WORTH_ENCODING: usize = 512;

/// A body before it is encoded for one client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    pub media: &'static str,
    pub bytes: Bytes,
    /// Hash of the bytes.
    tag: u64,
}

/// How long a body may be kept without asking again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Its address names its version: for good.
    Forever,
    /// To be asked for again each time; a 304 makes that cheap.
    Revalidate,
}

/// The content codings the server speaks (RFC 9110, 8.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    Zstd,
    Brotli,
    Gzip,
    Identity,
}

impl Content {
    pub fn new(media: &'static str, bytes: impl Into<Bytes>) -> Self {
        let bytes = bytes.into();
        let mut hasher = FxHasher::default();
        hasher.write(&bytes);
        Self { media, tag: hasher.finish(), bytes }
    }

    /// The answer to a request for this body: 200, or 304 where the client has it.
    ///
    /// # Errors
    /// `Busy` when the body must be encoded and the pool is full.
    pub async fn answer(self, app: &App, request: &HeaderMap, keep: Keep) -> Result<Response, Problem> {
        let encoding = self.encoding(request);
        let etag = format!("\"{:016x}-{}\"", self.tag, encoding.name());
        let mut response = if is_known(request, &etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let media = self.media;
            full(media, encoding, self.encoded(app, encoding).await?)
        };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, HeaderValue::try_from(etag).expect("hex and letters"));
        headers.insert(header::CACHE_CONTROL, keep.header());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        Ok(response)
    }

    async fn encoded(self, app: &App, encoding: Encoding) -> Result<Bytes, Problem> {
        if encoding == Encoding::Identity {
            return Ok(self.bytes);
        }
        let job = move || encoding.encode(&self.bytes).map(Bytes::from).map_err(Problem::internal);
        app.caches.encoded(self.tag, encoding, app.compute.run(job)).await
    }

    fn encoding(&self, request: &HeaderMap) -> Encoding {
        let packed = matches!(self.media, "image/png" | "image/jpeg" | "image/tiff" | "font/woff2");
        if packed || self.bytes.len() < WORTH_ENCODING {
            return Encoding::Identity;
        }
        let accepted = request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        Encoding::choose(&accepted.collect::<Vec<_>>().join(","))
    }
}

fn full(media: &'static str, encoding: Encoding, body: Bytes) -> Response {
    let mut response = Body::from(body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    if encoding != Encoding::Identity {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    }
    response
}

/// Whether the client's `If-None-Match` names this tag (weak comparison, RFC 9110, 13.1.2).
fn is_known(request: &HeaderMap, etag: &str) -> bool {
    let named = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    named
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}

impl Keep {
    #[must_use]
    pub fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Revalidate => "no-cache",
        })
    }
}

impl Encoding {
    /// Best first: what is quick to make and small goes before what every client knows.
    const PREFERRED: [Self; 3] = [Self::Zstd, Self::Brotli, Self::Gzip];

    pub fn name(self) -> &'static str {
        match self {
            Self::Zstd => "zstd",
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Identity => "identity",
        }
    }

    /// The coding with the highest weight in an `Accept-Encoding` header; ours decides between equals.
    #[must_use]
    pub fn choose(accepted: &str) -> Self {
        let weight = |encoding: &Self| weight_of(encoding.name(), accepted);
        let best = Self::PREFERRED.into_iter().rev().max_by_key(weight).filter(|best| weight(best) > 0);
        best.unwrap_or(Self::Identity)
    }

    /// The bytes in this coding.
    ///
    /// # Errors
    /// When the encoder fails, which it has no reason to in memory.
    pub fn encode(self, bytes: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Zstd => zstd::encode_all(bytes, 3),
            Self::Brotli => brotli_of(bytes),
            Self::Gzip => gzip_of(bytes),
            Self::Identity => Ok(bytes.to_vec()),
        }
    }
}

/// Weight of a coding in thousandths; 0 where it is not accepted.
fn weight_of(name: &str, accepted: &str) -> u32 {
    let mut any = 0;
    for item in accepted.split(',') {
        let (coding, weight) =
            item.split_once(';').map_or((item, 1000), |(coding, q)| (coding, thousandths(q)));
        match coding.trim() {
            named if named.eq_ignore_ascii_case(name) => return weight,
            "*" => any = weight,
            _ => {}
        }
    }
    any
}

fn thousandths(q: &str) -> u32 {
    let value = q.trim().strip_prefix("q=").and_then(|value| value.trim().parse::<f32>().ok());
    (value.unwrap_or(0.0).clamp(0.0, 1.0) * 1000.0) as u32
}

fn brotli_of(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 5, ..Default::default() };
    let mut out = Vec::with_capacity(bytes.len() / 2);
    brotli::BrotliCompress(&mut &*bytes, &mut out, &params)?;
    Ok(out)
}

fn gzip_of(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder =
        flate2::write::GzEncoder::new(Vec::with_capacity(bytes.len() / 2), flate2::Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_coding_wins_and_ours_decides_between_equals() {
        let chosen = |accepted| Encoding::choose(accepted).name();
        assert_eq!(chosen("gzip, deflate, br, zstd"), "zstd");
        assert_eq!(chosen("gzip, br"), "br");
        assert_eq!(chosen("GZIP"), "gzip");
        assert_eq!(chosen("gzip;q=1.0, br;q=0.5, zstd;q=0"), "gzip");
        assert_eq!(chosen("*"), "zstd");
        assert_eq!(chosen("*;q=0.5, zstd;q=0"), "br");
        assert_eq!(chosen(""), "identity");
        assert_eq!(chosen("identity"), "identity");
        assert_eq!(chosen("gzip;q=none"), "identity");
    }

    #[test]
    fn every_coding_can_be_decoded_again() {
        let bytes: Vec<u8> = (0..4096_u32).map(|i| (i / 7) as u8).collect();
        assert_eq!(zstd::decode_all(&*Encoding::Zstd.encode(&bytes).unwrap()).unwrap(), bytes);
        let mut unpacked = Vec::new();
        io::copy(&mut flate2::read::GzDecoder::new(&*Encoding::Gzip.encode(&bytes).unwrap()), &mut unpacked)
            .unwrap();
        assert_eq!(unpacked, bytes);
        unpacked.clear();
        brotli::BrotliDecompress(&mut &*Encoding::Brotli.encode(&bytes).unwrap(), &mut unpacked).unwrap();
        assert_eq!(unpacked, bytes);
    }

    #[test]
    fn a_tag_is_recognised_in_any_list() {
        let request = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static(value));
            headers
        };
        assert!(is_known(&request("\"a\", \"b\""), "\"b\""));
        assert!(is_known(&request("W/\"b\""), "\"b\""));
        assert!(is_known(&request("*"), "\"b\""));
        assert!(!is_known(&request("\"a\""), "\"b\""));
    }
}
