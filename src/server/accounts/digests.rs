//! One email about several sign-ins, where they came too close to each other for one each.

use super::emails::{self, SignIn, Site};
use crate::server::{
    email_address::EmailAddress,
    ids::UserId,
    mail::Sender,
    rules::unreported,
    state::AppState,
    storage::{OutgoingEmail, StorageError, UnreportedSignIn},
};

/// Reports what was collected for long enough.
///
/// # Errors
/// If the database does not answer.
pub async fn report_sign_ins(state: &AppState) -> Result<(), StorageError> {
    for user in unreported::due(&state.storage, state.clock.now()).await? {
        let emails = |email: &EmailAddress, language, sign_ins: &[UnreportedSignIn]| {
            write(state, &Site::of(&state.config, language), user, email, sign_ins)
        };
        let count = unreported::report(&state.storage, user, emails).await?;
        if count > 0 {
            tracing::info!(count, "sign-ins that came close to each other were reported in one email");
            state.mailer.wake();
        }
    }
    Ok(())
}

fn write(
    state: &AppState,
    site: &Site,
    user: UserId,
    email: &EmailAddress,
    sign_ins: &[UnreportedSignIn],
) -> Vec<OutgoingEmail> {
    let sign_ins: Vec<_> = sign_ins.iter().cloned().map(SignIn::from).collect();
    let content = emails::more_devices(site, email, &sign_ins);
    state.mailer.write(Sender::Recipient, Some(user), email, &content).into_iter().collect()
}

impl From<UnreportedSignIn> for SignIn {
    fn from(UnreportedSignIn { device_name, location, flags, at, .. }: UnreportedSignIn) -> Self {
        Self { device: device_name, location, flags, at }
    }
}
