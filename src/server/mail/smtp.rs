//! The mail server's URL: where it is, who signs in there, and how the connection is encrypted.

mod examination;

use base64::{Engine, engine::general_purpose::STANDARD};
use lettre::{
    AsyncSmtpTransport, Tokio1Executor,
    transport::smtp::{
        Error,
        authentication::Credentials,
        client::{Tls, TlsParameters},
        extension::ClientId,
    },
};
use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

pub use self::examination::{Reached, Unreached};
use crate::server::email_address::ascii_domain;

/// Encrypted from the first byte (RFC 8314, section 3.3).
const SUBMISSIONS: u16 = 465;
/// For those who sign in (RFC 6409, section 3.1).
const SUBMISSION: u16 = 587;
/// Between servers.
const RELAY: u16 = 25;

/// How the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// From the first byte.
    Implicit,
    /// By STARTTLS, or nothing is sent.
    Required,
    /// STARTTLS where the server offers it, without checking its certificate (RFC 7435): an attacker in between
    /// could hide the offer anyway, so checking would be no help.
    Opportunistic,
    /// Not at all.
    Plain,
}

/// A mail server, read from its URL.
#[derive(Clone, Debug)]
pub struct SmtpServer {
    host: String,
    port: u16,
    encryption: Encryption,
    credentials: Option<(String, SecretString)>,
    /// What to call ourselves, where it isn't the machine's name: the path of the URL.
    hello: Option<String>,
}

impl SmtpServer {
    /// Reads `smtp[s]://[user:password@]host[:port][?tls=required|opportunistic|none]`.
    ///
    /// # Errors
    /// What is wrong with it, without quoting any of it: there is a password in it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let begins = "it must begin with smtp:// or smtps:// and a host";
        let url: Url = text.parse().map_err(|_| begins)?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(begins)?;
        let host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
            Some(address) => address.to_owned(),
            None => ascii_domain(&decode(host)?).ok_or("its host is no name of a server")?,
        };
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (user, Some(password)) if !user.is_empty() => Some((decode(user)?, decode(password)?.into())),
            _ => return Err("a user needs a password, and a password a user".into()),
        };
        let encryption = encryption(&url, credentials.is_some(), begins)?;
        let port = match encryption {
            Encryption::Implicit => SUBMISSIONS,
            Encryption::Required => SUBMISSION,
            _ if credentials.is_some() => SUBMISSION,
            _ => RELAY,
        };
        let hello = Some(url.path().trim_matches('/')).filter(|name| !name.is_empty()).map(str::to_owned);
        Ok(Self { host, port: url.port().unwrap_or(port), encryption, credentials, hello })
    }

    /// How the connection is encrypted.
    pub fn encryption(&self) -> Encryption {
        self.encryption
    }

    /// What sends through it.
    ///
    /// # Errors
    /// If the host can't stand in a certificate.
    pub fn transport(&self) -> Result<AsyncSmtpTransport<Tokio1Executor>, Error> {
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&self.host)
            .port(self.port)
            .tls(self.tls()?)
            .hello_name(self.hello_name());
        if let Some(credentials) = self.credentials() {
            builder = builder.credentials(credentials);
        }
        Ok(builder.build())
    }

    fn tls(&self) -> Result<Tls, Error> {
        let tls = |is_checked: bool| {
            TlsParameters::builder(self.host.clone()).dangerous_accept_invalid_certs(!is_checked).build_rustls()
        };
        Ok(match self.encryption {
            Encryption::Implicit => Tls::Wrapper(tls(true)?),
            Encryption::Required => Tls::Required(tls(true)?),
            Encryption::Opportunistic => Tls::Opportunistic(tls(false)?),
            Encryption::Plain => Tls::None,
        })
    }

    fn credentials(&self) -> Option<Credentials> {
        let (user, password) = self.credentials.as_ref()?;
        Some(Credentials::new(user.clone(), password.expose_secret().to_owned()))
    }

    fn hello_name(&self) -> ClientId {
        self.hello.clone().map_or_else(ClientId::default, ClientId::Domain)
    }

    /// What a server answered, without the password: some quote what they didn't understand.
    pub fn without_secrets(&self, text: &str) -> String {
        let Some((user, password)) = &self.credentials else { return text.to_owned() };
        let password = password.expose_secret();
        let plain = STANDARD.encode(format!("\0{user}\0{password}"));
        let login = STANDARD.encode(password);
        let secrets = [plain.trim_end_matches('='), login.trim_end_matches('='), password];
        secrets
            .iter()
            .filter(|secret| !secret.is_empty())
            .fold(text.to_owned(), |text, secret| text.replace(secret, "…"))
    }
}

/// With a password it is required: plain only by an explicit word.
fn encryption(url: &Url, has_password: bool, begins: &str) -> Result<Encryption, String> {
    let mut word = None;
    for (name, value) in url.query_pairs() {
        if name != "tls" || word.replace(value).is_some() {
            return Err("it takes one parameter, tls".into());
        }
    }
    match (url.scheme(), word.as_deref()) {
        ("smtps", None | Some("required")) => Ok(Encryption::Implicit),
        ("smtps", Some(_)) => Err("smtps:// is always encrypted: leave tls out".into()),
        ("smtp", None) if has_password => Ok(Encryption::Required),
        ("smtp", Some("opportunistic")) if has_password => {
            Err("tls=opportunistic may send the password in clear: say required, or none if that is meant".into())
        }
        ("smtp", None | Some("opportunistic")) => Ok(Encryption::Opportunistic),
        ("smtp", Some("required")) => Ok(Encryption::Required),
        ("smtp", Some("none")) => Ok(Encryption::Plain),
        ("smtp", Some(_)) => Err("tls must be required, opportunistic or none".into()),
        _ => Err(begins.to_owned()),
    }
}

fn decode(text: &str) -> Result<String, String> {
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| "it isn't UTF-8")?;
    Ok(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_never_sent_in_clear_but_by_an_explicit_word() {
        use Encryption::{Implicit, Opportunistic, Plain, Required};
        for (url, encryption, port) in [
            ("smtp://mail.example.com", Opportunistic, 25),
            ("smtp://mail.example.com:2525", Opportunistic, 2525),
            ("smtp://mail.example.com?tls=required", Required, 587),
            ("smtp://mail.example.com?tls=none", Plain, 25),
            ("smtp://u:p@mail.example.com", Required, 587),
            ("smtp://u:p@mail.example.com:25", Required, 25),
            ("smtp://u:p@mail.example.com?tls=required", Required, 587),
            ("smtp://u:p@mail.example.com?tls=none", Plain, 587),
            ("smtps://u:p@mail.example.com", Implicit, 465),
            ("smtps://mail.example.com", Implicit, 465),
        ] {
            let server = SmtpServer::parse(url).unwrap();
            assert_eq!((server.encryption, server.port), (encryption, port), "{url}");
            assert!(server.transport().is_ok(), "{url}");
        }
    }

    #[test]
    fn what_may_be_meant_in_two_ways_is_refused_without_quoting_it() {
        for url in [
            "smtp://u:hunter2@mail.example.com?tls=opportunistic",
            "smtps://u:hunter2@mail.example.com?tls=none",
            "smtp://u:hunter2@mail.example.com?tls=perhaps",
            "smtp://u:hunter2@mail.example.com?tsl=none",
            "smtp://u:hunter2@mail.example.com?tls=none&tls=required",
            "smtp://hunter2@mail.example.com",
            "smtp://:hunter2@mail.example.com",
            "smtp//u:hunter2@mail.example.com",
            "http://u:hunter2@mail.example.com",
            "smtp://u:hunter2@",
        ] {
            let wrong = SmtpServer::parse(url).unwrap_err();
            assert!(!wrong.contains("hunter2"), "{wrong}");
        }
    }

    #[tokio::test]
    async fn hosts_are_names_in_any_script_and_addresses() {
        for (url, host) in [
            ("smtp://bücher.example", "xn--bcher-kva.example"),
            ("smtps://[::1]:4650", "::1"),
            ("smtp://127.0.0.1:25", "127.0.0.1"),
        ] {
            let server = SmtpServer::parse(url).unwrap();
            assert_eq!(server.host, host);
            assert!(server.transport().is_ok(), "{url}");
        }
    }

    #[test]
    fn what_a_server_quotes_is_logged_without_the_password() {
        let server = SmtpServer::parse("smtp://ada:p%40ss%20word@mail.example.com").unwrap();
        let plain = STANDARD.encode("\0ada\0p@ss word");
        let login = STANDARD.encode("p@ss word");
        for secret in ["p@ss word", &plain, &login] {
            let shown = server.without_secrets(&format!("502 not understood: {secret} again"));
            assert!(!shown.contains(secret) && shown.starts_with("502 not understood: …"), "{shown}");
        }
    }
}
