//! Where the server listens, where people reach it, and how many connections it may take.

use std::{io::ErrorKind, net::TcpListener};

use super::findings::Findings;
use crate::server::{config::Config, listen::descriptors};

/// Looks at it. What is doubtful about the settings is in [`Config::doubts`].
pub fn examine(config: &Config, findings: &mut Findings) {
    let listen = config.listen;
    match TcpListener::bind(listen) {
        Ok(_) => findings.ok("listen", format!("{listen} is free")),
        // The server itself, most likely.
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            findings.ok("listen", format!("a program serves on {listen}"));
        }
        Err(error) => {
            let advice = match error.kind() {
                ErrorKind::PermissionDenied => "use a port from 1024 on behind a proxy, or grant CAP_NET_BIND_SERVICE",
                ErrorKind::AddrNotAvailable => "this machine doesn't have the address: correct --listen",
                _ => "correct --listen",
            };
            findings.fail("listen", format!("can't listen on {listen}: {error}"), advice);
        }
    }
    if config.smtp_url.is_some() && !config.links_lead_here() {
        let found = "with --smtp-url, the server doesn't start without --public-url when it listens everywhere";
        findings.fail("public URL", found, "set it to the URL that people use");
    } else {
        findings.ok("public URL", config.public_url().to_string());
    }
    findings.ok("proxies", config.trusted_proxies.to_string());
    let (allowed, needed) = descriptors::examine(config.limits());
    if allowed < needed {
        let found = format!("{allowed} may be open, but --max-connections and --max-requests need {needed}");
        findings.warn("files", found, "raise the limit (ulimit -Hn, LimitNOFILE), or lower the two");
    } else {
        findings.ok("files", format!("{needed} are needed, and allowed"));
    }
}
