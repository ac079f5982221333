//! Takes connections and serves them, so that nobody's use up what others need.
//!
//! Connections and requests under way are limited, by address and in all. At the limit whatever has
//! waited for its client the longest makes room: an idle connection, a body that is not sent on, an
//! answer that is not read. Without a limit at hand, the same ends what waits for too long. HTTP/1.1
//! and HTTP/2 are treated alike. axum-server has neither the limits nor a time-out for HTTP/2.

mod answer;
pub mod descriptors;
mod slots;
mod streams;

use std::{convert::Infallible, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    response::Response,
};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::conn::auto,
};
use rustix::net::sockopt::set_socket_send_buffer_size;
use tokio::{
    net::{TcpListener, TcpStream},
    time::{MissedTickBehavior, interval, sleep, timeout},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use self::{
    answer::{Arriving, Leaving},
    slots::{Ends, Slot, Slots},
    streams::Streams,
};
use super::{
    auth::throttle::network,
    http::forwarded::{TrustedProxies, client_address},
};

/// Bytes of all headers. Cookies of other programs of the host are among them.
pub const HEAD: usize = 24 * 1024;
/// The same, as HTTP/2 has it: 32 bytes are counted for each line there (RFC 9113, section 6.5.2).
pub const HEAD_U32: u32 = 28 * 1024;
/// How long clients are waited for.
const PACE: Pace = Pace { patience: Duration::from_secs(30), progress: 32 * 1024, tick: Duration::from_secs(5) };
/// How long to wait where connections can't be accepted.
const PAUSE: Duration = Duration::from_millis(50);
/// What of an answer may wait in the system for a client to read it.
const SEND_BUFFER: usize = 128 * 1024;
/// What may wait here: of a head that is not complete, and of an answer. Heads longer than
/// [`HEAD`] are read to here to be refused with the status that says why.
const BUFFER: usize = 72 * 1024;
/// Requests at one time on one connection of HTTP/2: RFC 9113, section 6.5.2 advises against fewer.
const STREAMS: u32 = 100;
/// What a stream, and a connection with all its streams, may send before it is read.
const STREAM_WINDOW: u32 = 64 * 1024;
const CONNECTION_WINDOW: u32 = 128 * 1024;

/// Comes with a request that there is no room for.
#[derive(Clone, Copy, Debug)]
pub struct Overload;

/// How much may be going on at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub connections: usize,
    /// Of one address. Proxies that are trusted have no such limit.
    pub connections_per_address: usize,
    pub requests: usize,
}

impl Limits {
    /// A quarter: four clients that never let go leave nothing, fewer leave something.
    fn requests_per_address(self) -> usize {
        (self.requests / 4).max(1)
    }
}

/// How long clients are waited for. The tests don't wait for as long.
#[derive(Clone, Copy, Debug)]
struct Pace {
    /// How long a client may take to send the head of a request, and between two; and how long it may take
    /// to send or read `progress` bytes.
    patience: Duration,
    /// Bytes that a client sends or reads in that time, or is taken for one that has stopped.
    progress: u64,
    /// How often those are looked for.
    tick: Duration,
}

/// What all connections share.
struct Server {
    router: Router,
    trusted: TrustedProxies,
    connections: Arc<Slots>,
    requests: Arc<Slots>,
    http: auto::Builder<Streams>,
}

/// Serves `router` until `stop`; then lets requests under way finish, for as long as `grace`.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    trusted: TrustedProxies,
    limits: Limits,
    stop: CancellationToken,
    grace: Duration,
) {
    serve_at(PACE, listener, router, trusted, limits, stop, grace).await;
}

async fn serve_at(
    pace: Pace,
    listener: TcpListener,
    router: Router,
    trusted: TrustedProxies,
    limits: Limits,
    stop: CancellationToken,
    grace: Duration,
) {
    let server = Arc::new(Server {
        router,
        trusted,
        connections: Slots::new(limits.connections_per_address, limits.connections),
        requests: Slots::new(limits.requests_per_address(), limits.requests),
        http: http(pace.patience),
    });
    let sweeping = tokio::spawn(sweep(Arc::clone(&server), pace));
    let tasks = TaskTracker::new();
    while let Some((stream, peer)) = stop.run_until_cancelled(accept(&listener, &server)).await {
        let exempt = server.trusted.contain(peer.ip().to_canonical());
        let owner = (!exempt).then(|| network(peer.ip().to_canonical()));
        // None where all others are busy: this one is closed at once.
        if let Some(slot) = server.connections.take(owner, Ends::default(), true) {
            tasks.spawn(Arc::clone(&server).connection(stream, peer, slot, stop.clone()));
        }
    }
    drop(listener);
    tasks.close();
    if timeout(grace, tasks.wait()).await.is_err() {
        tracing::warn!(connections = tasks.len(), "requests in progress were not finished");
        server.connections.end_all();
        tasks.wait().await;
    }
    sweeping.abort();
}

/// The next connection. What goes wrong with one is no reason to stop.
async fn accept(listener: &TcpListener, server: &Server) -> (TcpStream, SocketAddr) {
    let mut failures = 0_u32;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                tune(&stream);
                return (stream, peer);
            }
            Err(error) if is_of_the_connection(&error) => {}
            // Such as that no more files may be open.
            Err(error) => {
                if failures == 0 {
                    tracing::error!(%error, "connections can't be accepted");
                }
                failures = failures.saturating_add(1);
                server.connections.make_room();
                sleep(PAUSE).await;
            }
        }
    }
}

/// It was gone before it was taken.
fn is_of_the_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// What is written is sent at once: an answer whose head leaves before its body (every file) would wait
/// for the client's delayed acknowledgement of the head (RFC 1122, section 4.2.3.2), some 40 ms.
fn tune(stream: &TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY");
    }
    if let Err(error) = set_socket_send_buffer_size(stream, SEND_BUFFER) {
        tracing::debug!(%error, "SO_SNDBUF");
    }
}

fn http(patience: Duration) -> auto::Builder<Streams> {
    let mut http = auto::Builder::new(Streams);
    http.http1().timer(TokioTimer::new()).header_read_timeout(patience).max_buf_size(BUFFER);
    http.http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(patience)
        .keep_alive_timeout(patience)
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEAD_U32)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_send_buf_size(BUFFER);
    http
}

async fn sweep(server: Arc<Server>, Pace { patience, progress, tick }: Pace) {
    let mut ticks = interval(tick);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let now = ticks.tick().await;
        server.connections.sweep(now, patience, progress);
        server.requests.sweep(now, patience, progress);
    }
}

impl Server {
    async fn connection(self: Arc<Self>, stream: TcpStream, peer: SocketAddr, slot: Slot, stop: CancellationToken) {
        let slot = Arc::new(slot);
        let service = service_fn(|request| Arc::clone(&self).answer(request, peer, Arc::clone(&slot)));
        let mut connection = pin!(self.http.serve_connection(TokioIo::new(stream), service));
        let asked = async {
            tokio::select! {
                () = slot.ends().ask.cancelled() => {}
                () = stop.cancelled() => {}
            }
        };
        let outcome = tokio::select! {
            outcome = connection.as_mut() => outcome,
            () = slot.ends().now.cancelled() => return,
            () = asked => {
                connection.as_mut().graceful_shutdown();
                tokio::select! {
                    outcome = connection => outcome,
                    () = slot.ends().now.cancelled() => return,
                }
            }
        };
        if let Err(error) = outcome {
            tracing::debug!(%error, "a connection ended");
        }
    }

    async fn answer(
        self: Arc<Self>,
        request: Request<Incoming>,
        peer: SocketAddr,
        connection: Arc<Slot>,
    ) -> Result<Response<Leaving>, Infallible> {
        let busy = slots::Busy::on(&connection);
        let owner = network(client_address(request.headers(), peer.ip(), &self.trusted));
        // A stream of HTTP/2 ends alone; of HTTP/1.1, the connection is the request's.
        let ends = streams::end().map_or_else(|| connection.ends().clone(), |now| Ends { now, ..Ends::default() });
        let slot = self.requests.take(Some(owner), ends, false).map(Arc::new);
        let mut request = match &slot {
            Some(slot) => request.map(|body| Body::new(Arriving::new(body, slot))),
            None => request.map(|_| Body::empty()),
        };
        request.extensions_mut().insert(ConnectInfo(peer));
        if slot.is_none() {
            request.extensions_mut().insert(Overload);
        }
        let Ok(response) = self.router.clone().oneshot(request).await;
        Ok(response.map(|body| Leaving::new(body, slot, busy)))
    }
}

#[cfg(test)]
mod tests;
