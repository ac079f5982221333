//! The environment: which of its variables are settings, and which only look like some.

use std::{env, ffi::OsStr};

use clap::CommandFactory;

use super::Config;

const PREFIX: &str = "LATCHKEY_";
/// What the build reads, not the program; and how commands print.
const OTHERS: [&str; 2] = ["LATCHKEY_TOOLS", "LATCHKEY_JSON"];
/// Variables that were renamed: the former name counts while the current one is not set.
pub const FORMER: [(&str, &str); 1] = [("LATCHKEY_REAUTH_LIFETIME", "LATCHKEY_PROOF_LIFETIME")];

/// The `LATCHKEY_…` variables that are set but are not settings: probably typos.
pub fn unknown() -> Vec<String> {
    let names = env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    let mut unknown: Vec<_> = names.filter(|name| name.starts_with(PREFIX) && !is_known(name)).collect();
    unknown.sort();
    unknown
}

fn is_known(name: &str) -> bool {
    let is_former = FORMER.iter().any(|(_, former)| *former == name);
    let command = Config::command();
    is_former
        || OTHERS.contains(&name)
        || command.get_arguments().any(|argument| argument.get_env() == Some(OsStr::new(name)))
}
