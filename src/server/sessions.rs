//! The rules of sessions: start, list, end.

use axum::http::HeaderValue;

use super::{
    AppState,
    client::Client,
    current::CurrentSession,
    failure::Failure,
    ids::{SessionId, UserId, generate_public_id},
    storage::Session,
};
use crate::{
    error::AppError,
    model::{DevicePage, DeviceView, PublicId},
};

/// Devices on one page of the list.
pub const PAGE_SIZE: u32 = 20;

/// What the browser is handed for a session that has started.
pub struct Started {
    /// The `Set-Cookie` with its token.
    pub cookie: HeaderValue,
}

/// A session for the device behind a request; not yet stored.
///
/// Its id is new at every sign-in (ASVS 7.2.4): nothing that a browser held before becomes it.
///
/// # Errors
/// If the system has no randomness to give.
pub fn new_session(state: &AppState, user_id: UserId, client: &Client) -> Result<Session, Failure> {
    let now = state.clock.now();
    Ok(Session {
        id: SessionId::generate()?,
        public_id: generate_public_id()?,
        user_id,
        user_agent: client.user_agent.clone(),
        device: client.device.clone(),
        ip_address: client.ip_address,
        location: state.locator.locate(client.ip_address),
        signed_in_at: now,
        last_active_at: now,
        expires_at: now.plus(state.config.session_lifetime),
    })
}

/// What the browser is handed for `session`.
///
/// # Errors
/// If the token can't be signed.
pub fn started(state: &AppState, session: &Session) -> Result<Started, Failure> {
    let (now, expires_at) = (session.signed_in_at, session.expires_at);
    let token = state.tokens.issue(session.user_id, &session.id, now, expires_at)?;
    Ok(Started { cookie: state.cookie.set(token, now, expires_at) })
}

/// A page (from 1) of the person's devices; a page past the last is the last.
///
/// # Errors
/// If the store does not answer.
pub async fn list(state: &AppState, current: &CurrentSession, page: u32) -> Result<DevicePage, Failure> {
    let now = state.clock.now();
    let user = current.session.user_id;
    let total = state.storage.count_sessions(user, now).await?;
    let pages = total.div_ceil(PAGE_SIZE).max(1);
    let page = page.clamp(1, pages);
    let offset = (page - 1) * PAGE_SIZE;
    let sessions = state.storage.list_sessions(user, &current.session.id, now, PAGE_SIZE, offset).await?;
    let devices = sessions.into_iter().map(|session| view(session, current)).collect();
    Ok(DevicePage { now, devices, total, page, pages })
}

/// One of the person's devices.
///
/// # Errors
/// If that person has no such device (whoever else may), or if the store does not answer.
pub async fn find(state: &AppState, current: &CurrentSession, device: &str) -> Result<DeviceView, Failure> {
    let id: PublicId = device.parse().map_err(|_| AppError::DeviceNotFound)?;
    let found = state.storage.find_device(current.session.user_id, &id, state.clock.now()).await?;
    found.map(|session| view(session, current)).ok_or_else(|| AppError::DeviceNotFound.into())
}

/// Signs one of the person's devices out.
///
/// # Errors
/// If that person has no such device (whoever else may), or if the store does not answer.
pub async fn end_device(state: &AppState, current: &CurrentSession, device: &str) -> Result<(), Failure> {
    let id: PublicId = device.parse().map_err(|_| AppError::DeviceNotFound)?;
    if !state.storage.end_device(current.session.user_id, &id).await? {
        return Err(AppError::DeviceNotFound.into());
    }
    tracing::info!(device = %id, by = %current.session.public_id, "a device was signed out");
    Ok(())
}

/// Signs all of the person's devices out but this one; how many they were.
///
/// # Errors
/// If the store does not answer.
pub async fn end_others(state: &AppState, current: &CurrentSession) -> Result<u64, Failure> {
    let ended = state.storage.end_other_sessions(current.session.user_id, &current.session.id).await?;
    tracing::info!(by = %current.session.public_id, ended, "all other devices were signed out");
    Ok(ended)
}

/// Signs this device out.
///
/// # Errors
/// If the store does not answer.
pub async fn end_current(state: &AppState, current: &CurrentSession) -> Result<(), Failure> {
    state.storage.end_session(&current.session.id).await?;
    tracing::info!(device = %current.session.public_id, "signed out");
    Ok(())
}

fn view(session: Session, current: &CurrentSession) -> DeviceView {
    DeviceView {
        current: session.id == current.session.id,
        name: session.device.name(),
        kind: session.device.kind,
        id: session.public_id,
        location: session.location,
        ip_address: session.ip_address.to_string(),
        signed_in_at: session.signed_in_at,
        last_active_at: session.last_active_at,
    }
}
