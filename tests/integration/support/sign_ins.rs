//! Sign-ins without the time that a password takes.

use latchkey::{
    model::{EventKind, Persistence, Precision},
    server::{
        auth::{client::Client, password_hash::PasswordHash, session},
        ids::{DeviceSecret, Digest},
        rules::{self, RuleError, outgoing_mail::Attached},
        storage::{Event, NewSession, Session, StartedSession, User},
    },
};
use latchkey_user_agent::{Hints, identify};

use super::{FIREFOX, TestApp, actor};

/// A sign-in whose password was verified, and which is not stored yet.
pub struct SignIn {
    pub session: Session,
    pub cookie: Digest,
    pub is_recognised: bool,
    pub limit: u32,
    pub password_hash: PasswordHash,
    pub event: Event,
}

impl SignIn {
    /// In a browser that was never here.
    pub fn of(app: &TestApp, user: &User) -> Self {
        let session =
            session::new_session(&app.state, user.id, Precision::City, &browser(), Persistence::BrowserSession)
                .unwrap();
        let event = event(app, &session, EventKind::SignedIn);
        let cookie = DeviceSecret::generate().unwrap().digest(user.id);
        let password_hash = user.password_hash.clone();
        Self { session, cookie, is_recognised: false, limit: 1000, password_hash, event }
    }

    /// As the rules take it.
    pub fn new_session(&self) -> NewSession<'_> {
        NewSession {
            session: &self.session,
            cookie: Some(&self.cookie),
            browser: None,
            is_first: self.is_recognised,
            replaces: None,
            limit: self.limit,
            password_hash: &self.password_hash,
            event: &self.event,
        }
    }

    pub async fn start(&self, app: &TestApp) -> Result<StartedSession, RuleError> {
        rules::start::add_session(&app.state.storage, self.new_session(), |_| Attached::default()).await
    }
}

/// Something that the device of `session` does.
pub fn event(app: &TestApp, session: &Session, kind: EventKind) -> Event {
    Event::new(session.user_id, app.state.clock.now(), kind, &actor(session).source)
}

fn browser() -> Client {
    Client {
        user_agent: FIREFOX.to_owned(),
        device: identify(FIREFOX, &Hints::default()),
        ip_address: [127, 0, 0, 1].into(),
        language: None,
        current_session: None,
        device_cookie: None,
    }
}
