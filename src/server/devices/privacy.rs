//! How precisely locations are stored.

use secrecy::SecretString;

use crate::{
    model::{Precision, Privacy},
    server::{
        auth::{current::CurrentSession, reauth},
        failure::Failure,
        rules,
        state::AppState,
    },
};

/// How precisely the person's locations are stored, and what is seen of this device.
pub fn privacy(state: &AppState, current: &CurrentSession) -> Privacy {
    Privacy {
        precision: current.precision,
        ip_address: current.ip_address.to_string(),
        location: current.source(state).location.label.in_language(current.language),
    }
}

/// Sets how precisely locations are stored, and coarsens those already stored.
///
/// # Errors
/// If the password wasn't entered recently, this device has been signed out, or the database does not answer.
pub async fn set_precision(
    state: &AppState,
    current: &CurrentSession,
    precision: Precision,
    password: Option<SecretString>,
) -> Result<(), Failure> {
    // Storing less erases evidence of a thief.
    let actor = reauth::require_recent(state, current, password).await?;
    state.throttle.admit_change(&current.session)?;
    let (user, now) = (current.session.user_id, state.clock.now());
    let mut addresses: Vec<_> = state
        .storage
        .list_locations(user, None, u32::MAX)
        .await?
        .iter()
        .filter_map(|record| record.ip_address)
        .collect();
    addresses.extend(state.storage.list_sessions(user, now).await?.iter().map(|session| session.ip_address));
    addresses.sort_unstable();
    addresses.dedup();
    let locations: Vec<_> =
        addresses.into_iter().map(|address| (address, state.locations.locate(address, precision))).collect();
    rules::precision::set_precision(&state.storage, user, precision, &locations, now, &actor).await?;
    Ok(())
}
