//! What starts and ends sessions, and says whose devices are.

use latchkey::{
    model::{EndReason, EventKind, Flag, Precision},
    server::{
        location::Location,
        rules::{self, RuleError},
        storage::{RequestSource, Revocation, Session, SessionSelection},
    },
};

use super::{
    pause,
    people::{count, recognised, with_device, without_device},
    rounds,
};
use crate::support::{SignIn, TestApp, actor, event};

#[tokio::test(flavor = "multi_thread")]
async fn of_two_devices_that_end_each_other_one_stays() {
    let app = TestApp::start().await;
    let (storage, at) = (&app.state.storage, app.state.clock.now());
    rounds(async |round| {
        let (user, one) = with_device(&app, &format!("{round}@example.com")).await;
        let other = recognised(&app, &user).await;
        let end_others = async |keep: &Session| {
            let by = actor(keep);
            let revocation = Revocation { reason: EndReason::SignedOutRemotely, at, by: Some(&by) };
            rules::sessions::revoke(storage, SessionSelection::Others(user.id, &keep.id), revocation).await
        };
        let both = tokio::join!(end_others(&one), end_others(&other));
        assert!(
            matches!(&both, (Ok(ended), Err(RuleError::ActorGone)) | (Err(RuleError::ActorGone), Ok(ended)) if ended.len() == 1),
            "round {round}: {both:?}"
        );
        assert_eq!(count(&app, &user).await, 1, "round {round}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_devices_that_nobody_recognised_one_confirms_itself() {
    let app = TestApp::start().await;
    let (storage, at) = (&app.state.storage, app.state.clock.now());
    rounds(async |round| {
        let user = without_device(&app, &format!("{round}@example.com")).await;
        let one = SignIn::of(&app, &user).start(&app).await.unwrap().session;
        let other = SignIn::of(&app, &user).start(&app).await.unwrap().session;
        let confirm = async |session: &Session| {
            rules::devices::confirm_devices(
                storage,
                user.id,
                std::slice::from_ref(&session.device_id),
                at,
                &actor(session),
            )
            .await
        };
        let both = tokio::join!(confirm(&one), confirm(&other));
        assert!(
            matches!(both, (Ok(true), Err(RuleError::NotRecognised)) | (Err(RuleError::NotRecognised), Ok(true))),
            "round {round}: {both:?}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_signs_in_twice_for_the_first_time_is_one_device_with_one_session() {
    let app = TestApp::start().await;
    rounds(async |round| {
        let user = without_device(&app, &format!("{round}@example.com")).await;
        let one = SignIn::of(&app, &user);
        let other = SignIn { cookie: one.cookie, ..SignIn::of(&app, &user) };
        let (one, other) = tokio::join!(one.start(&app), other.start(&app));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!(one.session.device_id, other.session.device_id, "round {round}");
        assert_ne!(one.is_new, other.is_new, "round {round}");
        assert_eq!(count(&app, &user).await, 1, "round {round}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn flags_that_are_raised_at_once_are_all_kept() {
    let app = TestApp::start().await;
    let (storage, at) = (&app.state.storage, app.state.clock.now());
    rounds(async |round| {
        let user = without_device(&app, &format!("{round}@example.com")).await;
        let first = SignIn::of(&app, &user);
        let session = first.start(&app).await.unwrap().session;
        // The browser signs in again, while a request of its session comes from another address.
        let mut again = SignIn { cookie: first.cookie, ..SignIn::of(&app, &user) };
        again.session.flags = vec![Flag::NewCountry];
        let elsewhere = RequestSource { ip_address: [192, 0, 2, 1].into(), ..actor(&session).source };
        let moved = [Flag::ImpossibleTravel];
        let moving = rules::sessions::set_location(storage, &session.id, at, &elsewhere, &moved);
        let (started, moved) = tokio::join!(again.start(&app), moving);
        moved.unwrap();
        let kept = storage.find_session(&started.unwrap().session.id).await.unwrap().unwrap().session.flags;
        assert!(kept.contains(&Flag::NewCountry), "round {round}: {kept:?}");
        // If the sign-in came first, the session that moved was gone.
        let log = storage.list_events(user.id, 100, 0).await.unwrap();
        let is_logged = log.iter().any(|event| event.kind == EventKind::DeviceMoved);
        assert_eq!(kept.contains(&Flag::ImpossibleTravel), is_logged, "round {round}: {kept:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_sign_ins_at_the_limit_make_room_for_both() {
    let app = TestApp::start().await;
    rounds(async |round| {
        let (user, _) = with_device(&app, &format!("{round}@example.com")).await;
        let sign_in = || SignIn { is_recognised: true, limit: 2, ..SignIn::of(&app, &user) };
        let (one, other) = (sign_in(), sign_in());
        let (one, other) = tokio::join!(one.start(&app), other.start(&app));
        one.and(other).unwrap();
        assert_eq!(count(&app, &user).await, 2, "round {round}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_starts_while_locations_become_coarser_keeps_none() {
    let app = TestApp::start().await;
    let (storage, at) = (&app.state.storage, app.state.clock.now());
    rounds(async |round| {
        let (user, owner) = with_device(&app, &format!("{round}@example.com")).await;
        let by = actor(&owner);
        let mut sign_in = SignIn::of(&app, &user);
        sign_in.session.location = Location {
            label: "Lyon, France".into(),
            country: Some("FR".to_owned()),
            coordinates: Some((45.76, 4.84)),
            precision: Precision::City,
        };
        let coarser = rules::precision::set_precision(storage, user.id, Precision::None, &[], at, &by);
        let (started, changed) = tokio::join!(sign_in.start(&app), coarser);
        started.map(drop).and(changed).unwrap();
        let sessions = storage.list_sessions(user.id, at).await.unwrap().into_iter().map(|session| session.location);
        let visits = storage.list_locations(user.id, None, 100).await.unwrap().into_iter().map(|visit| visit.location);
        for location in sessions.chain(visits) {
            let is_kept = location.label != Location::not_stored().label || location.coordinates.is_some();
            assert!(!is_kept, "round {round}: {location:?}");
        }
        let log = storage.list_events(user.id, 100, 0).await.unwrap();
        assert!(log.iter().all(|event| event.location != Some("Lyon, France".into())), "round {round}: {log:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_with_the_password_that_is_being_changed_does_not_last() {
    let app = TestApp::start().await;
    let (storage, at) = (&app.state.storage, app.state.clock.now());
    rounds(async |round| {
        let (user, owner) = with_device(&app, &format!("{round}@example.com")).await;
        let by = actor(&owner);
        let late = SignIn::of(&app, &user);
        let hash = super::people::hash("another");
        let mut renewed = SignIn { password_hash: hash.clone(), ..SignIn::of(&app, &user) };
        renewed.session.device_id = owner.device_id.clone();
        let mut new = renewed.new_session();
        (new.cookie, new.replaces) = (None, Some(&owner.id));
        let changed = event(&app, &owner, EventKind::PasswordChanged);
        let change = rules::accounts::set_password(storage, &hash, &changed, new, &by, true, &[]);
        // Changing takes more statements than signing in.
        let start = async {
            pause(round).await;
            late.start(&app).await
        };
        let (started, changed) = tokio::join!(start, change);
        assert!(changed.unwrap());
        assert!(matches!(started, Ok(_) | Err(RuleError::PasswordChanged)), "round {round}: {started:?}");
        let left = storage.list_sessions(user.id, at).await.unwrap();
        assert!(left.len() == 1 && left[0].id == renewed.session.id, "round {round}: {left:?}");
    })
    .await;
}
