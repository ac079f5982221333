//! Work beside the answers is waited for when the server stops.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use reqwest::StatusCode;

use crate::support::{CHROME, EMAIL, TestApp};

#[tokio::test]
async fn what_is_done_in_the_background_is_finished_before_the_database_is_closed() {
    let app = TestApp::start().await;
    let done = Arc::new(AtomicBool::new(false));
    let (storage, note) = (app.state.storage.clone(), Arc::clone(&done));
    app.state.spawn_background("a test", async move {
        tokio::time::sleep(Duration::from_millis(300)).await;
        note.store(storage.list_users().await.is_ok(), Ordering::SeqCst);
        Ok::<_, Infallible>(())
    });
    app.state.close().await;
    assert!(done.load(Ordering::SeqCst), "it was waited for, and its database was open");
}

#[tokio::test]
async fn a_failed_sign_in_is_in_the_log_even_if_the_server_stops_at_once() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let wrong = [("email", EMAIL), ("password", "not the password")];
    assert_eq!(app.browser(CHROME).submit("/sign-in", &wrong).await.status(), StatusCode::UNAUTHORIZED);
    app.state.close().await;
    let noted: i64 = app.scalar("SELECT count(*) FROM events WHERE kind = 'sign_in_failed'").await;
    assert_eq!(noted, 1);
}
