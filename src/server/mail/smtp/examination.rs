//! Whether a mail server can be used: connects, encrypts and signs in as for an email, and sends none.

use std::time::Duration;

use lettre::transport::smtp::{
    Error,
    authentication::Mechanism,
    client::{AsyncSmtpConnection, Tls},
};
use tokio::time::timeout;

use super::SmtpServer;

/// How long connecting may take, and everything after it.
const CONNECTING: Duration = Duration::from_secs(10);
const TALKING: Duration = Duration::from_secs(20);

/// How far it got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    pub encrypted: bool,
    pub signed_in: bool,
}

/// Why the server can't be used. The words hold no password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreached {
    #[error("it can't be reached: {0}")]
    Connection(String),
    #[error("it doesn't offer STARTTLS, and without it nothing may be sent")]
    NoEncryption,
    #[error("the connection can't be encrypted: {0}")]
    Encryption(String),
    #[error("it refused the user or the password: {0}")]
    Credentials(String),
    #[error("it took too long to answer")]
    TooSlow,
}

impl SmtpServer {
    /// Its host and port.
    pub fn address(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// Connects, encrypts and signs in; sends nothing.
    ///
    /// # Errors
    /// What stands in the way, without the password.
    pub async fn examine(&self) -> Result<Reached, Unreached> {
        timeout(CONNECTING + TALKING, self.talk()).await.unwrap_or(Err(Unreached::TooSlow))
    }

    async fn talk(&self) -> Result<Reached, Unreached> {
        let words = |error: Error| self.without_secrets(&error.to_string());
        let tls = self.tls().map_err(|error| Unreached::Encryption(words(error)))?;
        let hello = self.hello_name();
        let wrapper = if let Tls::Wrapper(tls) = &tls { Some(tls.clone()) } else { None };
        let mut connection =
            AsyncSmtpConnection::connect_tokio1((&*self.host, self.port), Some(CONNECTING), &hello, wrapper, None)
                .await
                .map_err(|error| {
                    if error.is_tls() {
                        Unreached::Encryption(words(error))
                    } else {
                        Unreached::Connection(words(error))
                    }
                })?;
        match tls {
            Tls::Required(_) if !connection.can_starttls() => return Err(Unreached::NoEncryption),
            Tls::Required(tls) => {
                connection.starttls(tls, &hello).await.map_err(|error| Unreached::Encryption(words(error)))?;
            }
            Tls::Opportunistic(tls) if connection.can_starttls() => {
                connection.starttls(tls, &hello).await.map_err(|error| Unreached::Encryption(words(error)))?;
            }
            Tls::Opportunistic(_) | Tls::Wrapper(_) | Tls::None => {}
        }
        let encrypted = connection.is_encrypted();
        let credentials = self.credentials();
        if let Some(credentials) = &credentials {
            let signed_in = connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await;
            signed_in.map_err(|error| Unreached::Credentials(words(error)))?;
        }
        // That it doesn't say goodbye changes nothing.
        _ = connection.quit().await;
        Ok(Reached { encrypted, signed_in: credentials.is_some() })
    }
}
