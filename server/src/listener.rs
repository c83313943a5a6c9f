//! Connections: accepted up to a limit, told why and closed when their head is slow to come, closed when they take nothing of
//! their answer, let go gracefully.

use crate::bare_answers::Explained;
use crate::error::{Kind, Problem};
use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rustix::net::sockopt::set_tcp_user_timeout;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// What a client may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at a time; more wait to be accepted.
    pub connections: usize,
    /// A client has this long to send the head of its next request.
    pub head_timeout: Duration,
    /// A client that takes nothing of its answer for this long is let go: the answer waits in memory.
    pub stall_timeout: Duration,
}

/// Longest head of a request, bytes; a longer one is refused with 431.
const HEAD_BYTES: usize = 64 * 1024;
/// Requests under way have this long to finish once the server is told to stop.
const GRACE: Duration = Duration::from_secs(10);
/// What a client goes on sending after it was refused is read for so long.
const LINGER: Duration = Duration::from_secs(1);
/// Wait before accepting again after the system refused, as when file descriptors are short.
const BACK_OFF: Duration = Duration::from_millis(50);

/// Serves until told to stop, then lets the requests under way finish.
pub async fn serve(listener: TcpListener, app: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let (stopping, stopped) = watch::channel(());
    let mut stop = pin!(stop);
    loop {
        let (stream, place) = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let (app, stopped) = (app.clone(), stopped.clone());
        tokio::spawn(async move {
            connection(stream, app, limits, stopped).await;
            drop(place);
        });
    }
    drop((listener, stopped));
    // Each connection holds a receiver until it is done.
    stopping.send_replace(());
    if tokio::time::timeout(GRACE, stopping.closed()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
}

/// The next connection, once there is a place for it.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, OwnedSemaphorePermit) {
    let place = Arc::clone(places).acquire_owned().await.expect("the semaphore is never closed");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                tokio::time::sleep(BACK_OFF).await;
            }
        }
    }
}

/// Answers the requests of one connection until either side closes it.
async fn connection(stream: TcpStream, app: Router, limits: Limits, mut stopped: watch::Receiver<()>) {
    let mut connection = connect(stream, app, limits);
    let served = tokio::select! {
        served = &mut connection => served,
        _ = stopped.changed() => {
            Pin::new(&mut connection).graceful_shutdown();
            (&mut connection).await
        }
    };
    let Err(error) = served else { return };
    tracing::debug!(%error, "connection closed early");
    let parts = connection.into_parts();
    // One that has sent nothing is idle, and is closed without a word.
    if error.is_timeout() && !parts.read_buf.is_empty() {
        give_up(parts.io.inner().stream(), limits.head_timeout);
    }
    // A client that is refused while it still sends is read for a moment longer: closed with unread bytes, it would not see
    // the answer (RFC 9112, 9.6).
    if error.is_parse() {
        let unread = drain(parts.io.inner().stream());
        drop(tokio::time::timeout(LINGER, unread).await);
    }
}

fn connect(
    stream: TcpStream,
    app: Router,
    limits: Limits,
) -> http1::Connection<TokioIo<Explained<TcpStream>>, TowerToHyperService<Router>> {
    // Answers are whole when they are written; waiting for more would only delay them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "cannot set TCP_NODELAY");
    }
    // Counted by the system from when the client's window closed or its acknowledgements stopped.
    let stalled_ms = u32::try_from(limits.stall_timeout.as_millis()).unwrap_or(u32::MAX);
    if let Err(error) = set_tcp_user_timeout(&stream, stalled_ms) {
        tracing::debug!(%error, "cannot set TCP_USER_TIMEOUT");
    }
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_timeout)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(Explained::new(stream)), TowerToHyperService::new(app))
}

/// Reads and forgets until the other side closes the connection.
async fn drain(stream: &TcpStream) {
    let mut forgotten = vec![0; HEAD_BYTES];
    while stream.readable().await.is_ok() {
        match stream.try_read(&mut forgotten) {
            Ok(1..) => {}
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            _ => return,
        }
    }
}

/// Tells a client whose head did not come in time. What its buffer has no room for is not waited for.
fn give_up(stream: &TcpStream, waited: Duration) {
    let detail = format!("the head of the request did not arrive within {} s", waited.as_secs_f32());
    if let Err(error) = stream.try_write(&Problem::new(Kind::Timeout, detail).on_the_wire()) {
        tracing::debug!(%error, "a slow client was gone");
    }
}
