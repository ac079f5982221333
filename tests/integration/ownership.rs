//! An operator who is root beside a service that isn't: the service keeps what is its own.

use std::{
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::Path,
    process::Command,
};

use crate::support::{EMAIL, PASSWORD, Running, run_as_root_of_a_namespace, run_with_input, soon};

/// A user that nobody is.
const SERVICE: (u32, u32) = (4711, 4712);

/// Makes a data folder of another user's, as `install -d -o` does. Where that takes more than this process may do,
/// `test` runs in a namespace where it is root and has all users that are set aside for it (`subuid(5)`).
fn folder_of_service(folder: &Path, test: &str) -> bool {
    let data = folder.join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o700)).unwrap();
    let given = chown(&data, Some(SERVICE.0), Some(SERVICE.1)).is_ok();
    if !given {
        run_as_root_of_a_namespace(&format!("ownership::{test}"), &["--map-auto"]);
    }
    given
}

fn assert_all_of_service(folder: &Path, names: &[&str]) {
    for entry in std::fs::read_dir(folder.join("data")).unwrap() {
        let entry = entry.unwrap();
        let metadata = entry.metadata().unwrap();
        assert_eq!((metadata.uid(), metadata.gid()), SERVICE, "{}", entry.path().display());
        assert_eq!(metadata.mode() & 0o077, 0, "{}", entry.path().display());
    }
    for name in names {
        assert!(folder.join("data").join(name).exists(), "{name}");
    }
}

#[test]
fn what_root_writes_in_the_folder_of_a_service_stays_the_services() {
    let folder = tempfile::tempdir().unwrap();
    if !folder_of_service(folder.path(), "what_root_writes_in_the_folder_of_a_service_stays_the_services") {
        return;
    }
    // Root starts it once, by mistake.
    let running = Running::start(folder.path(), &[]);
    assert_all_of_service(folder.path(), &["latchkey.db", "latchkey.db-wal", "latchkey.db-shm", "signing.key", "mail"]);
    for arguments in [["keys", "rotate"].as_slice(), &["user", "add", EMAIL]] {
        let output = run_with_input(folder.path(), arguments, PASSWORD);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_all_of_service(folder.path(), &["latchkey.db-wal", "signing.key"]);
    }
    drop(running);
    // Also where the command is the first to open the database, and makes the files beside it.
    assert!(run_with_input(folder.path(), &["user", "add", "eve@example.com"], PASSWORD).status.success());
    assert_all_of_service(folder.path(), &["latchkey.db", "signing.key"]);
}

#[test]
fn a_key_that_the_service_cannot_read_is_not_said_to_be_in_use() {
    let folder = tempfile::tempdir().unwrap();
    if !folder_of_service(folder.path(), "a_key_that_the_service_cannot_read_is_not_said_to_be_in_use") {
        return;
    }
    drop(Running::start(folder.path(), &[]));
    let key = folder.path().join("data/signing.key");
    let before = std::fs::read(&key).unwrap();
    chown(&key, Some(0), Some(0)).unwrap();
    let output = run_with_input(folder.path(), &["keys", "rotate"], "");
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && output.stdout.is_empty());
    assert!(message.contains("uid 4711") && message.trim_end().lines().count() == 1, "{message}");
    assert_eq!(std::fs::read(&key).unwrap(), before);
}

/// The program as somebody else: a copy that anybody may run, wherever the build is.
fn latchkey_as(user: &str, folder: &Path, arguments: &[&str]) -> Command {
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::create_dir_all(folder.join("site/pkg")).unwrap();
    let program = folder.join("latchkey");
    if !program.exists() {
        std::fs::copy(env!("CARGO_BIN_EXE_latchkey"), &program).unwrap();
    }
    let mut command = Command::new("setpriv");
    command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").current_dir(folder);
    command.args([&format!("--reuid={user}"), "--regid=4712", "--clear-groups"]).arg(&program);
    command.arg("--site-root=site").args(arguments);
    command
}

#[tokio::test]
async fn a_service_of_another_user_takes_up_what_root_did_and_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    if !folder_of_service(folder.path(), "a_service_of_another_user_takes_up_what_root_did_and_starts_again") {
        return;
    }
    let start = || Running::of(latchkey_as("4711", folder.path(), &[]), &[]);
    let mut running = start();
    for arguments in [["keys", "rotate"].as_slice(), &["user", "add", EMAIL]] {
        let output = run_with_input(folder.path(), arguments, PASSWORD);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let log = || running.log.lock().unwrap().clone();
    soon("it signs with the new key", async || log().contains("were reloaded").then_some(())).await;
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let sign_in = async |url: &str| {
        let response = reqwest::Client::new().post(format!("{url}/sign-in")).form(&form).send().await.unwrap();
        assert_eq!(response.status(), reqwest::StatusCode::OK);
    };
    sign_in(&running.url).await;
    running.signal("-TERM");
    assert!(running.process.wait().unwrap().success());
    sign_in(&start().url).await;
    assert_all_of_service(folder.path(), &["signing.key", "latchkey.db"]);
}

#[test]
fn another_user_who_is_not_root_is_refused_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    if !folder_of_service(folder.path(), "another_user_who_is_not_root_is_refused_in_one_line") {
        return;
    }
    let data = folder.path().join("data");
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o777)).unwrap();
    for arguments in [["user", "list"].as_slice(), &["user", "add", EMAIL], &["keys", "rotate"]] {
        let output = latchkey_as("4713", folder.path(), arguments).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && message.lines().count() == 1, "{message}");
        assert!(arguments[0] == "keys" || message.contains("uid 4711"), "{message}");
        assert_eq!(std::fs::read_dir(&data).unwrap().count(), 0);
    }
}
