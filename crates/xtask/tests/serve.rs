//! `cargo xtask serve` as browsers meet it.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// More connections than browsers open at once.
const CONNECTIONS: usize = 100;

/// A running `cargo xtask serve` with the programs that it has started, which end with this.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        // Unlike Ctrl-C, this reaches only the command itself, which ends what it has started.
        let ended = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status();
        assert!(ended.is_ok_and(|status| status.success()) && self.0.wait().is_ok());
    }
}

fn connect(port: u16) -> TcpStream {
    let connection = TcpStream::connect(("127.0.0.1", port)).unwrap();
    // An answer that never comes is a failure, not a test without an end.
    connection.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    connection
}

fn ask(mut connection: &TcpStream, path: &str) {
    write!(connection, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
}

/// The head of an answer, in small letters, and its body.
fn answer(connection: &TcpStream) -> (String, Vec<u8>) {
    let mut reader = BufReader::new(connection);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(reader.read_line(&mut head).unwrap(), 0, "the answer ends early: {head}");
    }
    let head = head.to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect(&head);
    let mut body = vec![0; length.parse().unwrap()];
    reader.read_exact(&mut body).unwrap();
    (head, body)
}

#[test]
fn the_page_and_its_engine_are_served_to_many_connections_at_once() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut serve = Command::new(env!("CARGO_BIN_EXE_xtask"));
    serve.args(["serve", "--no-open", &format!("--port={port}")]);
    let mut serving = Serving(serve.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let mut errors = serving.0.stderr.take().unwrap();
    let mut told = BufReader::new(serving.0.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(told.any(|line| line.contains("Local:")), "the server has ended");

    let connection = connect(port);
    ask(&connection, "/");
    let (head, page) = answer(&connection);
    assert!(head.starts_with("http/1.1 200 ") && head.contains("content-type: text/html"), "{head}");
    let page = String::from_utf8(page).unwrap();
    let mut links = page.split('"').filter_map(|text| text.strip_prefix('.'));
    let engine = links.find(|link| link.contains(".wasm")).expect(&page);

    ask(&connection, "/assets/nothing.js");
    assert!(answer(&connection).0.starts_with("http/1.1 404 "));

    // All are open before the first asks, and stay open.
    let connections: Vec<_> = (0..CONNECTIONS).map(|_| connect(port)).collect();
    for connection in connections.iter().rev() {
        ask(connection, engine);
    }
    for connection in &connections {
        let (head, wasm) = answer(connection);
        assert!(head.starts_with("http/1.1 200 ") && head.contains("content-type: application/wasm"), "{head}");
        assert!(wasm.starts_with(b"\0asm"));
    }

    drop((connection, connections, serving));
    // The last of its programs to end closes what all of them write to.
    errors.read_to_end(&mut Vec::new()).unwrap();
    assert!(TcpStream::connect(("127.0.0.1", port)).is_err(), "the server has not ended");
}
