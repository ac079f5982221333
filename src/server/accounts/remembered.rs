//! What the sign-in page knows of a browser that is not signed in, by what the browser holds: its device cookie, and
//! the digest of the session that it had. Nobody else learns anything: both are of random bytes that only it has.

use crate::{
    model::{EndReason, Persistence, Timestamp},
    server::{
        auth::client::Client,
        email_address::EmailAddress,
        failure::Failure,
        ids::Digest,
        state::AppState,
        storage::{RememberedBrowser, SessionLeft},
    },
};

/// What the sign-in page begins with.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// The address of the account that was used last, where it may be shown.
    pub email: Option<EmailAddress>,
    /// Whether 'Keep me signed in' was chosen last.
    pub keeps: bool,
}

/// How the session of this browser ended.
#[derive(Clone, Debug)]
pub struct Ended {
    pub reason: EndReason,
    /// The device that ended it, if it was another and the person's own.
    pub by: Option<String>,
    pub at: Timestamp,
}

/// What is remembered of the browser of `client`.
///
/// # Errors
/// If the database does not answer.
pub async fn remembered(state: &AppState, client: &Client) -> Result<Remembered, Failure> {
    let Some(secret) = &client.device_cookie else { return Ok(Remembered::default()) };
    let Some(browser) = state.storage.find_browser(&secret.browser(), state.clock.now()).await? else {
        return Ok(Remembered::default());
    };
    Ok(Remembered {
        keeps: browser.persistence == Persistence::Persistent,
        email: shows_email(&browser).then_some(browser.email),
    })
}

/// Whether the address is filled in: only where its person wanted to stay signed in and did not leave by themselves.
/// 'Sign out' on the device itself is how one leaves a computer to somebody else, and so is closing a browser that
/// keeps nobody signed in.
fn shows_email(browser: &RememberedBrowser) -> bool {
    if browser.persistence != Persistence::Persistent || browser.is_shut_out {
        return false;
    }
    match (browser.session, browser.last_end) {
        (Some(left), _) => left == SessionLeft::Expired,
        (None, Some(EndReason::Idle | EndReason::Expired)) => true,
        // From elsewhere: it may be in other hands unless it is known to be theirs.
        (None, Some(EndReason::SignedOutRemotely | EndReason::PasswordChanged | EndReason::PasswordReset)) => {
            browser.is_recognised
        }
        (None, _) => false,
    }
}

/// How the session with this digest ended, as far as the person who held it may know.
///
/// # Errors
/// If the database does not answer.
pub async fn ended(state: &AppState, session: &Digest) -> Result<Option<Ended>, Failure> {
    let Some(ended) = state.storage.find_ended(session).await? else { return Ok(None) };
    let known = match ended.reason {
        // Its own person did that, and knows; or it wasn't theirs.
        EndReason::SignedOut | EndReason::Replaced | EndReason::Disowned | EndReason::EmailRestored => None,
        reason => Some(Ended { reason, by: ended.ended_by, at: ended.ended_at }),
    };
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn browser(persistence: Persistence, last_end: Option<EndReason>) -> RememberedBrowser {
        RememberedBrowser {
            email: "ada@example.com".parse().unwrap(),
            persistence,
            is_recognised: true,
            is_shut_out: false,
            session: None,
            last_end,
        }
    }

    #[test]
    fn an_address_is_filled_in_only_where_its_person_stayed_until_the_end() {
        let kept = |end| browser(Persistence::Persistent, Some(end));
        for end in [EndReason::Idle, EndReason::Expired, EndReason::SignedOutRemotely] {
            assert!(shows_email(&kept(end)), "{end:?}");
            assert!(!shows_email(&browser(Persistence::BrowserSession, Some(end))), "{end:?}");
            assert!(!shows_email(&browser(Persistence::Shared, Some(end))), "{end:?}");
            assert!(!shows_email(&RememberedBrowser { is_shut_out: true, ..kept(end) }), "{end:?}");
        }
        for end in [EndReason::SignedOut, EndReason::Disowned, EndReason::TokenReused, EndReason::Disabled] {
            assert!(!shows_email(&kept(end)), "{end:?}");
        }
        assert!(!shows_email(&RememberedBrowser { is_recognised: false, ..kept(EndReason::SignedOutRemotely) }));
        let left = |session| RememberedBrowser { session: Some(session), ..kept(EndReason::SignedOut) };
        assert!(shows_email(&left(SessionLeft::Expired)) && !shows_email(&left(SessionLeft::Live)));
    }
}
