//! What takes a recognised device, the store refuses to others within the write: what a request looked at before
//! may be out of date.

use std::time::Duration;

use latchkey::{
    model::EventKind,
    server::{
        ids::Digest,
        rules::{self, RuleError},
        storage::{Event, LinkPurpose, MailLink, NextLink},
    },
};

use crate::support::{CHROME, EMAIL, SAFARI, TestApp, actor, stored};

#[tokio::test]
async fn every_change_of_the_address_looks_at_who_acts_in_its_write() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let thief = app.signed_in(SAFARI, EMAIL).await;
    let (session, now, storage) = (stored(&app, &thief).await, app.state.clock.now(), &app.state.storage);
    let (user, by) = (session.user_id, actor(&session));
    let event = Event::new(user, now, EventKind::EmailChanged, &by.source);
    let (new, respelt) = ("evil@example.com".parse().unwrap(), "Ada@example.com".parse().unwrap());
    let undo = NextLink { hash: Digest::of(b"an undo"), expires_at: now.plus(Duration::from_hours(1)) };
    let link = MailLink {
        hash: Digest::of(b"a link"),
        purpose: LinkPurpose::Email,
        user_id: Some(user),
        email: "evil@example.com".parse().unwrap(),
        password_hash: None,
        device: None,
        expires_at: undo.expires_at,
    };
    for (what, answer) in [
        ("link", rules::links::add_email_link(storage, &link, now, &by, &[]).await.err()),
        ("spelling", rules::addresses::respell_email(storage, user, &respelt, &event, &by).await.err()),
        ("address", rules::addresses::set_email(storage, user, &new, &event, &by, undo, |_| Vec::new()).await.err()),
    ] {
        assert!(matches!(answer, Some(RuleError::NotRecognised)), "{what}: {answer:?}");
    }
}
