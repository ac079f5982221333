//! Two who want one address at once.

use latchkey::{
    model::EventKind,
    server::{
        rules,
        storage::{EmailAvailability, EmailChange, Session},
    },
};

use super::{
    pause,
    people::{newcomer, next_link, with_device},
    rounds,
};
use crate::support::{SignIn, TestApp, actor, event};

/// Gives the account of a session another address.
async fn change(app: &TestApp, session: &Session, email: &str) -> EmailChange {
    let changed = event(app, session, EventKind::EmailChanged);
    let undo = next_link(app, &format!("undo {email} {}", session.device_id));
    let (user, email) = (session.user_id, email.parse().unwrap());
    rules::addresses::set_email(&app.state.storage, user, &email, &changed, &actor(session), undo, |_| Vec::new())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_accounts_that_want_one_address_one_gets_it() {
    let app = TestApp::start().await;
    rounds(async |round| {
        let (_, one) = with_device(&app, &format!("one{round}@example.com")).await;
        let (_, other) = with_device(&app, &format!("other{round}@example.com")).await;
        let wanted = format!("wanted{round}@example.com");
        let both = tokio::join!(change(&app, &one, &wanted), change(&app, &other, &wanted));
        assert!(
            matches!(
                both,
                (EmailChange::Changed { .. }, EmailChange::Taken) | (EmailChange::Taken, EmailChange::Changed { .. })
            ),
            "round {round}: {both:?}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_kept_for_the_one_who_leaves_it_is_nobody_elses() {
    let app = TestApp::start().await;
    rounds(async |round| {
        let left = format!("left{round}@example.com");
        let (_, session) = with_device(&app, &left).await;
        let sign_up = async {
            let user = newcomer(&app, &left);
            let first = SignIn { is_recognised: true, ..SignIn::of(&app, &user) };
            let signed_up = event(&app, &first.session, EventKind::SignedUp);
            rules::accounts::add_user(&app.state.storage, &user, &signed_up, Some(first.new_session())).await.unwrap()
        };
        let new = format!("new{round}@example.com");
        let (changed, signed_up) = tokio::join!(change(&app, &session, &new), sign_up);
        assert!(matches!(changed, EmailChange::Changed { undoable: true, .. }), "round {round}: {changed:?}");
        assert_eq!(signed_up, EmailAvailability::Taken, "round {round}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_taken_back_while_another_wants_it_goes_to_whom_it_was_kept_for() {
    let app = TestApp::start().await;
    rounds(async |round| {
        let kept = format!("kept{round}@example.com");
        let (_, owner) = with_device(&app, &kept).await;
        let (_, other) = with_device(&app, &format!("other{round}@example.com")).await;
        let changed = change(&app, &owner, &format!("new{round}@example.com")).await;
        assert!(matches!(changed, EmailChange::Changed { undoable: true, .. }), "round {round}: {changed:?}");
        // Taking back takes more statements.
        let want = async {
            pause(round).await;
            change(&app, &other, &kept).await
        };
        let both = tokio::join!(change(&app, &owner, &kept), want);
        assert!(matches!(both, (EmailChange::Changed { .. }, EmailChange::Taken)), "round {round}: {both:?}");
    })
    .await;
}
