//! Whether emails can be sent, or written as files.

use std::fs;

use rustix::fs::{Access, access};
use secrecy::ExposeSecret;

use super::findings::Findings;
use crate::{
    model::Timestamp,
    server::{
        accounts::emails::{self, Site},
        config::Config,
        email_address::EmailAddress,
        mail::{self, Reached, SmtpServer, Unreached},
    },
};

/// Looks at it; sends nothing but a test email to `recipient`.
pub async fn examine(config: &Config, recipient: Option<&EmailAddress>, now: Timestamp, findings: &mut Findings) {
    let server = config.smtp_url.as_ref().and_then(|url| SmtpServer::parse(url.expose_secret()).ok());
    let works = match &server {
        Some(server) => talk_to(server, findings).await,
        None => of_files(config, findings),
    };
    let Some(recipient) = recipient else { return };
    if !works {
        findings.fail("test email", "not sent", "mend what is said of email first, or start the server once");
        return;
    }
    match mail::post(config, recipient, &emails::test(&Site::of(config, None)), now).await {
        Ok(()) => findings.ok("test email", format!("sent {}", mail::destination(config))),
        Err(error) => {
            findings.fail("test email", error.to_string(), "correct --mail-from, or ask who runs the mail server");
        }
    }
}

async fn talk_to(server: &SmtpServer, findings: &mut Findings) -> bool {
    let address = server.address();
    match server.examine().await {
        Ok(Reached { encrypted, signed_in }) => {
            let encrypted = if encrypted { "encrypted" } else { "not encrypted" };
            let signed_in = if signed_in { ", and accepts the password" } else { "" };
            findings.ok("email", format!("{address} answers, {encrypted}{signed_in}"));
            true
        }
        Err(error) => {
            let advice = match error {
                Unreached::Connection(_) | Unreached::TooSlow => "check the host, the port and the firewall",
                Unreached::NoEncryption => "use smtps:// (port 465), or ask who runs the mail server",
                Unreached::Encryption(_) => "check the host's name and its certificate, or set SSL_CERT_FILE",
                Unreached::Credentials(_) => "check the user and the password; write special characters as %40",
            };
            findings.fail("email", format!("{address}: {error}"), advice);
            false
        }
    }
}

/// Whether an email may be written: a folder that isn't there yet is none of this command's business.
fn of_files(config: &Config, findings: &mut Findings) -> bool {
    let folder = config.mail_dir();
    match fs::symlink_metadata(&folder) {
        Ok(metadata) if !metadata.is_dir() => {
            findings.fail("email", format!("{} is not a folder", folder.display()), "remove it");
            false
        }
        Ok(_) if access(&folder, Access::WRITE_OK | Access::EXEC_OK).is_err() => {
            let found = format!("this user can't write to {}", folder.display());
            findings.fail("email", found, "run this as the user of the server");
            false
        }
        found => {
            let what = format!("no mail server is set: emails are files in {}", folder.display());
            findings.ok("email", what);
            found.is_ok()
        }
    }
}
