//! Links that are used, and accounts that are made, twice at once.

use latchkey::{
    model::EventKind,
    server::{
        rules::{self, RuleError},
        storage::{EmailAvailability, LinkPurpose},
    },
};

use super::{
    people::{hash, link_of, newcomer, with_device},
    rounds,
};
use crate::support::{SignIn, TestApp, actor, event};

/// Needs no lock on either engine: the statement that takes the link finds it once.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_a_new_password_is_good_once() {
    let app = TestApp::start().await;
    let (storage, at) = (&app.state.storage, app.state.clock.now());
    rounds(async |round| {
        let (user, session) = with_device(&app, &format!("{round}@example.com")).await;
        let (link, by) = (link_of(&app, &user, LinkPurpose::Reset, None), actor(&session).source);
        assert!(rules::links::add_link(storage, &link, None, &[]).await.unwrap());
        let hashes = [hash("one"), hash("the other")];
        let reset =
            async |hash| rules::accounts::reset_password(storage, &link.hash, hash, at, &by, |_| vec![]).await.unwrap();
        let (one, other) = tokio::join!(reset(&hashes[0]), reset(&hashes[1]));
        assert_ne!(one, other, "round {round}");
        let kept = storage.find_user_by_id(user.id).await.unwrap().unwrap().password_hash;
        assert_eq!(kept.as_str(), hashes[usize::from(other)].as_str(), "round {round}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_link_to_a_new_password_and_a_device_that_changes_it_one_wins() {
    let app = TestApp::start().await;
    let (storage, at) = (&app.state.storage, app.state.clock.now());
    rounds(async |round| {
        let (user, session) = with_device(&app, &format!("{round}@example.com")).await;
        let (link, by) = (link_of(&app, &user, LinkPurpose::Reset, None), actor(&session));
        assert!(rules::links::add_link(storage, &link, None, &[]).await.unwrap());
        let (by_link, by_device) = (hash("by link"), hash("by device"));
        let reset = rules::accounts::reset_password(storage, &link.hash, &by_link, at, &by.source, |_| vec![]);
        let renewed = SignIn { password_hash: by_device.clone(), ..SignIn::of(&app, &user) };
        let changed = event(&app, &session, EventKind::PasswordChanged);
        let new = renewed.new_session();
        let change = rules::accounts::set_password(storage, &by_device, &changed, new, &by, true, |_| vec![]);
        let both = tokio::join!(reset, change);
        let winner = match &both {
            (Ok(true), Err(RuleError::ActorGone)) => by_link,
            (Ok(false), Ok(true)) => by_device,
            _ => panic!("round {round}: {both:?}"),
        };
        let kept = storage.find_user_by_id(user.id).await.unwrap().unwrap().password_hash;
        assert_eq!(kept.as_str(), winner.as_str(), "round {round}");
    })
    .await;
}

/// Needs no lock on either engine: the addresses of accounts are unique.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_sign_ups_with_one_address_one_makes_an_account() {
    let app = TestApp::start().await;
    rounds(async |round| {
        let address = format!("{round}@example.com");
        let sign_up = async || {
            let user = newcomer(&app, &address);
            let first = SignIn { is_recognised: true, ..SignIn::of(&app, &user) };
            let signed_up = event(&app, &first.session, EventKind::SignedUp);
            rules::accounts::add_user(&app.state.storage, &user, &signed_up, Some(first.new_session())).await.unwrap()
        };
        let both = tokio::join!(sign_up(), sign_up());
        assert!(
            matches!(
                both,
                (EmailAvailability::Free, EmailAvailability::Taken)
                    | (EmailAvailability::Taken, EmailAvailability::Free)
            ),
            "round {round}: {both:?}"
        );
    })
    .await;
}

/// Needs no lock on either engine: the statement that takes the link finds it once.
#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_confirms_a_sign_up_makes_one_account() {
    let app = TestApp::start().await;
    let storage = &app.state.storage;
    rounds(async |round| {
        let user = newcomer(&app, &format!("{round}@example.com"));
        let mut link = link_of(&app, &user, LinkPurpose::SignUp, None);
        (link.user_id, link.password_hash) = (None, Some(user.password_hash.clone()));
        assert!(rules::links::add_link(storage, &link, None, &[]).await.unwrap());
        let confirm = async || {
            let user = newcomer(&app, user.email.as_str());
            let first = SignIn { is_recognised: true, ..SignIn::of(&app, &user) };
            let signed_up = event(&app, &first.session, EventKind::SignedUp);
            let session = first.new_session();
            rules::links::confirm_sign_up(storage, &link.hash, &user, &signed_up, session).await.unwrap()
        };
        let both = tokio::join!(confirm(), confirm());
        assert!(
            matches!(both, (Some(EmailAvailability::Free), None) | (None, Some(EmailAvailability::Free))),
            "round {round}: {both:?}"
        );
    })
    .await;
}
