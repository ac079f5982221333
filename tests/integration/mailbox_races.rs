//! What the mailbox says at the same moment as a device says the contrary: whichever comes first, the same holds
//! afterwards.

use std::time::Duration;

use latchkey::{
    model::EventKind,
    server::{
        ids::Digest,
        rules::{self, RuleError},
        storage::{EmailChange, Event, LinkPurpose, MailLink, NextLink},
    },
};
use reqwest::StatusCode;

use crate::support::{CHROME, EMAIL, SAFARI, TestApp, actor, stored};

const ROUNDS: u64 = 40;
const WEEK: Duration = Duration::from_hours(7 * 24);

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_is_disowned_while_the_link_confirms_it_is_disowned() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut database = app.connect().await;
    let mut refused = 0;
    for round in 0..ROUNDS {
        database.execute("UPDATE users SET password_due_at = NULL").await;
        let mut thief = app.signed_in_fast(&owner).await;
        let session = stored(&app, &thief).await;
        let secret = format!("a link of round {round}");
        let link = MailLink {
            hash: Digest::of(secret.as_bytes()),
            purpose: LinkPurpose::Recognise,
            user_id: Some(session.user_id),
            email: EMAIL.parse().unwrap(),
            password_hash: None,
            device: Some(session.device_id.clone()),
            expires_at: app.state.clock.now().plus(WEEK),
        };
        assert!(rules::links::add_link(&app.state.storage, &link, None, &[]).await.unwrap());
        app.advance(Duration::from_secs(1));
        let device = session.device_id.to_string();
        let (press, disown) = ([("link", secret.as_str())], [("device", device.as_str())]);
        let mut anybody = app.browser(SAFARI);
        let pressing = async {
            tokio::time::sleep(Duration::from_millis(round % 4)).await;
            anybody.submit("/devices/recognise", &press).await.status()
        };
        let (pressed, disowned) = tokio::join!(pressing, owner.submit("/devices/not-me", &disown));
        assert_eq!(disowned.status(), StatusCode::OK);
        assert!([StatusCode::OK, StatusCode::NOT_FOUND].contains(&pressed), "{pressed}");
        refused += u64::from(pressed == StatusCode::NOT_FOUND);
        let query =
            format!("SELECT confirmed_at IS NULL AND disowned_at IS NOT NULL FROM devices WHERE id = '{device}'");
        let is_disowned: bool = database.scalar(&query).await;
        assert!(is_disowned && !thief.is_signed_in().await, "round {round}, the link was answered with {pressed}");
    }
    assert!(refused > 0, "the link never came second");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_changed_again_while_the_change_is_undone_is_restored() {
    let app = TestApp::start().await;
    let owner = app.signed_up(CHROME, EMAIL).await;
    let (storage, mut database) = (&app.state.storage, app.connect().await);
    let mut late = 0;
    for round in 0..ROUNDS {
        let mut thief = app.signed_in_fast(&owner).await;
        app.recognise(&mut thief).await;
        let session = stored(&app, &thief).await;
        let (user, by, now) = (session.user_id, actor(&session), app.state.clock.now());
        let event = Event::new(user, now, EventKind::EmailChanged, &by.source);
        let secrets = [0, 1].map(|number| format!("undo {number} of round {round}"));
        let change = async |number: usize| {
            let email = format!("evil{number}-{round}@example.com").parse().unwrap();
            let undo = NextLink { hash: Digest::of(secrets[number].as_bytes()), expires_at: now.plus(WEEK) };
            rules::addresses::set_email(storage, user, &email, &event, &by, undo, |_| Vec::new()).await
        };
        assert!(matches!(change(0).await, Ok(EmailChange::Changed { undoable: true, .. })));
        let mut anybody = app.browser(SAFARI);
        let changing = async {
            tokio::time::sleep(Duration::from_millis(round % 4)).await;
            change(1).await
        };
        let press = [("link", secrets[0].as_str())];
        let (undone, changed) = tokio::join!(anybody.submit("/account/undo", &press), changing);
        assert_eq!(undone.status(), StatusCode::OK);
        match changed {
            Ok(EmailChange::Changed { .. }) => {}
            Err(RuleError::ActorGone) => late += 1,
            other => panic!("{other:?}"),
        }
        let email: String = database.scalar("SELECT email FROM users").await;
        assert_eq!((email.as_str(), app.count("sessions").await), (EMAIL, 0), "round {round}");
        app.advance(Duration::from_secs(1));
    }
    assert!(late > 0, "the change never came second");
}
