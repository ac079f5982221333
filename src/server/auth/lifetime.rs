//! How long sessions and their tokens are valid. Pure functions: the time is an argument.

use std::time::Duration;

use crate::{
    model::{EndReason, Timestamp},
    server::storage::{Session, TokenState},
};

/// How long a token stays valid after its successor was handed out: requests sent with it in the meantime are still
/// answered.
pub const GRACE: Duration = Duration::from_mins(1);

/// The status of a token of a live session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenStatus {
    /// It is the newest.
    Good,
    /// It is the newest, and a successor is due.
    Due,
    /// It has a successor that the browser may not have yet: it is handed out again.
    Succeeded,
    /// It had a successor that was used: there are two copies, and one is somebody else's.
    Reused,
    /// The session never had such a token.
    Unknown,
}

/// The status `now` of the token with this `iat`.
///
/// A successor is due after two thirds of a token's `lifetime`. The previous one stays valid for [`GRACE`], and in
/// any case until its successor has come back once: a response may get lost.
///
/// A token from the future was issued while the clock was ahead. Its row still vouches for it, so it is replaced at
/// once instead of refused until the clock has caught up. It is then the previous one, although its `iat` is later.
pub fn token_status(state: TokenState, iat: i64, now: Timestamp, lifetime: Duration) -> TokenStatus {
    let issued = Timestamp::from_seconds(state.issued_at);
    if iat == state.issued_at {
        let due = now.since(issued) >= lifetime * 2 / 3 || issued.since(now) > GRACE;
        if due { TokenStatus::Due } else { TokenStatus::Good }
    } else if state.previous_at == Some(iat) {
        // Near its successor on either side: clocks are set back by a little, too.
        let crossing = now.since(issued).max(issued.since(now)) < GRACE;
        if !state.seen || crossing { TokenStatus::Succeeded } else { TokenStatus::Reused }
    } else if iat > state.issued_at {
        TokenStatus::Unknown
    } else {
        TokenStatus::Reused
    }
}

/// Why `session` has ended by `now`, if it has (ASVS 7.3.1 and 7.3.2).
pub fn end_reason(session: &Session, now: Timestamp) -> Option<EndReason> {
    if session.expires_at <= now {
        Some(EndReason::Expired)
    } else if session.last_active_at.plus(session.idle_timeout) <= now {
        Some(EndReason::Idle)
    } else {
        None
    }
}

/// Whether the password was entered recently. A time in the future doesn't count: the clock was set back.
pub fn is_reauthenticated(reauthenticated_at: Timestamp, now: Timestamp, lifetime: Duration) -> bool {
    reauthenticated_at <= now && now.since(reauthenticated_at) <= lifetime
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIFETIME: Duration = Duration::from_mins(15);
    const STATE: TokenState = TokenState { issued_at: 10_000, previous_at: Some(9_000), seen: true };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    #[test]
    fn the_newest_token_is_good_and_after_a_while_due() {
        assert_eq!(token_status(STATE, 10_000, at(10_000), LIFETIME), TokenStatus::Good);
        assert_eq!(token_status(STATE, 10_000, at(10_599), LIFETIME), TokenStatus::Good);
        assert_eq!(token_status(STATE, 10_000, at(10_600), LIFETIME), TokenStatus::Due);
        assert_eq!(
            token_status(STATE, 10_000, at(999_999), LIFETIME),
            TokenStatus::Due,
            "expired or not: the session lives"
        );
    }

    #[test]
    fn a_token_from_the_future_is_replaced_and_is_then_the_one_before() {
        assert_eq!(
            token_status(STATE, 10_000, at(9_990), LIFETIME),
            TokenStatus::Good,
            "a clock that was set back by a little"
        );
        assert_eq!(token_status(STATE, 10_000, at(2_800), LIFETIME), TokenStatus::Due);
        let replaced = TokenState { issued_at: 2_800, previous_at: Some(10_000), seen: false };
        assert_eq!(token_status(replaced, 10_000, at(2_900), LIFETIME), TokenStatus::Succeeded);
        let seen = TokenState { seen: true, ..replaced };
        assert_eq!(token_status(seen, 10_000, at(2_801), LIFETIME), TokenStatus::Succeeded);
        assert_eq!(
            token_status(seen, 10_000, at(2_860), LIFETIME),
            TokenStatus::Reused,
            "a copy is a sign of theft as ever"
        );
        assert_eq!(
            token_status(seen, 9_000, at(2_801), LIFETIME),
            TokenStatus::Unknown,
            "and no other from then counts"
        );
    }

    #[test]
    fn the_one_before_is_good_for_a_grace_and_then_a_sign_of_theft() {
        assert_eq!(token_status(STATE, 9_000, at(10_059), LIFETIME), TokenStatus::Succeeded);
        assert_eq!(token_status(STATE, 9_000, at(10_060), LIFETIME), TokenStatus::Reused);
    }

    #[test]
    fn the_one_before_stays_good_until_its_successor_has_come_back() {
        let unseen = TokenState { seen: false, ..STATE };
        assert_eq!(token_status(unseen, 9_000, at(500_000), LIFETIME), TokenStatus::Succeeded);
    }

    #[test]
    fn older_ones_are_a_sign_of_theft_and_younger_ones_never_were() {
        for seen in [true, false] {
            assert_eq!(token_status(TokenState { seen, ..STATE }, 8_000, at(10_001), LIFETIME), TokenStatus::Reused);
            assert_eq!(token_status(TokenState { seen, ..STATE }, 10_001, at(10_001), LIFETIME), TokenStatus::Unknown);
        }
    }

    #[test]
    fn a_reauthentication_counts_ten_minutes_and_never_from_the_future() {
        let is_reauthenticated = |now| is_reauthenticated(at(1000), at(now), Duration::from_mins(10));
        assert!(is_reauthenticated(1000) && is_reauthenticated(1600));
        assert!(!is_reauthenticated(1601) && !is_reauthenticated(999));
    }
}
