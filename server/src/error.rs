//! The only mapping from errors to HTTP: status, code, title and documentation of every problem, in one table.
//!
//! Answers follow RFC 9457 (`application/problem+json`).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

/// What can be wrong with a request, or with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    BadParameter,
    UnknownId,
    UnknownPath,
    MethodNotAllowed,
    NotAcceptable,
    Timeout,
    TooLarge,
    HeadTooLarge,
    NoSuchRange,
    Refused,
    EditRefused,
    Stale,
    WrongState,
    RevisionRequired,
    ReadOnly,
    CrossSite,
    UnsupportedMedia,
    TooMany,
    Busy,
    Starting,
    Internal,
}

/// One row of the table of problems.
pub struct Entry {
    pub kind: Kind,
    pub status: StatusCode,
    /// The last part of the problem's `type`; it never changes.
    pub code: &'static str,
    pub title: &'static str,
    /// What the caller can do about it.
    pub advice: &'static str,
}

/// Every problem the server answers with.
pub const PROBLEMS: [Entry; 21] = [
    Entry {
        kind: Kind::BadParameter,
        status: StatusCode::BAD_REQUEST,
        code: "bad-parameter",
        title: "A parameter is not valid",
        advice: "The detail names the parameter, what is wrong with it, and what would be right.",
    },
    Entry {
        kind: Kind::UnknownId,
        status: StatusCode::NOT_FOUND,
        code: "unknown-id",
        title: "There is nothing with this id",
        advice: "Search by name with /api/v1/search, or list the level with /api/v1/areas/{level}.",
    },
    Entry {
        kind: Kind::UnknownPath,
        status: StatusCode::NOT_FOUND,
        code: "unknown-path",
        title: "There is nothing at this address",
        advice: "The addresses are listed in /api/v1/openapi.json.",
    },
    Entry {
        kind: Kind::MethodNotAllowed,
        status: StatusCode::METHOD_NOT_ALLOWED,
        code: "method-not-allowed",
        title: "The address does not take this method",
        advice: "The methods of every address are in /api/v1/openapi.json.",
    },
    Entry {
        kind: Kind::NotAcceptable,
        status: StatusCode::NOT_ACCEPTABLE,
        code: "not-acceptable",
        title: "There is no such representation",
        advice: "Ask for one of the media types that the detail lists.",
    },
    Entry {
        kind: Kind::Timeout,
        status: StatusCode::REQUEST_TIMEOUT,
        code: "timeout",
        title: "The request took too long",
        advice: "Ask for less at once: a shorter window or a smaller area.",
    },
    Entry {
        kind: Kind::TooLarge,
        status: StatusCode::PAYLOAD_TOO_LARGE,
        code: "too-large",
        title: "The request is too large",
        advice: "Send fewer operations at once.",
    },
    Entry {
        kind: Kind::HeadTooLarge,
        status: StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
        code: "head-too-large",
        title: "The head of the request is too large",
        advice: "Send a shorter address and fewer or shorter headers: 64 KiB together.",
    },
    Entry {
        kind: Kind::NoSuchRange,
        status: StatusCode::RANGE_NOT_SATISFIABLE,
        code: "no-such-range",
        title: "The file does not have these bytes",
        advice: "Content-Range says how many bytes there are.",
    },
    Entry {
        kind: Kind::Refused,
        status: StatusCode::BAD_REQUEST,
        code: "refused",
        title: "The request could not be read",
        advice: "The detail says what was wrong.",
    },
    Entry {
        kind: Kind::EditRefused,
        status: StatusCode::UNPROCESSABLE_ENTITY,
        code: "edit-refused",
        title: "An operation cannot be carried out",
        advice: "Nothing was changed. `index` is the operation, `reason` a word for programs, `place` where it fails.",
    },
    Entry {
        kind: Kind::Stale,
        status: StatusCode::CONFLICT,
        code: "stale",
        title: "The plan has changed meanwhile",
        advice: "`revision` is what it is at now, `edits` what was done since yours. Look at it and send the edit again with If-Match.",
    },
    Entry {
        kind: Kind::WrongState,
        status: StatusCode::CONFLICT,
        code: "wrong-state",
        title: "The plan is not in a state for this",
        advice: "Only drafts are edited; the detail says what the plan must be.",
    },
    Entry {
        kind: Kind::RevisionRequired,
        status: StatusCode::PRECONDITION_REQUIRED,
        code: "revision-required",
        title: "Say which revision of the plan this is about",
        advice: "Send the ETag of the plan as If-Match, so that nobody's edit is lost.",
    },
    Entry {
        kind: Kind::ReadOnly,
        status: StatusCode::FORBIDDEN,
        code: "read-only",
        title: "The store cannot be written to",
        advice: "Make the store's file and its folder writable for the server.",
    },
    Entry {
        kind: Kind::CrossSite,
        status: StatusCode::FORBIDDEN,
        code: "cross-site",
        title: "Changes are not taken from another site's page",
        advice: "Open the map at this server's own address.",
    },
    Entry {
        kind: Kind::UnsupportedMedia,
        status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
        code: "unsupported-media",
        title: "The body is of another type",
        advice: "Send JSON with Content-Type: application/json.",
    },
    Entry {
        kind: Kind::TooMany,
        status: StatusCode::TOO_MANY_REQUESTS,
        code: "too-many",
        title: "As many as may be are under way",
        advice: "Wait until one of them is done, or cancel it.",
    },
    Entry {
        kind: Kind::Busy,
        status: StatusCode::SERVICE_UNAVAILABLE,
        code: "busy",
        title: "The server is busy",
        advice: "Wait as many seconds as Retry-After says and ask again.",
    },
    Entry {
        kind: Kind::Starting,
        status: StatusCode::SERVICE_UNAVAILABLE,
        code: "starting",
        title: "The server is still reading its store",
        advice: "Wait as many seconds as Retry-After says and ask again.",
    },
    Entry {
        kind: Kind::Internal,
        status: StatusCode::INTERNAL_SERVER_ERROR,
        code: "internal",
        title: "Something went wrong in the server",
        advice: "The server's log has the reason under this request's id (header x-request-id).",
    },
];

impl Kind {
    #[must_use]
    pub fn entry(self) -> &'static Entry {
        PROBLEMS.iter().find(|entry| entry.kind == self).expect("the table has every kind; a test holds it")
    }

    /// The kind a bare status stands for, where a layer below answered without a body of ours.
    fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::INTERNAL_SERVER_ERROR => Self::Internal,
            StatusCode::NOT_FOUND => Self::UnknownPath,
            other => {
                let of_same_status =
                    PROBLEMS.iter().find(|entry| entry.status == other && entry.kind != Self::BadParameter);
                of_same_status.map_or(Self::Refused, |entry| entry.kind)
            }
        }
    }
}

/// An answer that is not what was asked for: what kind, and what exactly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Problem {
    pub kind: Kind,
    pub detail: String,
    /// What programs want to know beside it.
    pub members: Map<String, Value>,
}

impl Problem {
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), members: Map::new() }
    }

    /// The problem with one more member in its body.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.members.insert(name.to_owned(), value);
        self
    }

    /// A parameter that is not valid, by name.
    pub fn parameter(name: &str, wrong: impl std::fmt::Display) -> Self {
        Self::new(Kind::BadParameter, format!("{name}: {wrong}"))
    }

    /// An id that names nothing of this sort.
    pub fn unknown(sort: &str, id: &str) -> Self {
        Self::new(Kind::UnknownId, format!("there is no {sort} “{id}”"))
    }

    /// A fault of ours: logged in full, told without particulars.
    pub fn internal(error: impl std::fmt::Display) -> Self {
        tracing::error!(%error, "request failed");
        Self::new(Kind::Internal, Kind::Internal.entry().advice)
    }

    /// What a layer below meant by a status and its plain body.
    #[must_use]
    pub fn of_status(status: StatusCode, detail: &str) -> Self {
        let kind = Kind::of_status(status);
        Self::new(kind, if detail.is_empty() { kind.entry().advice } else { detail })
    }
}

/// The body of every problem (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Address of the problem's explanation.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What exactly is wrong with this request.
    pub detail: String,
    /// Further members of some problems: `revision` and `edits` of a stale one, `index`, `reason` and `place` of a refused edit.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub members: Map<String, Value>,
}

/// The media type of problems.
pub const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

impl Problem {
    fn body(self) -> ProblemBody {
        let entry = self.kind.entry();
        ProblemBody {
            kind: format!("/api/v1/docs#{}", entry.code),
            title: entry.title,
            status: entry.status.as_u16(),
            detail: self.detail,
            members: self.members,
        }
    }

    /// The whole answer as it goes over a connection that is closed after it, for when no request could be read.
    #[must_use]
    pub fn on_the_wire(self) -> Vec<u8> {
        let status = self.kind.entry().status;
        let body = serde_json::to_string(&self.body()).unwrap_or_default();
        let length = body.len();
        format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/problem+json\r\ncache-control: no-store\r\n\
             connection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let entry = self.kind.entry();
        let mut response = (entry.status, axum::Json(self.body())).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, PROBLEM_JSON);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if entry.status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_in_the_table_once() {
        let mut codes: Vec<&str> = PROBLEMS.iter().map(|entry| entry.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), PROBLEMS.len());
        for entry in &PROBLEMS {
            assert_eq!(entry.kind.entry().code, entry.code);
        }
        // The table is written in the order of the enum, whose last kind is `Internal`.
        assert_eq!(Kind::Internal as usize + 1, PROBLEMS.len());
    }

    #[test]
    fn bare_statuses_become_problems() {
        let kind = |status| Problem::of_status(status, "").kind;
        assert_eq!(kind(StatusCode::REQUEST_TIMEOUT), Kind::Timeout);
        assert_eq!(kind(StatusCode::PAYLOAD_TOO_LARGE), Kind::TooLarge);
        assert_eq!(kind(StatusCode::METHOD_NOT_ALLOWED), Kind::MethodNotAllowed);
        assert_eq!(kind(StatusCode::BAD_REQUEST), Kind::Refused);
        assert_eq!(kind(StatusCode::NOT_FOUND), Kind::UnknownPath);
    }

    #[test]
    fn a_busy_server_says_when_to_come_back() {
        let response = Problem::new(Kind::Busy, "").into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], "1");
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json");
    }
}
