//! Other processes at the same database: the command line, and one that revokes under load.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use axum::http::{Request, header, request::Parts};
use latchkey::{
    model::EndReason,
    server::{
        auth::{current::authenticate, session},
        clock::{Clock, SystemClock},
        ids::SessionId,
        rules,
        storage::{Database, Opening, Revocation, Session, SessionSelection},
    },
};
use reqwest::StatusCode;

use super::{is_known, know, somebody};
use crate::{
    races::people::{recognised, without_device},
    support::{CHROME, EMAIL, TestApp, run, sqlite_only, stored},
};

/// Where the database of the process that revokes is.
const DATABASE: &str = "LATCHKEY_TEST_REVOKES_IN";
const REVOCATIONS: usize = 1000;
const CLIENTS: usize = 32;

/// A request with the token of `session`.
fn request(app: &TestApp, session: &Session) -> Parts {
    let cookie = session::cookie(&app.state, session, session.token.issued_at).unwrap();
    let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
    Request::builder().header(header::COOKIE, pair).body(()).unwrap().into_parts().0
}

/// Not a test of its own: it is the process that revokes what it is asked to, and says when that is done.
#[tokio::test]
async fn process_that_revokes() {
    let Ok(url) = std::env::var(DATABASE) else { return };
    let database = Database::at(&url.into(), None, 2);
    let storage = rules::opening::open(&database, Opening::Existing, SystemClock.now()).await.unwrap();
    for line in std::io::stdin().lines() {
        let id = SessionId::decode(&line.unwrap()).unwrap();
        let revocation = Revocation { reason: EndReason::Operator, at: SystemClock.now(), by: None };
        let ended = rules::sessions::revoke(&storage, SessionSelection::One(&id), revocation).await.unwrap();
        println!("revoked {}", ended.len());
    }
    storage.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_thousand_revocations_by_another_process_none_is_late_for_any_of_32_clients() {
    let app = Arc::new(TestApp::start().await);
    let user = without_device(&app, EMAIL).await;
    let mut sessions = Vec::with_capacity(REVOCATIONS);
    for _ in 0..REVOCATIONS {
        let session = recognised(&app, &user).await;
        // Until it is answered, a request may be accepted; after that, none.
        sessions.push((request(&app, &session), session, AtomicBool::new(false)));
    }
    let sessions = Arc::new(sessions);
    let (accepted, refused) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let done = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (app, sessions, done) = (Arc::clone(&app), Arc::clone(&sessions), Arc::clone(&done));
            let (accepted, refused) = (Arc::clone(&accepted), Arc::clone(&refused));
            tokio::spawn(async move {
                let mut turn = client;
                loop {
                    let finished = done.load(Ordering::SeqCst);
                    if finished == REVOCATIONS {
                        return;
                    }
                    // Around those that are being revoked at this moment.
                    let (request, _, revoked) =
                        &sessions[(finished + turn % 20).saturating_sub(10).min(REVOCATIONS - 1)];
                    turn += 7;
                    let was_revoked = revoked.load(Ordering::SeqCst);
                    let is_accepted = authenticate(&app.state, request).await.is_ok();
                    assert!(!(was_revoked && is_accepted), "accepted after its revocation was answered");
                    if is_accepted { &accepted } else { &refused }.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    let (revoking, url, finished) = (Arc::clone(&sessions), app.folder.url(), Arc::clone(&done));
    let outcome = tokio::task::spawn_blocking(move || {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "known_sessions::other_processes::process_that_revokes", "--nocapture"])
            .env(DATABASE, url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut asks = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
        for (_, session, revoked) in revoking.iter() {
            writeln!(asks, "{}", session.id.encode()).unwrap();
            answers.find(|line| line.as_ref().unwrap().contains("revoked 1")).unwrap().unwrap();
            revoked.store(true, Ordering::SeqCst);
            finished.fetch_add(1, Ordering::SeqCst);
        }
        drop(asks);
        child.wait().unwrap().success()
    })
    .await;
    assert!(outcome.unwrap());
    for client in clients {
        client.await.unwrap();
    }
    let (accepted, refused) = (accepted.load(Ordering::Relaxed), refused.load(Ordering::Relaxed));
    assert!(accepted >= REVOCATIONS && refused >= REVOCATIONS, "accepted {accepted}, refused {refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_command_line_does_counts_at_the_next_request() {
    sqlite_only!();
    for command in
        [&["session", "revoke", EMAIL, "--all"][..], &["session", "revoke", "--everybody"], &["user", "disable", EMAIL]]
    {
        let app = TestApp::start().await;
        let browser = app.signed_up(CHROME, EMAIL).await;
        app.settle_activity(&browser).await;
        let session = stored(&app, &browser).await;
        know(&app, &session).await;
        let settings = app.folder.settings();
        let arguments: Vec<&str> = settings.iter().map(String::as_str).chain(command.iter().copied()).collect();
        let output = run(app.folder.path(), &arguments);
        assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(browser.clone().visit("/devices").await.status(), StatusCode::SEE_OTHER, "{command:?}");
        assert!(!is_known(&app, &session));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_servers_on_one_file_each_sees_what_the_other_revokes() {
    sqlite_only!();
    let app = TestApp::start().await;
    let (user, _) = somebody(&app, EMAIL).await;
    let database = Database::File(app.folder.database_file());
    let now = app.state.clock.now();
    let other = rules::opening::open(&database, Opening::Existing, now).await.unwrap();
    let revocation = Revocation { reason: EndReason::Operator, at: now, by: None };
    for round in 0..50 {
        let session = recognised(&app, &user).await;
        know(&app, &session).await;
        assert!(other.check_session(&session.id, user.id).await.unwrap().is_some(), "round {round}");
        assert!(other.known_session(&session.id, user.id).is_some(), "round {round}");
        let (revokes, sees) = if round % 2 == 0 { (&other, &app.state.storage) } else { (&app.state.storage, &other) };
        rules::sessions::revoke(revokes, SessionSelection::One(&session.id), revocation).await.unwrap();
        assert!(sees.check_session(&session.id, user.id).await.unwrap().is_none(), "round {round}");
    }
    other.close().await;
}
