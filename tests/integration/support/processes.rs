//! Tests that need a process of their own: where they are somebody else, or change what all of a process shares.

use std::{
    ffi::OsStr,
    io::Write,
    process::{Command, Stdio},
};

/// Tells a process that it was started for one test.
const ALONE: &str = "LATCHKEY_TEST_ALONE";

/// Whether this process was started for one test.
fn is_alone() -> bool {
    std::env::var_os(ALONE).is_some()
}

/// Runs a test once more, in a process of its own that `starter` starts: a program and its arguments, or nothing.
fn run_alone(test: &str, starter: &[&str]) {
    let this = std::env::current_exe().unwrap();
    let words: Vec<&OsStr> = starter.iter().map(OsStr::new).chain([this.as_os_str()]).collect();
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).args(["--exact", test, "--nocapture"]).env(ALONE, "yes");
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// Runs a test once more as root of a namespace (`user_namespaces(7)`) that `unshare` makes with these options;
/// or says why it isn't run.
pub fn run_as_root_of_a_namespace(test: &str, options: &[&str]) {
    if is_alone() {
        return skipped(test, "root of a namespace may not do it either");
    }
    let unshare = [&["unshare", "--user", "--map-root-user"], options].concat();
    let mut trial = Command::new(unshare[0]);
    match trial.args(&unshare[1..]).arg("true").stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => run_alone(test, &unshare),
        Ok(output) => {
            skipped(test, &format!("it needs root, and {}", String::from_utf8_lossy(&output.stderr).trim()));
        }
        Err(error) => skipped(test, &format!("it needs root, or unshare: {error}")),
    }
}

/// Says that a test did not run, and why. What a test prints is hidden where it passes; this isn't.
pub fn skipped(test: &str, why: &str) {
    let line = format!("\nNOT RUN: {test}: {why}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}
