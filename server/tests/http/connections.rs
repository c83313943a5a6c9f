//! What happens below the routes, over real connections.

use super::city;
use onemap::listener::{self, Limits};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

const PATIENT: Limits =
    Limits { connections: 16, head_timeout: Duration::from_secs(60), stall_timeout: Duration::from_secs(60) };
const HURRIED: Limits = Limits {
    connections: 16,
    head_timeout: Duration::from_millis(20),
    stall_timeout: Duration::from_millis(20),
};

/// Serves while a client does its part.
async fn while_serving<T: Send + 'static>(
    limits: Limits,
    client: impl FnOnce(SocketAddr) -> T + Send + 'static,
) -> T {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(listener::serve(listener, city::served(), limits, async {
        // The sender is dropped when the client is done.
        let _ = stopped.await;
    }));
    let result = tokio::task::spawn_blocking(move || client(address)).await.unwrap();
    drop(stop);
    serving.await.unwrap();
    result
}

/// Everything that is answered to some bytes until the server closes the connection.
fn exchange(address: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(bytes).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn assert_problem(answer: &str, status: u16) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
    assert!(head.contains("content-type: application/problem+json"), "{head}");
    assert!(head.contains(&format!("content-length: {}", body.len())), "{head}");
    let problem: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(problem["status"], status);
    assert!(!problem["detail"].as_str().unwrap().is_empty());
}

#[tokio::test]
async fn too_large_a_head_is_refused_with_a_problem() {
    let bomb = format!("GET /api/v1/city HTTP/1.1\r\nhost: x\r\nx-bomb: {}", "x".repeat(8 << 20));
    assert_problem(&while_serving(PATIENT, move |at| exchange(at, bomb.as_bytes())).await, 431);
    let many = format!("GET /api/v1/city HTTP/1.1\r\n{}\r\n", "x-one: 1\r\n".repeat(200));
    assert_problem(&while_serving(PATIENT, move |at| exchange(at, many.as_bytes())).await, 431);
}

#[tokio::test]
async fn what_is_no_http_is_refused_with_a_problem() {
    assert_problem(&while_serving(PATIENT, |at| exchange(at, b"nonsense\r\n\r\n")).await, 400);
}

#[tokio::test]
async fn a_slow_head_is_told_before_the_connection_is_closed() {
    assert_problem(&while_serving(HURRIED, |at| exchange(at, b"GET /healthz HTTP/1.1\r\nhost:")).await, 408);
}

#[tokio::test]
async fn an_idle_connection_is_closed_without_a_word() {
    assert_eq!(while_serving(HURRIED, |at| exchange(at, b"")).await, "");
}

#[tokio::test]
async fn half_open_connections_do_not_disturb_others() {
    let answer = while_serving(PATIENT, |at| {
        let half_open = |_| {
            let mut stream = TcpStream::connect(at).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\n").unwrap();
            stream
        };
        let _held: Vec<TcpStream> = (0..10).map(half_open).collect();
        exchange(at, b"GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
    });
    assert!(answer.await.starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn who_takes_nothing_of_the_answers_is_let_go() {
    let error = while_serving(HURRIED, |at| {
        let mut stream = TcpStream::connect(at).unwrap();
        stream.set_write_timeout(Some(Duration::from_secs(60))).unwrap();
        let requests = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n".repeat(1000);
        loop {
            if let Err(error) = stream.write_all(&requests) {
                return error.kind();
            }
        }
    });
    assert_eq!(error.await, std::io::ErrorKind::ConnectionReset);
}
