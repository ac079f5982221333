//! A check that doesn't ask the database finds exactly what the database has: see docs/decisions/0015.

mod checkpoints;
mod interleaved;
mod other_processes;

use std::sync::Arc;

use latchkey::server::{
    rules,
    storage::{Session, SessionWithUser, User},
};

use crate::{
    races::people::{recognised, with_device},
    support::{MINUTE, TestApp, sqlite_only},
};

/// Whether a check of `session` finds it without asking the database.
fn is_known(app: &TestApp, session: &Session) -> bool {
    app.state.storage.known_session(&session.id, session.user_id).is_some()
}

/// What a check of `session` finds.
async fn check(app: &TestApp, session: &Session) -> Option<Arc<SessionWithUser>> {
    app.state.storage.check_session(&session.id, session.user_id).await.unwrap()
}

/// Checks `session` until the check needs no database.
async fn know(app: &TestApp, session: &Session) {
    check(app, session).await.unwrap();
    assert!(is_known(app, session));
}

/// Somebody with one device.
async fn somebody(app: &TestApp, email: &str) -> (User, Session) {
    with_device(app, email).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_person_changes_leaves_the_sessions_of_others_known() {
    sqlite_only!();
    let app = TestApp::start().await;
    let (_, ada) = somebody(&app, "ada@example.com").await;
    let (_, bob) = somebody(&app, "bob@example.com").await;
    know(&app, &ada).await;
    know(&app, &bob).await;
    let later = app.state.clock.now().plus(MINUTE);
    rules::sessions::touch(&app.state.storage, &[(bob.id.clone(), later)]).await.unwrap();
    assert!(is_known(&app, &ada));
    assert!(!is_known(&app, &bob));
    assert_eq!(check(&app, &bob).await.unwrap().session.last_active_at, later);
    assert!(is_known(&app, &bob));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_is_let_in_again_is_let_in_by_the_next_check() {
    sqlite_only!();
    let app = TestApp::start().await;
    let (user, ada) = somebody(&app, "ada@example.com").await;
    // It changes no session, only the person.
    assert_eq!(app.execute("UPDATE users SET disabled_at = 1").await, 1);
    know(&app, &ada).await;
    assert!(check(&app, &ada).await.unwrap().disabled);
    rules::accounts::set_disabled(&app.state.storage, user.id, None, app.state.clock.now()).await.unwrap();
    assert!(!check(&app, &ada).await.unwrap().disabled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_names_another_person_finds_nothing_in_memory() {
    sqlite_only!();
    let app = TestApp::start().await;
    let (_, ada) = somebody(&app, "ada@example.com").await;
    let (bob, _) = somebody(&app, "bob@example.com").await;
    know(&app, &ada).await;
    assert!(app.state.storage.known_session(&ada.id, bob.id).is_none());
    app.state.storage.check_session(&ada.id, bob.id).await.unwrap().unwrap();
    assert!(app.state.storage.known_session(&ada.id, bob.id).is_none());
    assert!(is_known(&app, &ada));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_more_sessions_stay_in_memory_than_the_setting_says() {
    sqlite_only!();
    let app = TestApp::with(&["--sessions-in-memory=50"]).await;
    let (user, _) = somebody(&app, "ada@example.com").await;
    let mut sessions = Vec::new();
    for _ in 0..200 {
        sessions.push(recognised(&app, &user).await);
    }
    for session in &sessions {
        check(&app, session).await.unwrap();
    }
    let known = sessions.iter().filter(|session| is_known(&app, session)).count();
    assert!((1..=50).contains(&known), "{known}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_store_knows_nothing() {
    sqlite_only!();
    let app = TestApp::start().await;
    let (_, ada) = somebody(&app, "ada@example.com").await;
    know(&app, &ada).await;
    app.state.storage.close().await;
    assert!(!is_known(&app, &ada));
    assert!(app.state.storage.check_session(&ada.id, ada.user_id).await.is_err());
    let log = app.folder.database_file().with_extension("db-wal");
    assert!(!log.exists(), "the last connection folds the log into the file");
}
