//! The devices of the demo: what they are, where, and in which state.

use std::{net::IpAddr, sync::Arc, time::Duration};

use latchkey_user_agent::{Hints, identify};
use secrecy::SecretString;

use crate::{
    error::AppError,
    model::{EndReason, Persistence, PublicId, Timestamp},
    server::{
        accounts,
        auth::client::Client,
        clock::Clock,
        email_address::EmailAddress,
        failure::Failure,
        ids::UserId,
        rules,
        state::AppState,
        storage::{Actor, RequestSource, Revocation, Session, SessionSelection},
    },
};

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// What became of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Recognised,
    Locked,
    SignedOut,
    /// It waits for the answer to 'Was this you?'.
    Unanswered,
}

/// A device.
struct Seed {
    agent: &'static str,
    /// Of networks that location databases know.
    address: [u8; 4],
    persistence: Persistence,
    name: Option<&'static str>,
    /// How long ago it signed in, and was last active.
    signed_in: Duration,
    active: Duration,
    state: State,
}

/// The oldest first: that one makes the account. The second is the one that acts.
const SEEDS: [Seed; 6] = [
    Seed {
        agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
        address: [81, 2, 69, 142],
        persistence: Persistence::BrowserSession,
        name: Some("Work laptop"),
        signed_in: Duration::from_hours(40 * 24),
        active: Duration::from_hours(2),
        state: State::Recognised,
    },
    Seed {
        agent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
        address: [2, 125, 160, 216],
        persistence: Persistence::Persistent,
        name: None,
        signed_in: Duration::from_hours(33 * 24),
        active: Duration::from_mins(4),
        state: State::Recognised,
    },
    Seed {
        agent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
        address: [81, 2, 69, 160],
        persistence: Persistence::Persistent,
        name: None,
        signed_in: Duration::from_hours(21 * 24),
        active: Duration::from_hours(3 * 24),
        state: State::Recognised,
    },
    Seed {
        agent: "Mozilla/5.0 (SMART-TV; LINUX; Tizen 8.0) AppleWebKit/537.36 (KHTML, like Gecko) Version/8.0 TV Safari/537.36",
        address: [89, 160, 20, 112],
        persistence: Persistence::Persistent,
        name: Some("TV in the holiday house"),
        signed_in: Duration::from_hours(9 * 24),
        active: Duration::from_hours(5 * 24),
        state: State::Locked,
    },
    Seed {
        agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",
        address: [216, 160, 83, 56],
        persistence: Persistence::BrowserSession,
        name: None,
        signed_in: Duration::from_hours(26),
        active: Duration::from_hours(22),
        state: State::SignedOut,
    },
    Seed {
        agent: "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36",
        address: [175, 16, 199, 0],
        persistence: Persistence::BrowserSession,
        name: None,
        signed_in: Duration::from_mins(12),
        active: Duration::from_mins(9),
        state: State::Unanswered,
    },
];

/// What there is now.
pub struct Seeded {
    pub user: UserId,
    pub devices: Vec<PublicId>,
    /// The device that answers for new ones.
    pub answers: PublicId,
}

/// Makes the account and the devices.
///
/// # Errors
/// If one can't be stored.
pub async fn sow(state: &AppState, email: &str, password: &SecretString) -> Result<Seeded, Failure> {
    let now = state.clock.now();
    let mut sessions: Vec<Session> = Vec::new();
    for seed in &SEEDS {
        let session = sign_in(state, email, password, seed, now, sessions.is_empty()).await?;
        if seed.state != State::Unanswered
            && let Some(first) = sessions.first()
        {
            let confirmed_at = session.signed_in_at.plus(5 * MINUTE);
            let ids = std::slice::from_ref(&session.device_id);
            rules::devices::confirm_devices(&state.storage, session.user_id, ids, confirmed_at, &actor(first)).await?;
        }
        sessions.push(session);
    }
    let phone = &sessions[1];
    for (seed, session) in SEEDS.iter().zip(&sessions) {
        let (user, device) = (session.user_id, &session.device_id);
        rules::sessions::touch(&state.storage, &[(session.id.clone(), now.minus(seed.active))]).await?;
        if let Some(name) = seed.name {
            let at = session.signed_in_at.plus(HOUR);
            rules::devices::set_device_name(&state.storage, user, device, Some(name), at, &actor(phone)).await?;
        }
        match seed.state {
            State::Recognised | State::Unanswered => {}
            State::Locked => {
                rules::sessions::set_locked(&state.storage, user, device, now.minus(2 * DAY), &actor(phone)).await?;
            }
            State::SignedOut => {
                let by = actor(phone);
                let (reason, at) = (EndReason::SignedOutRemotely, now.minus(20 * HOUR));
                let selection = SessionSelection::Devices(user, std::slice::from_ref(device));
                rules::sessions::revoke(&state.storage, selection, Revocation { reason, at, by: Some(&by) }).await?;
            }
        }
    }
    let devices = sessions.iter().map(|session| session.device_id.clone()).collect();
    Ok(Seeded { user: phone.user_id, devices, answers: phone.device_id.clone() })
}

/// Has a device sign up or in, at its time.
async fn sign_in(
    state: &AppState,
    email: &str,
    password: &SecretString,
    seed: &Seed,
    now: Timestamp,
    is_first: bool,
) -> Result<Session, Failure> {
    let moment = now.minus(seed.signed_in);
    let client = Client {
        user_agent: seed.agent.to_owned(),
        device: identify(seed.agent, &Hints::default()),
        ip_address: IpAddr::from(seed.address),
        current_session: None,
        language: None,
        device_cookie: None,
    };
    let then = at(state, moment);
    if is_first {
        accounts::sign_up(&then, email, password.clone(), client).await?;
    } else {
        accounts::sign_in(&then, email, password.clone(), seed.persistence, client).await?;
    }
    let email: EmailAddress = email.parse().map_err(|_| AppError::EmailInvalid)?;
    let user = state.storage.find_user(&email).await?.ok_or(AppError::Internal)?;
    let sessions = state.storage.list_sessions(user.id, moment).await?;
    let session = sessions.into_iter().find(|session| session.signed_in_at == moment);
    Ok(session.ok_or(AppError::Internal)?)
}

/// A device that does something.
pub fn actor(session: &Session) -> Actor {
    Actor { session: session.id.clone(), source: RequestSource::of(session), reauthentication: None }
}

/// A clock that stands still.
struct At(Timestamp);

impl Clock for At {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// The same server at another time.
fn at(state: &AppState, moment: Timestamp) -> AppState {
    let mut state = state.clone();
    state.clock = Arc::new(At(moment));
    state
}
