//! `latchkey doctor`: looks at the settings and at everything that they name, and says what to do.
//!
//! It creates and changes nothing, so that it can be run before the first start and beside a running server.

mod data;
mod email;
mod findings;
mod network;

use std::time::Duration;

use clap::Args;
use serde_json::Value;

use self::findings::Findings;
use crate::{
    model::Timestamp,
    server::{
        config::{Config, Doubt, variables},
        email_address::EmailAddress,
        identity::Identity,
        location::Locations,
        site,
    },
};

/// A database of locations older than this is worth replacing: networks are sold to other countries.
const OLD: Duration = Duration::from_hours(24 * 365);

/// What to do beside looking.
#[derive(Clone, Debug, Args)]
pub struct DoctorArguments {
    /// Also send a test email to this address.
    #[arg(long, value_name = "ADDRESS")]
    pub send_test_to: Option<EmailAddress>,
}

/// What was found.
pub(super) struct Report {
    pub value: Value,
    pub text: String,
    /// How many checks failed.
    pub failed: usize,
}

/// Looks at everything.
pub(super) async fn run(arguments: &DoctorArguments, config: &Config, now: Timestamp) -> Report {
    let mut findings = Findings::default();
    settings(config, &mut findings);
    network::examine(config, &mut findings);
    data::examine(config, &mut findings).await;
    email::examine(config, arguments.send_test_to.as_ref(), now, &mut findings).await;
    locations(config, now, &mut findings);
    Report { value: findings.value(), text: findings.text(), failed: findings.failed() }
}

/// Each was read, or the program would have ended: here is what they make together.
fn settings(config: &Config, findings: &mut Findings) {
    for name in variables::unknown() {
        findings.warn("settings", format!("{name} is not a Latchkey setting"), "correct its name, or unset it");
    }
    for Doubt { about, what, advice } in config.doubts() {
        findings.warn(about, what, advice);
    }
    match Identity::open(config) {
        Ok(_) => findings.ok("identity", config.site_name.clone()),
        Err(error) => findings.fail("identity", error.to_string(), "correct --logo"),
    }
    match site::leptos_options(config) {
        Ok(options) => findings.ok("site", options.site_root.to_string()),
        Err(error) => findings.fail("site", error.to_string(), "build it, or set --site-root"),
    }
}

fn locations(config: &Config, now: Timestamp, findings: &mut Findings) {
    match Locations::examine(config.location_db.as_deref(), &site::installed_locations()) {
        Ok((found, built_at)) if now.since(built_at) > OLD => {
            findings.warn("locations", format!("{found} is old"), "install a newer file, and send SIGHUP");
        }
        Ok((found, _)) => findings.ok("locations", found),
        Err(error) => findings.warn(
            "locations",
            format!("the file can't be read: {error}. All locations are unknown"),
            "run the set-up, or set --location-db",
        ),
    }
}
