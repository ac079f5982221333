//! People and their sign-ins, without the time that a password takes.

use std::time::Duration;

use latchkey::{
    model::{EventKind, Precision, PublicId},
    server::{
        auth::password_hash::PasswordHash,
        ids::{Digest, UserId},
        rules,
        storage::{EmailAvailability, LinkPurpose, MailLink, NextLink, Session, User},
    },
};

use crate::support::{SignIn, TestApp, event};

/// The hash of a password that nobody checks.
pub fn hash(text: &str) -> PasswordHash {
    PasswordHash::from_stored(format!("$argon2id$of${text}"))
}

/// Somebody who wants an account.
pub fn newcomer(app: &TestApp, email: &str) -> User {
    User {
        id: UserId::generate().unwrap(),
        email: email.parse().unwrap(),
        password_hash: hash(email),
        created_at: app.state.clock.now(),
        disabled_at: None,
        precision: Precision::City,
        language: None,
    }
}

/// Makes the account of somebody who is signed in nowhere yet.
pub async fn without_device(app: &TestApp, email: &str) -> User {
    let user = newcomer(app, email);
    let signed_up = event(app, &SignIn::of(app, &user).session, EventKind::SignedUp);
    assert_eq!(
        rules::accounts::add_user(&app.state.storage, &user, &signed_up, None).await.unwrap(),
        EmailAvailability::Free
    );
    user
}

/// Creates an account with one device, which is recognised.
pub async fn with_device(app: &TestApp, email: &str) -> (User, Session) {
    let user = without_device(app, email).await;
    let session = recognised(app, &user).await;
    (user, session)
}

/// Signs in on another device, which is recognised.
pub async fn recognised(app: &TestApp, user: &User) -> Session {
    SignIn { is_recognised: true, ..SignIn::of(app, user) }.start(app).await.unwrap().session
}

/// How many sessions somebody has.
pub async fn count(app: &TestApp, user: &User) -> usize {
    app.state.storage.list_sessions(user.id, app.state.clock.now()).await.unwrap().len()
}

/// The hash of a link that only this text names, and its end.
pub fn next_link(app: &TestApp, text: &str) -> NextLink {
    let expires_at = app.state.clock.now().plus(Duration::from_hours(1));
    NextLink { hash: Digest::of(text.as_bytes()), expires_at }
}

/// A link to the address of `user`.
pub fn link_of(app: &TestApp, user: &User, purpose: LinkPurpose, device: Option<PublicId>) -> MailLink {
    let NextLink { hash, expires_at } = next_link(app, &format!("{purpose:?} of {}", user.email.as_str()));
    let (user_id, email) = (Some(user.id), user.email.clone());
    MailLink { hash, purpose, user_id, email, password_hash: None, device, expires_at }
}
