//! A re-authentication is only as good as the password that it was verified against: a change of password in
//! between withdraws it.

use latchkey::server::rules::{self, RuleError};
use std::time::Duration;

use latchkey::{
    model::{EndReason, EventKind, Precision, PublicId},
    server::{
        auth::password_hash::PasswordHash,
        ids::{Digest, SessionId},
        storage::{
            Actor, Event, LinkPurpose, MailLink, NewSession, NextLink, Reauthentication, Revocation, Session,
            SessionSelection,
        },
    },
};
use reqwest::StatusCode;

use crate::support::{Browser, CHROME, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, actor, code, stored};

/// Each takes several hashes of a password.
const ROUNDS: usize = 60;

fn new_password(round: usize, whose: &str) -> String {
    format!("a wholly different sentence {round} of {whose}")
}

/// A second device, which the owner recognised.
async fn recognised(app: &TestApp, owner: &mut Browser) -> Browser {
    let mut other = app.signed_in(SAFARI, EMAIL).await;
    let id = other.device_id().await;
    assert_eq!(owner.submit("/devices/confirm", &[("device", &id)]).await.status(), StatusCode::OK);
    other
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_sends_the_old_password_while_it_is_changed_is_not_reauthenticated() {
    let app = TestApp::with(&["--password-workers=2"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut kept = app.signed_in(SAFARI, EMAIL).await;
    let mut old = PASSWORD.to_owned();
    for round in 0..ROUNDS {
        let new = new_password(round, "the owner");
        let fields = [("password", old.as_str()), ("new_password", new.as_str())];
        let change = owner.submit("/account/password", &fields);
        let prove = async {
            tokio::time::sleep(Duration::from_millis(u64::try_from(round % 12).unwrap() * 5)).await;
            kept.clone().submit("/unlock", &[("password", &old)]).await.status()
        };
        let (changed, proved) = tokio::join!(change, prove);
        assert_eq!(changed.status(), StatusCode::OK);
        assert!([StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY].contains(&proved), "{proved}");
        let response = kept.submit("/account/download", &[]).await;
        assert_eq!(code(response).await, "password_required", "round {round}");
        old = new;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_changes_at_once_one_wins_and_the_other_hears_that_its_password_is_not_right() {
    let app = TestApp::with(&["--password-workers=2"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut other = recognised(&app, &mut owner).await;
    let mut old = PASSWORD.to_owned();
    for round in 0..ROUNDS {
        let news = [new_password(round, "one"), new_password(round, "the other")];
        let fields = |new| [("password", old.as_str()), ("new_password", new)];
        let (first, second) = (fields(news[0].as_str()), fields(news[1].as_str()));
        let (first, second) =
            tokio::join!(owner.submit("/account/password", &first), other.submit("/account/password", &second));
        let (won, lost) = match (first.status(), second.status()) {
            (StatusCode::OK, _) => (0, second),
            (_, StatusCode::OK) => (1, first),
            neither => panic!("{neither:?}"),
        };
        assert_eq!((lost.status(), code(lost).await.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "wrong_password"));
        old.clone_from(&news[won]);
        let right = app.browser(FIREFOX).submit("/sign-in", &[("email", EMAIL), ("password", &old)]).await;
        assert_eq!(right.status(), StatusCode::OK, "the password is the one whose change was reported as successful");
        app.advance(Duration::from_secs(1));
    }
}

#[tokio::test]
async fn every_write_that_a_password_was_verified_for_looks_at_it_again() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut other = recognised(&app, &mut owner).await;
    let now = app.state.clock.now();
    let session = stored(&app, &owner).await;
    let (user, source) = (session.user_id, actor(&session).source);
    let ids: Vec<PublicId> = vec![other.device_id().await.parse().unwrap()];
    let new_hash = PasswordHash::from_stored("$argon2id$of$a$new$password".to_owned());
    let outdated = PasswordHash::from_stored("$argon2id$of$an$earlier$password".to_owned());
    for (reauthentication, expected) in [
        (Reauthentication::Password(outdated.clone()), RuleError::ReauthenticationOutdated),
        (Reauthentication::Since(now.plus(Duration::from_millis(1))), RuleError::ReauthenticationWithdrawn),
    ] {
        let by = Actor { reauthentication: Some(reauthentication), ..actor(&session) };
        let revocation = Revocation { reason: EndReason::SignedOutRemotely, at: now, by: Some(&by) };
        let event = Event::new(user, now, EventKind::DataDownloaded, &source);
        let link = MailLink {
            hash: Digest::of(b"a link"),
            purpose: LinkPurpose::Email,
            user_id: Some(user),
            email: "new@example.com".parse().unwrap(),
            password_hash: None,
            device: None,
            expires_at: now.plus(Duration::from_mins(30)),
        };
        let email = "new@example.com".parse().unwrap();
        let respelt = "Ada@example.com".parse().unwrap();
        // It goes on under another id.
        let renewed = Session { id: SessionId::generate().unwrap(), ..session.clone() };
        let new = NewSession {
            session: &renewed,
            cookie: None,
            browser: None,
            is_first: false,
            replaces: Some(&session.id),
            limit: 1000,
            password_hash: &new_hash,
            event: &event,
        };
        let undo = NextLink { hash: Digest::of(b"an undo"), expires_at: link.expires_at };
        let storage = &app.state.storage;
        let answers = [
            (
                "end one",
                rules::sessions::revoke(storage, SessionSelection::Devices(user, &ids), revocation).await.err(),
            ),
            (
                "end others",
                rules::sessions::revoke(storage, SessionSelection::Others(user, &session.id), revocation).await.err(),
            ),
            ("disown", rules::devices::disown_devices(storage, user, &ids, revocation).await.err()),
            ("lock", rules::sessions::set_locked(storage, user, &ids[0], now, &by).await.err()),
            ("tonight", rules::sessions::set_expiry(storage, user, &ids[0], now, now, &by).await.err()),
            ("confirm", rules::devices::confirm_devices(storage, user, &ids[..1], now, &by).await.err()),
            (
                "password",
                rules::accounts::set_password(storage, &new_hash, &event, new, &by, true, |_| vec![]).await.err(),
            ),
            ("spelling", rules::addresses::respell_email(storage, user, &respelt, &event, &by).await.err()),
            (
                "address",
                rules::addresses::set_email(storage, user, &email, &event, &by, undo, |_| Vec::new()).await.err(),
            ),
            ("link to an address", rules::links::add_email_link(storage, &link, now, &by, &[]).await.err()),
            ("places", rules::precision::set_precision(storage, user, Precision::None, &[], now, &by).await.err()),
            ("download", rules::log::add_event_by(storage, &event, &by).await.err()),
            ("delete", rules::accounts::delete_user(storage, user, now, Some(&by)).await.err()),
        ];
        for (what, answer) in answers {
            assert_eq!(answer.map(|error| error.to_string()), Some(expected.to_string()), "{what}");
        }
    }
    let proved = rules::sessions::set_reauthenticated(&app.state.storage, &session.id, &outdated, now, None).await;
    assert!(matches!(proved, Err(RuleError::ReauthenticationOutdated)), "{proved:?}");
    assert!(owner.is_signed_in().await && other.is_signed_in().await, "nothing was written");
}
