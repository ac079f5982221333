//! What housekeeping and the notes of activity do to the rows of many, beside what people do to their own:
//! nobody waits for another who waits for them.

use std::time::Duration;

use latchkey::{
    model::{EndReason, Precision},
    server::{
        rules::{self, RuleError},
        storage::{
            LinkPurpose, Refusal, RequestSource, Retention, Revocation, Session, SessionSelection, StorageError, User,
        },
    },
};

use super::{
    people::{link_of, recognised, with_device},
    rounds,
};
use crate::support::{SignIn, TestApp, actor};

/// Everything that was noted before now is old enough to be forgotten.
const NOTHING_KEPT: Retention = Retention { log: Duration::ZERO, addresses: Duration::ZERO };

/// Somebody with two devices and an expired session, with links, and with visits whose last row is not
/// the last: an index by time has them in another order than one by id.
async fn somebody(app: &TestApp, email: &str) -> (User, [Session; 2]) {
    let (storage, at) = (&app.state.storage, app.state.clock.now());
    let (user, one) = with_device(app, email).await;
    let other = recognised(app, &user).await;
    let mut expired = SignIn::of(app, &user);
    expired.session.expires_at = at;
    expired.start(app).await.unwrap();
    for (later, address) in [(1, [192, 0, 2, 1]), (2, [127, 0, 0, 1])] {
        let source = RequestSource { ip_address: address.into(), ..actor(&one).source };
        let at = at.plus(Duration::from_millis(later));
        rules::sessions::set_location(storage, &one.id, at, &source, &[]).await.unwrap();
    }
    for purpose in [LinkPurpose::Reset, LinkPurpose::Recognise] {
        let mut link = link_of(app, &user, purpose, Some(one.device_id.clone()));
        link.expires_at = at;
        rules::links::add_link(storage, &link, None, &[]).await.unwrap();
    }
    (user, [one, other])
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_another_who_waits_for_them() {
    let app = TestApp::start().await;
    let storage = &app.state.storage;
    Box::pin(rounds(async |round| {
        let (a, of_a) = somebody(&app, &format!("a{round}@example.com")).await;
        let (b, of_b) = somebody(&app, &format!("b{round}@example.com")).await;
        app.advance(Duration::from_secs(1));
        let now = app.state.clock.now();
        let sessions: Vec<_> = of_a.iter().chain(&of_b).collect();
        let activity: Vec<_> = sessions.iter().map(|session| (session.id.clone(), now)).collect();
        let tokens: Vec<_> =
            sessions.iter().rev().map(|session| (session.id.clone(), session.token.issued_at)).collect();
        let source = actor(&of_a[0]).source;
        let refused = Refusal { count: 1, first_at: now, last_at: now, source };
        let refusals: Vec<_> = sessions.iter().rev().map(|session| (session.id.clone(), refused.clone())).collect();

        let sign_out = async |user: &User| {
            let revocation = Revocation { reason: EndReason::Operator, at: now, by: None };
            rules::sessions::revoke(storage, SessionSelection::AllOf(user.id), revocation).await.map(drop)
        };
        let coarser = async |user: &User, session: &Session| {
            let by = actor(session);
            match rules::precision::set_precision(storage, user.id, Precision::None, &[], now, &by).await {
                Err(RuleError::ActorGone) => Ok(()),
                other => other,
            }
        };
        let delete = async {
            match rules::accounts::delete_user(storage, b.id, now, Some(&actor(&of_b[1]))).await {
                Err(RuleError::ActorGone) => Ok(()),
                other => other.map(drop),
            }
        };
        let people =
            async { tokio::join!(sign_out(&a), coarser(&a, &of_a[1]), sign_out(&b), coarser(&b, &of_b[0]), delete) };
        let housekeeping = async {
            tokio::join!(
                rules::sessions::touch(storage, &activity),
                rules::sessions::token_seen(storage, &tokens),
                rules::sessions::end_expired(storage, now, 100),
                rules::log::add_refusals(storage, &refusals),
                rules::log::purge_expired(storage, now, NOTHING_KEPT, 100),
                rules::log::purge_expired(storage, now, NOTHING_KEPT, 100),
            )
        };
        let (people, housekeeping) = tokio::join!(people, housekeeping);
        let of_people = [people.0, people.1, people.2, people.3, people.4];
        let rest: [Result<(), StorageError>; 6] = [
            housekeeping.0,
            housekeeping.1,
            housekeeping.2.map(drop),
            housekeeping.3,
            housekeeping.4.map(drop),
            housekeeping.5.map(drop),
        ];
        assert!(of_people.iter().all(Result::is_ok), "round {round}: {of_people:?}");
        assert!(rest.iter().all(Result::is_ok), "round {round}: {rest:?}");
    }))
    .await;
}
