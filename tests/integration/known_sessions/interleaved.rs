//! Whatever this process and others do, in whatever order: a check finds what the row says.

use std::time::Duration;

use latchkey::{
    model::{EndReason, Precision},
    server::{
        rules,
        storage::{Lock, Revocation, Session, SessionSelection, User},
    },
};
use proptest::prelude::*;

use super::check;
use crate::{
    races::people::{recognised, with_device},
    support::{Connection, TestApp, actor, sqlite_only},
};

const PEOPLE: usize = 3;

/// Something that happens; the numbers say to which session.
#[derive(Clone, Copy, Debug)]
enum Step {
    SignIn(usize),
    Touch(usize),
    Renew(usize),
    TokenSeen(usize),
    Lock(usize),
    Rename(usize),
    Coarser(usize),
    Revoke(usize),
    RevokeDevice(usize),
    RevokeOthers(usize),
    RevokeAllOf(usize),
    RevokeEverybody,
    Disable(usize),
    Enable(usize),
    DeleteUser(usize),
    EndExpired,
    /// A transaction of this process that comes to nothing.
    Abandon,
    /// Of many sessions in memory, few stay.
    Evict,
    /// By another connection.
    Elsewhere(&'static str, usize),
    Checkpoint(&'static str),
}

fn step() -> impl Strategy<Value = Step> {
    let index = 0_usize..12;
    let elsewhere = prop::sample::select(vec![
        "UPDATE sessions SET last_active_at = last_active_at + 1",
        "UPDATE sessions SET locked_at = 5",
        "DELETE FROM sessions",
        "UPDATE users SET disabled_at = 7",
        "UPDATE users SET email = email || 'x'",
        "UPDATE devices SET name = 'Elsewhere'",
        "UPDATE devices SET confirmed_at = NULL",
        "DELETE FROM users",
    ]);
    let checkpoint = prop::sample::select(vec!["PASSIVE", "FULL", "RESTART", "TRUNCATE"]);
    prop_oneof![
        2 => index.clone().prop_map(Step::SignIn),
        3 => index.clone().prop_map(Step::Touch),
        2 => index.clone().prop_map(Step::Renew),
        1 => index.clone().prop_map(Step::TokenSeen),
        1 => index.clone().prop_map(Step::Lock),
        1 => index.clone().prop_map(Step::Rename),
        1 => index.clone().prop_map(Step::Coarser),
        2 => index.clone().prop_map(Step::Revoke),
        1 => index.clone().prop_map(Step::RevokeDevice),
        1 => index.clone().prop_map(Step::RevokeOthers),
        1 => index.clone().prop_map(Step::RevokeAllOf),
        1 => Just(Step::RevokeEverybody),
        1 => index.clone().prop_map(Step::Disable),
        1 => index.clone().prop_map(Step::Enable),
        1 => index.clone().prop_map(Step::DeleteUser),
        1 => Just(Step::EndExpired),
        2 => Just(Step::Abandon),
        2 => Just(Step::Evict),
        4 => (elsewhere, index).prop_map(|(statement, index)| Step::Elsewhere(statement, index)),
        2 => checkpoint.prop_map(Step::Checkpoint),
    ]
}

/// Everybody who was ever there, and every session.
struct World {
    app: TestApp,
    people: Vec<User>,
    sessions: Vec<Session>,
    other: Connection,
}

impl World {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let (mut people, mut sessions) = (Vec::new(), Vec::new());
        for number in 0..PEOPLE {
            let (user, session) = with_device(&app, &format!("{number}@example.com")).await;
            sessions.push(session);
            sessions.push(recognised(&app, &user).await);
            people.push(user);
        }
        let other = app.connect().await;
        Self { app, people, sessions, other }
    }

    /// Does it; what is refused, since somebody is gone, is refused.
    async fn take(&mut self, step: Step) {
        let storage = &self.app.state.storage;
        let now = self.app.state.clock.now();
        let session = |index: usize| &self.sessions[index % self.sessions.len()];
        let revocation = Revocation { reason: EndReason::Operator, at: now, by: None };
        let revoke = async |selection| _ = rules::sessions::revoke(storage, selection, revocation).await;
        match step {
            Step::SignIn(index) => {
                let user = &self.people[index % self.people.len()];
                let found = storage.find_user_by_id(user.id).await.unwrap();
                if found.is_some_and(|user| user.disabled_at.is_none()) {
                    let session = recognised(&self.app, user).await;
                    self.sessions.push(session);
                }
            }
            Step::Touch(index) => {
                self.app.advance(Duration::from_secs(1));
                let now = self.app.state.clock.now();
                rules::sessions::touch(storage, &[(session(index).id.clone(), now)]).await.unwrap();
            }
            Step::Renew(index) => {
                let session = storage.find_session(&session(index).id).await.unwrap();
                if let Some(session) = session.map(|found| found.session) {
                    let from = session.token.issued_at;
                    assert!(rules::sessions::renew(storage, &session.id, from, from + 1).await.unwrap());
                }
            }
            Step::TokenSeen(index) => {
                let session = session(index);
                let seen = (session.id.clone(), session.token.issued_at);
                rules::sessions::token_seen(storage, &[seen]).await.unwrap();
            }
            Step::Lock(index) => {
                let session = session(index);
                _ = rules::sessions::set_locked(storage, session.user_id, &session.device_id, now, &actor(session))
                    .await;
            }
            Step::Rename(index) => {
                let session = session(index);
                let (user, device) = (session.user_id, &session.device_id);
                let name = Some("Renamed");
                _ = rules::devices::set_device_name(storage, user, device, name, now, &actor(session)).await;
            }
            Step::Coarser(index) => {
                let session = session(index);
                let by = actor(session);
                _ = rules::precision::set_precision(storage, session.user_id, Precision::None, &[], now, &by).await;
            }
            Step::Revoke(index) => revoke(SessionSelection::One(&session(index).id)).await,
            Step::RevokeDevice(index) => {
                let session = session(index);
                let devices = std::slice::from_ref(&session.device_id);
                revoke(SessionSelection::Devices(session.user_id, devices)).await;
            }
            Step::RevokeOthers(index) => {
                revoke(SessionSelection::Others(session(index).user_id, &session(index).id)).await;
            }
            Step::RevokeAllOf(index) => revoke(SessionSelection::AllOf(session(index).user_id)).await,
            Step::RevokeEverybody => revoke(SessionSelection::All).await,
            Step::Disable(index) | Step::Enable(index) => {
                let since = matches!(step, Step::Disable(_)).then_some(now);
                rules::accounts::set_disabled(storage, session(index).user_id, since, now).await.unwrap();
            }
            Step::DeleteUser(index) => {
                let session = session(index);
                _ = rules::accounts::delete_user(storage, session.user_id, now, Some(&actor(session))).await;
            }
            Step::EndExpired => _ = rules::sessions::end_expired(storage, now, 10).await.unwrap(),
            Step::Abandon => drop(storage.begin(Lock::Nothing).await.unwrap()),
            Step::Evict => {
                storage.keep_in_memory(1);
                storage.keep_in_memory(1000);
            }
            Step::Elsewhere(statement, index) => {
                let session = session(index);
                let which = match statement.split(' ').find(|word| ["sessions", "users", "devices"].contains(word)) {
                    Some("sessions") => format!("id = x'{}'", hex(session.id.as_bytes())),
                    Some("users") => format!("id = x'{}'", hex(session.user_id.as_bytes())),
                    _ => format!("id = '{}'", session.device_id),
                };
                // Without foreign keys, a session would stay without its person.
                self.other.execute("PRAGMA foreign_keys = 1").await;
                self.other.execute(&format!("{statement} WHERE {which}")).await;
            }
            Step::Checkpoint(kind) => _ = self.other.try_execute(&format!("PRAGMA wal_checkpoint({kind})")).await,
        }
    }

    /// Every check finds what the row says: from memory, from the row, and from memory again.
    async fn compare(&self, after: Step) {
        for session in &self.sessions {
            for _ in 0..2 {
                let checked = check(&self.app, session).await;
                let row = self.app.state.storage.find_session(&session.id).await.unwrap();
                assert_eq!(format!("{checked:?}"), format!("{row:?}"), "after {after:?}");
            }
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn a_check_finds_what_the_row_says_whatever_was_committed_by_whom(steps in prop::collection::vec(step(), 1..40)) {
        sqlite_only!(Ok(()));
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let mut world = World::new().await;
            for step in steps {
                // Checks go on meanwhile: what they read is kept at whatever moment that happens to be.
                let state = world.app.state.clone();
                let sessions = world.sessions.clone();
                let checks = tokio::spawn(async move {
                    for session in sessions.iter().cycle().take(2 * sessions.len()) {
                        state.storage.check_session(&session.id, session.user_id).await.unwrap();
                    }
                });
                world.take(step).await;
                checks.await.unwrap();
                world.compare(step).await;
            }
        });
    }
}
