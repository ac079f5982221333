//! Creating an account.

use secrecy::SecretString;

use super::{
    emails::{self, Link, Site},
    handed::{Cookies, cookies, device_secret, new_session},
    links::{unsaved_link, with_new_secret},
};
use crate::{
    error::AppError,
    model::{EventKind, Persistence, Precision},
    server::{
        auth::{client::Client, password::Lane, session, throttle::network},
        config::SignUp,
        email_address::EmailAddress,
        failure::Failure,
        ids::{Digest, UserId},
        mail::{Kind, Sender},
        rules,
        state::AppState,
        storage::{EmailAvailability, Event, LinkPurpose, MailLink, NewSession, User},
    },
};

/// The outcome of a sign-up.
pub enum SignedUp {
    /// This device is signed in; the browser gets these cookies.
    In(Cookies),
    /// An email was sent, to the new address or to the holder of a taken one.
    EmailSent,
}

/// Creates an account and signs this device in to it; or sends a link that does so.
///
/// # Errors
/// If the address is malformed or taken, the password is not good enough, sign-up is closed, or the server is busy.
pub async fn sign_up(
    state: &AppState,
    email: &str,
    password: SecretString,
    client: Client,
) -> Result<SignedUp, Failure> {
    let mode = state.config.sign_up();
    if mode == SignUp::Closed {
        return Err(AppError::SignUpClosed.into());
    }
    state.throttle.admit_address(client.ip_address)?;
    let email: EmailAddress = email.parse().map_err(|_| AppError::EmailInvalid)?;
    let password_hash = state.passwords.hash_new(password, &email, Lane::Stranger(client.ip_address)).await?;
    let precision = Precision::default();
    let user = User {
        id: UserId::generate()?,
        email,
        password_hash,
        created_at: state.clock.now(),
        disabled_at: None,
        precision,
        language: client.language,
    };
    if mode == SignUp::Confirm {
        send_sign_up(state, user, &client)?;
        return Ok(SignedUp::EmailSent);
    }
    add(state, &user, &client, None).await.map(SignedUp::In)
}

/// Adds the user, and signs this device in; by a link, if one confirms the address.
pub async fn add(state: &AppState, user: &User, client: &Client, link: Option<&Digest>) -> Result<Cookies, Failure> {
    let session = session::new_session(state, user.id, user.precision, client, Persistence::BrowserSession)?;
    let source = client.source(state, user.precision);
    let [signed_up, signed_in] =
        [EventKind::SignedUp, EventKind::SignedIn].map(|kind| Event::new(user.id, user.created_at, kind, &source));
    let secret = device_secret(client)?;
    let digest = secret.digest(user.id);
    let new = NewSession {
        cookie: Some(&digest),
        browser: Some(secret.browser()),
        is_first: true,
        ..new_session(state, &session, user, client, &signed_in)
    };
    let cookies = cookies(state, &session, client, &secret)?;
    let address = match link {
        None => rules::accounts::add_user(&state.storage, user, &signed_up, Some(new)).await?,
        Some(link) => {
            let added = rules::links::confirm_sign_up(&state.storage, link, user, &signed_up, new).await?;
            added.ok_or(AppError::LinkInvalid)?
        }
    };
    match address {
        EmailAvailability::Taken => Err(AppError::EmailTaken.into()),
        EmailAvailability::Free => {
            tracing::info!(device = %session.device_id, "signed up");
            Ok(cookies)
        }
    }
}

/// Sends a link that creates `user`'s account or, if the address has one, a notice to its holder. Both in the
/// background: the response is the same (ASVS 6.3.8).
///
/// # Errors
/// If too many were requested from this network.
fn send_sign_up(state: &AppState, user: User, client: &Client) -> Result<(), Failure> {
    state.mailer.admit_network(Kind::SignUp, client.ip_address)?;
    let (task, sender) = (state.clone(), Sender::Network(network(client.ip_address)));
    state.spawn_background("an email for a sign-up", async move {
        let state = task;
        if !state.mailer.admit(Kind::SignUp, &user.email) {
            return Ok(());
        }
        let holder = state.storage.find_user(&user.email).await?;
        let link = MailLink {
            password_hash: Some(user.password_hash),
            ..unsaved_link(&state, LinkPurpose::SignUp, None, user.email.clone())
        };
        // Kept in any case, and sent only where the address is free: what is written must not tell.
        let (url, link) = with_new_secret(&state, link)?;
        let language = holder.as_ref().map_or(user.language, |holder| holder.language);
        let site = Site::of(&state.config, language);
        let content = match holder {
            Some(_) => emails::already_signed_up(&site, &user.email, Kind::SignUp),
            None => emails::confirm_sign_up(&site, Link { url: &url, expires_at: link.expires_at }),
        };
        let email = state.mailer.write(sender, None, &user.email, &content);
        rules::links::add_link(&state.storage, &link, None, email.as_slice()).await?;
        state.mailer.wake();
        Ok::<_, Failure>(())
    });
    Ok(())
}
