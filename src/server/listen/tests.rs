mod http2;

use std::future::pending;

use axum::{
    body::Bytes,
    http::header,
    routing::{get, post},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    task::JoinHandle,
};

use super::*;

const FEW: Limits = Limits { connections: 8, connections_per_address: 4, requests: 16 };

struct Listening {
    address: SocketAddr,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

/// A page, one that is much longer than any buffer, one that takes what it is sent, and two that never answer:
/// one leaves what it is sent unread.
fn pages() -> Router {
    Router::new()
        .route("/", get(|| async { "a page" }))
        .route("/long", get(|| async { Bytes::from(vec![b'a'; 32 * 1024 * 1024]) }))
        .route("/read", post(|body: Bytes| async move { body.len().to_string() }))
        .route("/never", get(|| async { pending::<()>().await }))
        .route(
            "/unread",
            post(|request: Request| async move {
                pending::<()>().await;
                drop(request);
            }),
        )
}

async fn listening(limits: Limits, trusted: &str) -> Listening {
    serving(PACE, limits, trusted, pages()).await
}

async fn serving(pace: Pace, limits: Limits, trusted: &str, router: Router) -> Listening {
    // Long enough for every test but the one that waits for its end.
    let grace = Duration::from_millis(200);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let serving = serve_at(pace, listener, router, trusted.parse().unwrap(), limits, stop.clone(), grace);
    Listening { address, stop, task: tokio::spawn(serving) }
}

impl Listening {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Whether a new client is answered.
    async fn answers(&self) -> bool {
        ask(&mut self.connect().await, "/").await.starts_with("HTTP/1.1 200")
    }
}

async fn send(connection: &mut TcpStream, path: &str) {
    connection.write_all(format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n").as_bytes()).await.unwrap();
}

/// The beginning of the answer; nothing if the connection is closed.
async fn ask(connection: &mut TcpStream, path: &str) -> String {
    send(connection, path).await;
    let mut answer = vec![0; 1024];
    let read = connection.read(&mut answer).await.unwrap_or_default();
    String::from_utf8_lossy(&answer[..read]).into_owned()
}

async fn is_closed(connection: &mut TcpStream) -> bool {
    matches!(connection.read(&mut [0; 1]).await, Ok(0) | Err(_))
}

#[tokio::test]
async fn what_is_written_to_a_connection_is_sent_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let _client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    let server = Server {
        router: Router::new(),
        trusted: TrustedProxies::default(),
        connections: Slots::new(1, 1),
        requests: Slots::new(1, 1),
        http: http(PACE.patience),
    };
    let (accepted, _) = accept(&listener, &server).await;
    assert!(accepted.nodelay().unwrap());
}

#[tokio::test]
async fn connections_that_nothing_is_asked_on_keep_no_new_client_out() {
    let listening = listening(FEW, "").await;
    let mut idle = Vec::new();
    for _ in 0..50 {
        idle.push(listening.connect().await);
    }
    assert!(listening.answers().await);
    for connection in &mut idle[..40] {
        assert!(is_closed(connection).await, "those idle the longest are closed");
    }
    assert!(ask(idle.last_mut().unwrap(), "/").await.starts_with("HTTP/1.1 200"), "the last one is not");
}

#[tokio::test]
async fn a_trusted_proxy_may_have_as_many_connections_as_there_are() {
    let listening = listening(FEW, "127.0.0.1").await;
    let mut connections = Vec::new();
    for _ in 0..FEW.connections {
        let mut connection = listening.connect().await;
        assert!(ask(&mut connection, "/").await.starts_with("HTTP/1.1 200"));
        connections.push(connection);
    }
    for connection in &mut connections {
        assert!(ask(connection, "/").await.starts_with("HTTP/1.1 200"));
    }
}

#[tokio::test]
async fn answers_that_are_not_read_make_room_and_a_request_at_work_does_not() {
    let limits = Limits { connections_per_address: 100, connections: 100, ..FEW };
    let listening = listening(limits, "").await;
    let mut working = listening.connect().await;
    send(&mut working, "/never").await;
    let mut reading = Vec::new();
    for _ in 0..20 {
        let mut connection = listening.connect().await;
        send(&mut connection, "/long").await;
        // So that the next one comes after it.
        connection.read_exact(&mut [0; 8]).await.unwrap();
        reading.push(connection);
    }
    assert!(listening.answers().await);
    let mut rest = Vec::new();
    let _ = reading[0].read_to_end(&mut rest).await;
    assert!(rest.len() < 32 * 1024 * 1024, "the first was ended");
    assert!(working.try_read(&mut [0; 1]).is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock));
}

#[tokio::test]
async fn bodies_that_are_not_sent_on_make_room() {
    let limits = Limits { connections_per_address: 100, connections: 100, ..FEW };
    let listening = listening(limits, "").await;
    let mut sending = Vec::new();
    for _ in 0..20 {
        let mut connection = listening.connect().await;
        let head = "POST /read HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
        connection.write_all(head.as_bytes()).await.unwrap();
        connection.read_exact(&mut [0; 25]).await.unwrap();
        connection.write_all(b"a").await.unwrap();
        sending.push(connection);
    }
    assert!(listening.answers().await);
    assert!(is_closed(&mut sending[0]).await);
    let mut last = sending.pop().unwrap();
    last.write_all(b"a").await.unwrap();
    let mut answer = [0; 12];
    last.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
}

#[tokio::test]
async fn where_all_requests_of_an_address_are_at_work_the_next_is_marked_as_too_many() {
    let limits = Limits { requests: 4, ..FEW };
    let marked = Router::new().fallback(|request: Request| async move {
        if request.extensions().get::<Overload>().is_none() {
            pending::<()>().await;
        }
        [(header::RETRY_AFTER, "1")]
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let none = TrustedProxies::default();
    tokio::spawn(serve(listener, marked, none, limits, CancellationToken::new(), Duration::ZERO));
    let mut first = TcpStream::connect(address).await.unwrap();
    send(&mut first, "/").await;
    let mut answer = String::new();
    while !answer.contains("retry-after") {
        answer = ask(&mut TcpStream::connect(address).await.unwrap(), "/").await;
    }
}

#[tokio::test]
async fn the_stop_closes_what_is_idle_and_does_not_wait_for_a_request_beyond_its_grace() {
    let listening = listening(FEW, "").await;
    let (mut idle, mut working) = (listening.connect().await, listening.connect().await);
    assert!(ask(&mut idle, "/").await.starts_with("HTTP/1.1 200"));
    send(&mut working, "/never").await;
    listening.stop.cancel();
    listening.task.await.unwrap();
    assert!(is_closed(&mut idle).await && is_closed(&mut working).await);
}
