//! A client that hangs up, at whatever moment, leaves no transaction open behind it. There is one connection to
//! a database server here: what one request left in it, the next one would meet.

use std::time::{Duration, Instant};

use latchkey::{
    model::EndReason,
    server::{
        rules,
        storage::{Revocation, SessionSelection},
    },
};
use tokio::{io::AsyncWriteExt, net::TcpStream};

use crate::support::{Browser, CHROME, EMAIL, FIREFOX, HTML, PASSWORD, SignIn, TestApp, held_by, soon};

/// Requests that are given up, of each kind.
const STEPS: u32 = 40;

/// A form as the socket carries it.
fn request(path: &str, form: &str, browser: &Browser) -> String {
    let cookie = match &browser.token {
        Some(token) => format!("Cookie: {}={token}\r\n", browser.names[0]),
        None => String::new(),
    };
    let length = form.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {HTML}\r\nUser-Agent: {FIREFOX}\r\n{cookie}\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
    )
}

/// Sends a request, and closes the socket `after` this time.
async fn hang_up(app: &TestApp, request: &str, after: Duration) {
    let mut socket = TcpStream::connect(app.address).await.unwrap();
    socket.write_all(request.as_bytes()).await.unwrap();
    tokio::time::sleep(after).await;
}

/// That nothing is left of what was given up: the owner is served, and nobody holds a transaction.
async fn assert_at_rest(app: &TestApp, owner: &mut Browser, what: &str) {
    assert!(owner.is_signed_in().await, "{what}");
    let mut database = app.connect().await;
    let at_rest = soon(what, async || (!database.is_transaction_left_open().await).then_some(()));
    // A server ends what was left open after half a minute.
    tokio::time::timeout(Duration::from_secs(10), at_rest).await.expect(what);
}

#[tokio::test]
async fn a_transaction_that_is_left_open_is_seen() {
    let app = TestApp::start().await;
    let (mut one, mut other) = (app.connect().await, app.connect().await);
    one.hold_writers().await;
    assert!(other.is_transaction_left_open().await);
    one.release_writers().await;
    assert!(!other.is_transaction_left_open().await);
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "it measures real time")]
async fn a_sign_in_or_a_sign_out_whose_client_hangs_up_leaves_no_transaction_open() {
    let app = TestApp::with(&["--database-connections=1"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let sign_in = request("/sign-in", &format!("email={EMAIL}&password={PASSWORD}"), &app.browser(FIREFOX));
    // How long one takes that nobody gives up, on this machine.
    let start = Instant::now();
    app.signed_in(FIREFOX, EMAIL).await;
    let whole = start.elapsed();
    for step in 0..STEPS {
        hang_up(&app, &sign_in, whole * step * 3 / STEPS / 2).await;
        assert_at_rest(&app, &mut owner, &format!("sign-in, step {step}")).await;
    }
    for step in 0..STEPS {
        let other = app.signed_in_fast(&owner).await;
        hang_up(&app, &request("/sign-out", "", &other), Duration::from_micros(500) * step).await;
        assert_at_rest(&app, &mut owner, &format!("sign-out, step {step}")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_given_up_between_any_two_statements_leaves_no_transaction_open() {
    let app = TestApp::with(&["--database-connections=1"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let (storage, at) = (&app.state.storage, app.state.clock.now());
    let user = storage.find_user_by_id(held_by(&app, &owner).0).await.unwrap().unwrap();
    let revocation = Revocation { reason: EndReason::SignedOut, at, by: None };
    let (mut started, mut ended) = (0, 0);
    // Each step a little later than the one before: before BEGIN, between any two statements, at COMMIT.
    for step in 0..400 {
        let after = Duration::from_micros(step * 50);
        let sign_in = SignIn::of(&app, &user);
        started += u64::from(tokio::time::timeout(after, sign_in.start(&app)).await.is_ok());
        storage.find_user_by_id(user.id).await.expect("the next one is served");
        let session = SignIn::of(&app, &user).start(&app).await.expect("the next one may write").session;
        let end = rules::sessions::revoke(storage, SessionSelection::One(&session.id), revocation);
        ended += u64::from(tokio::time::timeout(after, end).await.is_ok());
        storage.find_user_by_id(user.id).await.expect("the next one is served");
    }
    assert!(started > 0 && ended > 0, "none had the time it takes: {started} {ended}");
    assert!(started < 400 && ended < 400, "none was given up");
    assert_at_rest(&app, &mut owner, "after all steps").await;
}
