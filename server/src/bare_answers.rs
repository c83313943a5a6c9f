//! hyper refuses a head that it cannot read with a bare status, before any route is asked. Here such an answer gets its body.

use crate::error::{Kind, Problem};
use axum::http::StatusCode;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A connection on which every refusal is a problem (RFC 9457), the protocol layer's own too.
pub struct Explained<T> {
    stream: T,
    /// What takes the place of a bare answer and is still to be written.
    instead: Vec<u8>,
}

impl<T> Explained<T> {
    pub fn new(stream: T) -> Self {
        Self { stream, instead: Vec::new() }
    }

    pub fn stream(&self) -> &T {
        &self.stream
    }
}

/// The problem meant by the head of an answer without a body that refuses a request; `None` for any other bytes. The routes' own
/// refusals all have a body.
fn refused(bytes: &[u8]) -> Option<Problem> {
    let head = std::str::from_utf8(bytes.strip_prefix(b"HTTP/1.1 ")?).ok()?;
    let status: StatusCode = head.get(..3)?.parse().ok()?;
    let bare = status.is_client_error() && head.contains("\r\ncontent-length: 0\r\n");
    bare.then(|| match status {
        StatusCode::URI_TOO_LONG | StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => {
            Problem::new(Kind::HeadTooLarge, "the address and the headers are longer than the server takes")
        }
        other => Problem::of_status(other, "this is no HTTP/1.1 request"),
    })
}

impl<T: AsyncWrite + Unpin> Explained<T> {
    /// Writes what takes the place of a bare answer.
    fn write_instead(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.instead.is_empty() {
            let written = ready!(Pin::new(&mut self.stream).poll_write(cx, &self.instead))?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.instead.drain(..written);
        }
        Poll::Ready(Ok(()))
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Explained<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Explained<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.write_instead(cx))?;
        if let Some(problem) = refused(bytes) {
            self.instead = problem.on_the_wire();
            return Poll::Ready(Ok(bytes.len()));
        }
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match parts.iter().find(|part| !part.is_empty()) {
            Some(first) if !self.instead.is_empty() || refused(first).is_some() => self.poll_write(cx, first),
            _ => Pin::new(&mut self.stream).poll_write_vectored(cx, parts),
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.write_instead(cx))?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.write_instead(cx))?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_refusal_is_a_problem() {
        let kind = |line: &str| {
            let answer =
                format!("HTTP/1.1 {line}\r\nconnection: close\r\ncontent-length: 0\r\ndate: x\r\n\r\n");
            refused(answer.as_bytes()).map(|problem| problem.kind)
        };
        assert_eq!(kind("431 Request Header Fields Too Large"), Some(Kind::HeadTooLarge));
        assert_eq!(kind("414 URI Too Long"), Some(Kind::HeadTooLarge));
        assert_eq!(kind("400 Bad Request"), Some(Kind::Refused));
        assert_eq!(kind("200 OK"), None);
    }

    #[test]
    fn other_bytes_are_left_alone() {
        let with_body = b"HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\n{}";
        for bytes in [&with_body[..], b"HTTP/1.1 4", b"HTTP/1.1 4\xff\xff", b"", b"tile"] {
            assert_eq!(refused(bytes), None);
        }
    }
}
