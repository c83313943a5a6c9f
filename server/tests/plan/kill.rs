//! `kill -9` while edits stream in: every edit that was acknowledged is there, and nothing half done.

use super::City;
use onemap::plan::Head;
use onemap::store::Store;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

const EDITS: usize = 1000;

/// A server on the city's store.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(city: &City) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onemap"));
        command.current_dir(city.folder.path()).args([
            "serve",
            "--store",
            "city.gpkg",
            "--listen",
            "127.0.0.1:0",
        ]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        Self { process, address }
    }

    /// Sends an edit; its number when it was acknowledged, nothing when the server is gone.
    fn edit(&self, body: &Value) -> Option<i64> {
        let body = body.to_string();
        let mut stream = TcpStream::connect(&self.address).ok()?;
        let head = format!(
            "POST /api/v1/plans/2/edits HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIf-Match: *\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(body.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        assert!(head.starts_with("HTTP/1.1 200"), "{answer}");
        serde_json::from_str::<Value>(body).ok()?["edit"].as_i64()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been killed already; there is nothing else to do about one that cannot be.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// The corner that four grids share, moved to and fro.
fn to_and_fro(i: usize) -> Value {
    let place = |i: usize| json!([117.31 + (i % 2) as f64 * 0.0004, 31.81 + (i % 3) as f64 * 0.0003]);
    json!({"operations": [{"op": "move_vertices", "moves": [{"from": place(i), "to": place(i + 1)}]}]})
}

/// Edits until `kill_after` of them were acknowledged, kills the server at once, and gives how many were.
fn edit_and_kill(city: &City, from: usize, kill_after: usize) -> usize {
    let mut server = Server::start(city);
    let pid = server.process.id();
    for i in from..EDITS {
        if i == kill_after {
            // The next edit is under way when the server dies.
            let killer = std::thread::spawn(move || {
                let killed = Command::new("kill").args(["-9", &pid.to_string()]).status();
                assert!(killed.unwrap().success());
            });
            let last = server.edit(&to_and_fro(i));
            killer.join().unwrap();
            server.process.wait().unwrap();
            return i + usize::from(last.is_some());
        }
        assert_eq!(server.edit(&to_and_fro(i)), Some(i as i64 + 1), "edit {i}");
    }
    EDITS
}

#[test]
fn the_log_replays_to_the_last_acknowledged_edit() {
    let city = City::with_draft();
    let mut done = 0;
    for kill_after in [1, 137, 500, 731, EDITS] {
        let acknowledged = edit_and_kill(&city, done, kill_after);
        let store = Store::open(&city.path("city.gpkg")).unwrap();
        let reader = store.reader().unwrap();
        let edits = reader.plan_edits(2, None).unwrap();
        // An edit may be on disk whose answer never arrived; never the other way round.
        assert!(
            edits.len() == acknowledged || edits.len() == acknowledged + 1,
            "{} logged, {acknowledged} acknowledged",
            edits.len()
        );
        done = edits.len();
        let head = Head::read(&reader, 2).unwrap();
        assert_eq!(head.row.revision, done as i64);
        let corner =
            serde_json::from_value::<Vec<f64>>(to_and_fro(done)["operations"][0]["moves"][0]["from"].clone())
                .unwrap();
        let corner = onemap_engine::coord::LatticePoint::from_degrees(corner[0], corner[1]).unwrap();
        let nodes = head
            .plan
            .coverage()
            .arcs()
            .iter()
            .flat_map(|arc| [arc.points[0], arc.points[arc.points.len() - 1]]);
        assert_eq!(nodes.filter(|&node| node == corner).count(), 4, "the corner is where the last edit put it");
        let check: String = city.open().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(check, "ok");
    }
    assert_eq!(done, EDITS);
}
