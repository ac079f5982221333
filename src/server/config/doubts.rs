//! Settings that are each valid, but together probably not what was meant.

use secrecy::ExposeSecret;
use url::{Host, Url};

use super::Config;
use crate::{
    model::Language,
    server::mail::{Encryption, SmtpServer},
    texts::length,
};

/// Something that is probably not what was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What it is about, in a word or two.
    pub about: &'static str,
    /// What is the case, naming the settings.
    pub what: String,
    pub advice: &'static str,
}

impl Config {
    /// What is probably not meant as it is set. The server starts all the same, and logs it.
    pub fn doubts(&self) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        let mut doubt = |about, what: String, advice| doubts.push(Doubt { about, what, advice });
        let url = self.public_url();
        if !self.links_lead_here() {
            let what = format!(
                "--public-url is not set: links in emails lead to {url}, which only this machine can reach (--listen is {})",
                self.listen
            );
            doubt("public URL", what, "set --public-url to the URL that people use");
        } else if self.smtp_url.is_some() && self.public_url.is_none() {
            let what = format!("--public-url is not set: links in emails lead to {url}");
            doubt("public URL", what, "set it to the URL that people use");
        }
        if url.scheme() == "http" && !is_local(&url) {
            let what = format!("{url} is not encrypted: passwords and cookies can be read on their way");
            doubt("public URL", what, "put a proxy with TLS in front, and set --public-url to https://…");
        }
        if self.https() && self.trusted_proxies.are_none() {
            doubt(
                "proxies",
                "--trusted-proxies is not set: all requests seem to come from the proxy that terminates TLS, so people \
                 share its limits, and locations are wrong"
                    .to_owned(),
                "set it to the proxy's address",
            );
        }
        if self.trusted_proxies.are_everybody() {
            let what = "--trusted-proxies has every address: anyone can claim to be anywhere".to_owned();
            doubt("proxies", what, "name only the proxies' own addresses");
        }
        for (flag, time) in [
            ("--idle-timeout", self.idle_timeout),
            ("--kept-idle-timeout", self.kept_idle_timeout),
            ("--shared-lifetime", self.shared_lifetime),
        ] {
            if time > self.absolute_lifetime {
                let [time, end] = [time, self.absolute_lifetime].map(|time| length(Language::En, time));
                let what = format!("{flag} is {time}, but --absolute-lifetime ends every session after {end}");
                doubt("lifetimes", what, "shorten the one or lengthen the other");
            }
        }
        if let Some(server) = self.smtp_url.as_ref().and_then(|url| SmtpServer::parse(url.expose_secret()).ok()) {
            if server.encryption() == Encryption::Plain {
                let what = "--smtp-url says tls=none: emails, and the links in them, are sent in clear text".to_owned();
                doubt("email", what, "leave it out if the mail server supports TLS");
            }
            if self.mail_from.email.domain() == "localhost" {
                let what =
                    "--mail-from is an address at localhost: mail servers will not accept emails from it".to_owned();
                doubt("email", what, "set it to an address of your domain, such as 'Latchkey <no-reply@example.com>'");
            }
        }
        doubts
    }
}

/// Whether it leads to the same machine: nobody can read what goes there.
fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.to_canonical().is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn doubts(arguments: &[&str]) -> Vec<String> {
        let config = Config::try_parse_from([&["latchkey"], arguments].concat()).unwrap();
        config.doubts().into_iter().map(|doubt| doubt.what).collect()
    }

    #[test]
    fn what_is_usual_raises_no_doubt() {
        for arguments in [
            &[][..],
            &["--listen=192.0.2.1:80", "--public-url=http://localhost:3000"],
            &["--public-url=https://devices.example", "--trusted-proxies=127.0.0.1"],
            &["--smtp-url=smtps://u:p@mail.example", "--mail-from=a@example.com", "--public-url=http://[::1]:3000"],
            &["--absolute-lifetime=30d"],
        ] {
            assert_eq!(doubts(arguments), [""; 0], "{arguments:?}");
        }
    }

    #[test]
    fn each_doubt_names_the_setting() {
        for (arguments, words) in [
            (&["--listen=0.0.0.0:3000"][..], "--public-url is not set"),
            (&["--smtp-url=smtp://mail.example", "--mail-from=a@example.com"], "--public-url is not set"),
            (&["--public-url=http://devices.example"], "not encrypted"),
            (&["--listen=192.0.2.1:80"], "http://192.0.2.1/ is not encrypted"),
            (&["--public-url=https://devices.example"], "--trusted-proxies is not set"),
            (&["--trusted-proxies=10.0.0.0/8,0.0.0.0/0"], "--trusted-proxies has every address"),
            (&["--trusted-proxies=::/0"], "--trusted-proxies has every address"),
            (&["--absolute-lifetime=7d"], "--kept-idle-timeout is 30 days, but --absolute-lifetime"),
            (&["--absolute-lifetime=1h", "--kept-idle-timeout=1h"], "--idle-timeout is 1 day,"),
            (&["--shared-lifetime=91d"], "--shared-lifetime is"),
        ] {
            let found = doubts(arguments);
            assert!(found.len() == 1 && found[0].contains(words), "{arguments:?}: {found:?}");
        }
        let found = doubts(&["--smtp-url=smtp://u:hunter2@mail.example?tls=none", "--public-url=http://localhost"]);
        assert!(found.len() == 2 && found[0].contains("tls=none") && found[1].contains("--mail-from"), "{found:?}");
        assert!(!found.concat().contains("hunter2"));
    }
}
