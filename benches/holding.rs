//! What clients that hold on to things cost, and what is left for others: `cargo bench --bench holding`
//!
//! Each line says what many clients do, whether one that comes meanwhile is answered, and what the
//! server holds in memory before, at its most, and ten seconds after they are gone. The limit of open
//! files must allow for 5,000 of them here (`ulimit -n`); `LATCHKEY_BENCH_PROGRAM` measures another build.

#[allow(dead_code, reason = "each benchmark measures something else of it")]
mod support;

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    thread,
    time::{Duration, Instant},
};

use reqwest::Client;
use tokio::{net::TcpSocket, task::JoinSet};

use self::support::server::{LONG, LONG_BYTES, STYLE, Server};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::main]
async fn main() {
    kept_connections().await;
    idle(3000, 1).await;
    idle(4000, 40).await;
    half_sent(4000, 40).await;
    streams(190, 40).await;
    unread(20).await;
}

/// Files beside a page, over ten connections that are kept.
async fn kept_connections() {
    let server = Server::start(&[]);
    let mut rates = Vec::new();
    for path in ["/sign-in", STYLE] {
        let mut clients = JoinSet::new();
        for _ in 0..10 {
            let url = server.url(path);
            clients.spawn(async move {
                let client = Client::new();
                let mut answers = 0_u32;
                let end = now() + 3 * SECOND;
                while now() < end {
                    client.get(&url).send().await.expect("an answer").bytes().await.expect("all of it");
                    answers += 1;
                }
                answers
            });
        }
        rates.push(f64::from(clients.join_all().await.iter().sum::<u32>()) / 3.0);
    }
    println!("kept connections: {:.0} pages/s, {:.0} files/s: {:.2}", rates[0], rates[1], rates[1] / rates[0]);
}

/// Connections on which nothing is asked.
async fn idle(count: usize, addresses: usize) {
    let server = Server::start(&[]);
    hold(&server, &format!("{count} idle connections of {addresses} addresses"), async || {
        connections(&server, count, addresses).await
    })
    .await;
}

/// Forms whose last bytes don't come.
async fn half_sent(count: usize, addresses: usize) {
    let server = Server::start(&[]);
    hold(&server, &format!("{count} half-sent bodies of {addresses} addresses"), async || {
        let mut held = connections(&server, count, addresses).await;
        let opening = "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                    Content-Length: 65000\r\n\r\n";
        let request = opening.to_owned() + &"a".repeat(60_000);
        for connection in &mut held {
            let _ = connection.write_all(request.as_bytes());
        }
        held
    })
    .await;
}

/// A hundred half-sent forms on each connection of HTTP/2.
async fn streams(count: usize, addresses: usize) {
    let server = Server::start(&[]);
    hold(&server, &format!("{} half-sent streams on {count} connections", count * 100), async || {
        let mut held = connections(&server, count, addresses).await;
        // RFC 9113: the preface, empty SETTINGS, then a HEADERS frame (section 6.2) that ends its block and
        // not its stream, and 400 bytes of DATA. RFC 7541: POST and http of the static table, then literals.
        let mut block = vec![0x83, 0x86, 0x04, 8];
        block.extend_from_slice(b"/sign-in");
        block.extend_from_slice(&[0x01, 1, b'a', 0x0f, 0x0d, 3]);
        block.extend_from_slice(b"900");
        let mut request = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0".to_vec();
        for stream in 0..100_u32 {
            for (kind, flags, payload) in [(1, 4, &block), (0, 0, &vec![b'a'; 400])] {
                let length = u32::try_from(payload.len()).expect("short").to_be_bytes();
                request.extend_from_slice(&length[1..]);
                request.extend_from_slice(&[kind, flags]);
                request.extend_from_slice(&(2 * stream + 1).to_be_bytes());
                request.extend_from_slice(payload);
            }
        }
        for connection in &mut held {
            let _ = connection.write_all(&request);
        }
        held
    })
    .await;
}

/// Clients that ask for much and read nothing.
async fn unread(count: usize) {
    let server = Server::start(&[]);
    let mut held = connections(&server, count, 1).await;
    for connection in &mut held {
        let request = format!("GET {LONG} HTTP/1.1\r\nHost: a\r\n\r\n");
        connection.write_all(request.as_bytes()).expect("a request");
    }
    // From when the last of them is answered: a client that waits for the server is none that holds it up.
    for connection in &mut held {
        connection.read_exact(&mut [0]).expect("the beginning of an answer");
    }
    thread::sleep(45 * SECOND);
    let mut ended = 0;
    for connection in &mut held {
        let mut answer = Vec::new();
        connection.set_read_timeout(Some(5 * SECOND)).expect("a time-out");
        if connection.read_to_end(&mut answer).is_err() || answer.len() < LONG_BYTES {
            ended += 1;
        }
    }
    println!("{count} clients that read nothing of 22 MiB: {ended} ended after 45 s");
}

/// What is left while clients `come`, and after they went.
async fn hold(server: &Server, what: &str, come: impl AsyncFn() -> Vec<TcpStream>) {
    let before = server.resident();
    let held = come().await;
    thread::sleep(SECOND);
    let most = server.resident();
    let client = Client::builder().timeout(5 * SECOND).build().expect("a client");
    let answered = client.get(server.url("/sign-in")).send().await;
    let answered = answered.map_or_else(|_| "no answer".to_owned(), |answer| answer.status().to_string());
    drop(held);
    thread::sleep(10 * SECOND);
    println!("{what}: another client: {answered}; {before:.0}, {most:.0}, {:.0} MiB", server.resident());
}

/// As many as the server takes, from so many addresses of this machine.
async fn connections(server: &Server, count: usize, addresses: usize) -> Vec<TcpStream> {
    let mut held = Vec::new();
    for number in 0..count {
        let last = u8::try_from(2 + number % addresses).expect("few addresses");
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, last), 0))).expect("an address");
        let Ok(Ok(connection)) = tokio::time::timeout(SECOND, socket.connect(server.address)).await else { break };
        let connection = connection.into_std().expect("a connection");
        connection.set_nonblocking(false).expect("a connection");
        connection.set_write_timeout(Some(SECOND)).expect("a time-out");
        held.push(connection);
    }
    held
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
fn now() -> Instant {
    Instant::now()
}
