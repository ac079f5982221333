//! The limits over HTTP/2, where a client has many requests on one connection, and answers by itself whether it
//! is still there.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::atomic::{AtomicUsize, Ordering},
    task::{Context, Poll},
};

use axum::http::{self, Method};
use h2::{
    Reason, SendStream,
    client::{self, ResponseFuture, SendRequest},
};
use hyper::body::Frame;
use tokio::{net::TcpSocket, task::JoinSet, time::Instant};

use super::*;

const QUICK: Pace =
    Pace { patience: Duration::from_secs(1), progress: PACE.progress, tick: Duration::from_millis(100) };
/// What has to happen has happened by then, however busy the machine is.
const LONG: Duration = Duration::from_secs(20);

/// A client that reads what it is sent, as far as its windows allow, and answers PINGs.
struct Client {
    requests: SendRequest<Bytes>,
    connection: JoinHandle<Result<(), h2::Error>>,
}

impl Client {
    async fn of(listening: &Listening) -> Self {
        Self::with(listening, client::Builder::new().initial_connection_window_size(1 << 24)).await
    }

    async fn with(listening: &Listening, builder: &client::Builder) -> Self {
        let (requests, connection) = builder.handshake(listening.connect().await).await.unwrap();
        Self { requests, connection: tokio::spawn(connection) }
    }

    async fn get(&self, path: &str) -> ResponseFuture {
        self.requests.clone().ready().await.unwrap().send_request(request(Method::GET, path), true).unwrap().0
    }

    async fn post(&self, path: &str) -> (ResponseFuture, SendStream<Bytes>) {
        self.requests.clone().ready().await.unwrap().send_request(request(Method::POST, path), false).unwrap()
    }

    /// Whether a new request is answered on this connection.
    async fn is_answered(&self) -> bool {
        timeout(LONG, self.get("/").await).await.is_ok_and(|answer| answer.unwrap().status() == 200)
    }
}

fn request(method: Method, path: &str) -> http::Request<()> {
    http::Request::builder().method(method).uri(format!("http://a{path}")).body(()).unwrap()
}

/// The length of what comes of an answer until it is broken off.
async fn broken_off(mut body: h2::RecvStream) -> usize {
    let mut length = 0;
    loop {
        match timeout(LONG, body.data()).await.expect("it is ended") {
            Some(Ok(data)) => length += data.len(),
            Some(Err(error)) if error.reason() == Some(Reason::CANCEL) => return length,
            other => panic!("{other:?}"),
        }
    }
}

/// A frame (RFC 9113, section 4.1), for what no client library does.
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const HEADERS: u8 = 1;
const SETTINGS: u8 = 4;
const WINDOW_UPDATE: u8 = 8;

#[tokio::test]
async fn a_connection_that_nothing_is_asked_on_is_closed_and_one_with_a_request_at_work_is_not() {
    let listening = serving(QUICK, FEW, "", pages()).await;
    let (idle, working) = (Client::of(&listening).await, Client::of(&listening).await);
    let _answer = working.get("/never").await;
    assert!(idle.is_answered().await);
    timeout(LONG, idle.connection).await.expect("it is closed").unwrap().unwrap();
    sleep(3 * QUICK.patience).await;
    assert!(!working.connection.is_finished());
}

#[tokio::test]
async fn a_client_that_is_gone_keeps_no_request_at_work() {
    let listening = serving(QUICK, FEW, "", pages()).await;
    let (mut requests, mut connection) = client::handshake(listening.connect().await).await.unwrap();
    let _answer = requests.send_request(request(Method::GET, "/never"), true).unwrap();
    timeout(QUICK.patience / 2, &mut connection).await.expect_err("it is at work");
    // Nobody is there to answer a PING.
    sleep(4 * QUICK.patience).await;
    assert!(timeout(LONG, connection).await.is_ok());
}

#[tokio::test]
async fn a_head_that_is_sent_too_slowly_ends_its_connection() {
    let listening = serving(QUICK, FEW, "", pages()).await;
    let mut connection = listening.connect().await;
    // The beginning of one that says that it is long, and not that it ends with this frame.
    let head = frame(HEADERS, 0, 1, &[0x82; 8192]);
    connection.write_all(&[PREFACE, &frame(SETTINGS, 0, 0, &[]), &head[..9]].concat()).await.unwrap();
    let trickle = async {
        let mut answer = [0; 1024];
        loop {
            match connection.try_read(&mut answer) {
                Ok(0) => return,
                Err(error) if error.kind() != io::ErrorKind::WouldBlock => return,
                _ => sleep(QUICK.tick).await,
            }
            if connection.write_all(&head[9..10]).await.is_err() {
                return;
            }
        }
    };
    timeout(LONG, trickle).await.expect("it is closed");
}

#[tokio::test]
async fn a_connection_has_a_hundred_requests_at_one_time_and_no_more() {
    const ASKED: usize = 150;
    let listening = serving(PACE, Limits { requests: 10_000, ..FEW }, "", pages()).await;
    // As many as it likes, before it has read what the server allows.
    let connection = listening.connect().await;
    let (mut requests, connection) =
        client::Builder::new().initial_max_send_streams(ASKED).handshake::<_, Bytes>(connection).await.unwrap();
    let mut asked = JoinSet::new();
    for _ in 0..ASKED {
        asked.spawn(requests.send_request(request(Method::GET, "/never"), true).unwrap().0);
    }
    let connection = tokio::spawn(connection);
    for _ in 100..ASKED {
        let refused = timeout(LONG, asked.join_next()).await.expect("it is refused").unwrap().unwrap().unwrap_err();
        assert_eq!(refused.reason(), Some(Reason::REFUSED_STREAM));
    }
    assert!(timeout(QUICK.patience, asked.join_next()).await.is_err(), "the others are at work");
    assert!(!connection.is_finished());
}

#[tokio::test]
async fn a_head_is_read_to_the_same_size_as_over_http_1() {
    let listening = listening(FEW, "").await;
    let client = Client::of(&listening).await;
    for (size, status) in [(HEAD, 200), (usize::try_from(HEAD_U32).unwrap(), 431)] {
        let mut request = request(Method::GET, "/");
        request.headers_mut().insert("x-filler", "a".repeat(size).parse().unwrap());
        let answer = client.requests.clone().ready().await.unwrap().send_request(request, true).unwrap().0;
        assert_eq!(timeout(LONG, answer).await.unwrap().unwrap().status(), status, "{size}");
    }
}

#[tokio::test]
async fn little_can_be_sent_that_is_not_read() {
    let listening = listening(FEW, "").await;
    let client = Client::of(&listening).await;
    assert!(client.is_answered().await, "so that it knows its windows");
    let (mut taken, mut bodies) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let (answer, mut body) = client.post("/unread").await;
        body.reserve_capacity(1 << 20);
        let mut sent = 0;
        while let Ok(granted) = timeout(QUICK.patience, poll_fn(|cx| body.poll_capacity(cx))).await {
            let granted = granted.unwrap().unwrap();
            body.send_data(vec![b'a'; granted].into(), false).unwrap();
            sent += granted;
        }
        taken.push(sent);
        bodies.push((answer, body));
    }
    assert_eq!(taken, [64 * 1024, 64 * 1024, 0], "of a request, and of all of a connection");
}

/// An answer without an end; how much was taken of it.
#[derive(Clone, Default)]
struct Endless(Arc<AtomicUsize>);

impl hyper::body::Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let data = Bytes::from_static(&[b'a'; 1024]);
        self.0.fetch_add(data.len(), Ordering::Relaxed);
        Poll::Ready(Some(Ok(Frame::data(data))))
    }
}

#[tokio::test]
async fn little_is_kept_of_answers_that_are_not_read() {
    const ANSWERS: u32 = 10;
    let (endless, limits) = (Endless::default(), Limits { requests: 1000, ..FEW });
    let body = endless.clone();
    let router = Router::new().fallback(|| async { Body::new(body) });
    let listening = serving(PACE, limits, "", router).await;
    let socket = TcpSocket::new_v4().unwrap();
    // What the system keeps is no matter of the protocol.
    socket.set_recv_buffer_size(4096).unwrap();
    let mut connection = socket.connect(listening.address).await.unwrap();
    // Windows of a gigabyte (SETTINGS_INITIAL_WINDOW_SIZE is 4), and GET http://a/.
    let window = (1_u32 << 30).to_be_bytes();
    let settings = frame(SETTINGS, 0, 0, &[&[0, 4], window.as_slice()].concat());
    let mut sent = [PREFACE, &settings, &frame(WINDOW_UPDATE, 0, 0, &window)].concat();
    for number in 0..ANSWERS {
        sent.extend(frame(HEADERS, 0b101, 2 * number + 1, &[0x82, 0x86, 0x84, 0x01, 1, b'a']));
    }
    connection.write_all(&sent).await.unwrap();
    let taken = || endless.0.load(Ordering::Relaxed);
    let mut before = 0;
    while taken() == 0 || taken() != before {
        before = taken();
        sleep(QUICK.patience).await;
    }
    let most = usize::try_from(ANSWERS).unwrap() * 2 * BUFFER + 4 * SEND_BUFFER;
    assert!(before < most, "{before}, at most {most}");
}

#[tokio::test]
async fn an_answer_that_is_not_read_ends_without_its_connection() {
    let listening = serving(QUICK, FEW, "", pages()).await;
    let client = Client::of(&listening).await;
    let unread = client.get("/long").await.await.unwrap().into_body();
    assert!(broken_off(unread).await <= 64 * 1024, "its window was never opened again");
    assert!(client.is_answered().await);
}

#[tokio::test]
async fn an_answer_that_is_read_slowly_but_steadily_goes_on() {
    let listening = serving(QUICK, FEW, "", pages()).await;
    let client = Client::of(&listening).await;
    let mut body = client.get("/long").await.await.unwrap().into_body();
    let begun = Instant::now();
    while begun.elapsed() < 4 * QUICK.patience {
        let data = timeout(LONG, body.data()).await.unwrap().unwrap().expect("it goes on");
        body.flow_control().release_capacity(data.len()).unwrap();
        sleep(QUICK.tick / 2).await;
    }
}

#[tokio::test]
async fn answers_that_are_not_read_make_room_for_others_on_the_same_connection() {
    let listening = listening(FEW, "").await;
    let client = Client::of(&listening).await;
    let mut unread = Vec::new();
    for _ in 0..20 {
        // Its head is there, so that the next one comes after it.
        unread.push(client.get("/long").await.await.unwrap().into_body());
    }
    assert!(client.is_answered().await);
    broken_off(unread.remove(0)).await;
    assert!(client.is_answered().await && !client.connection.is_finished());
}

#[tokio::test]
async fn a_body_that_is_not_sent_on_ends_without_its_connection_and_one_that_is_arrives() {
    let listening = serving(QUICK, FEW, "", pages()).await;
    let client = Client::of(&listening).await;
    let (stopped, mut half) = client.post("/read").await;
    half.send_data("a".into(), false).unwrap();
    let ended = timeout(LONG, stopped).await.expect("it is ended").unwrap_err();
    assert_eq!(ended.reason(), Some(Reason::CANCEL));
    let (answer, mut all) = client.post("/read").await;
    for is_last in [false, true] {
        sleep(QUICK.patience / 4).await;
        all.send_data("a".into(), is_last).unwrap();
    }
    assert_eq!(timeout(LONG, answer).await.unwrap().unwrap().status(), 200);
}

#[tokio::test]
async fn an_unread_refusal_for_want_of_room_keeps_no_connection() {
    let router = Router::new().fallback(|request: Request| async move {
        if request.extensions().get::<Overload>().is_none() {
            pending::<()>().await;
        }
        "There is no room"
    });
    // One request for each address.
    let listening = serving(QUICK, Limits { requests: 4, ..FEW }, "", router).await;
    let (mut one, mut other) = (listening.connect().await, listening.connect().await);
    send(&mut one, "/").await;
    send(&mut other, "/").await;
    // One of them is at work then.
    tokio::select! {
        refused = one.readable() => refused.unwrap(),
        refused = other.readable() => refused.unwrap(),
    }
    // Its windows are closed: it answers PINGs, and takes the head of an answer alone.
    let client = Client::with(&listening, client::Builder::new().initial_window_size(0)).await;
    let refused = timeout(LONG, client.get("/").await).await.expect("it is refused").unwrap();
    assert!(timeout(LONG, client.connection).await.is_ok(), "it is closed all the same");
    assert!(!refused.body().is_end_stream());
}
