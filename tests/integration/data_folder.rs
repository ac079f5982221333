//! What is created in the data folder, by which command, under what names, and with which owner.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
};

use sqlx::{ConnectOptions, Executor, sqlite::SqliteConnectOptions};

use crate::support::{EMAIL, PASSWORD, Running, json_client, latchkey, mode, run, session_cookie, sqlite_only};

/// Every command but `user add`.
const COMMANDS: [&[&str]; 9] = [
    &["backup", "copy.db"],
    &["user", "list"],
    &["user", "disable", EMAIL],
    &["user", "enable", EMAIL],
    &["session", "list", EMAIL],
    &["session", "revoke", EMAIL, "--all"],
    &["session", "revoke", EMAIL, "0123456789abcdef"],
    &["session", "revoke", "--everybody"],
    &["keys", "rotate"],
];

/// It fails with one line that holds `named`.
fn assert_refused(folder: &Path, arguments: &[&str], named: &str) {
    let output = run(folder, arguments);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && output.stdout.is_empty(), "{arguments:?}");
    assert!(message.starts_with("latchkey: ") && message.contains(named), "{arguments:?}: {message}");
    assert_eq!(message.lines().count(), 1, "{message}");
}

/// What `user add` reads.
fn add_user(folder: &Path, arguments: &[&str]) -> Output {
    let password = tempfile::NamedTempFile::new().unwrap();
    fs::write(password.path(), PASSWORD).unwrap();
    let mut command = latchkey(folder);
    command.args(arguments).args(["user", "add", EMAIL]);
    command.stdin(fs::File::open(password.path()).unwrap()).output().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_command_in_a_wrong_folder_makes_nothing_and_names_what_is_missing() {
    sqlite_only!();
    for command in COMMANDS {
        let missing = if command[0] == "keys" { "signing.key" } else { "latchkey.db" };
        let folder = tempfile::tempdir().unwrap();
        assert_refused(folder.path(), command, &format!("data/{missing}"));
        assert_eq!(names(folder.path()), ["site"], "{command:?}");
        // A folder that is there is none the better.
        fs::create_dir(folder.path().join("data")).unwrap();
        assert_refused(folder.path(), command, missing);
        assert_eq!(names(&folder.path().join("data")), [""; 0], "{command:?}");
        let elsewhere = [command, &["--database-url=sqlite:other.db", "--signing-key-file=other.key"]].concat();
        assert_refused(folder.path(), &elsewhere, "other.");
        assert_eq!(names(folder.path()), ["data", "site"], "{command:?}");
    }
}

#[tokio::test]
async fn a_command_leaves_an_empty_file_and_the_database_of_another_program_alone() {
    sqlite_only!();
    for command in COMMANDS.iter().filter(|command| command[0] != "keys") {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data/latchkey.db");
        fs::create_dir(folder.path().join("data")).unwrap();
        fs::write(&file, "").unwrap();
        assert_refused(folder.path(), command, "latchkey.db is not a Latchkey database");
        let mut other = SqliteConnectOptions::new().filename(&file).create_if_missing(true).connect().await.unwrap();
        other.execute("CREATE TABLE notes (text TEXT)").await.unwrap();
        assert_refused(folder.path(), command, "latchkey.db is not a Latchkey database");
        let tables: Vec<String> =
            sqlx::query_scalar("SELECT name FROM sqlite_master").fetch_all(&mut other).await.unwrap();
        assert_eq!(tables, ["notes"]);
    }
}

#[test]
fn adding_a_user_may_be_the_first_thing_that_is_done() {
    sqlite_only!();
    let folder = tempfile::tempdir().unwrap();
    let output = add_user(folder.path(), &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(mode(&folder.path().join("data")), 0o700);
    assert_eq!(mode(&folder.path().join("data/latchkey.db")), 0o600);
    assert!(String::from_utf8(run(folder.path(), &["user", "list"]).stdout).unwrap().contains(EMAIL));
    // There is no key to rotate before the server has made one.
    assert_refused(folder.path(), &["keys", "rotate"], "data/signing.key");
    assert!(!folder.path().join("data/signing.key").exists());
    let help = String::from_utf8(run(folder.path(), &["user", "add", "--help"]).stdout).unwrap();
    assert!(help.contains("Creates the data folder"), "{help}");
}

#[test]
fn a_start_that_fails_makes_nothing() {
    sqlite_only!();
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_latchkey"));
    command.env_clear().current_dir(folder.path()).args(["--listen=127.0.0.1:0", "--site-root=nowhere"]);
    assert!(!command.output().unwrap().status.success());
    assert_eq!(names(folder.path()), [""; 0]);
}

#[tokio::test]
async fn a_data_folder_may_have_any_name() {
    sqlite_only!();
    for name in
        ["a%25b", "a%2Fb", "a?b", "a?mode=ro", "a#b", "100%", "%zz", "file:x", "a b", "bücher", "a'b\"c", "-a&b"]
    {
        let folder = tempfile::tempdir().unwrap();
        let setting = format!("--data-dir={name}");
        let output = add_user(folder.path(), &[&setting]);
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let running = Running::start(folder.path(), &[&setting]);
        let form = [("email", EMAIL), ("password", PASSWORD)];
        let response = json_client().post(format!("{}/sign-in", running.url)).form(&form).send().await.unwrap();
        assert!(session_cookie(response.headers()).is_some(), "{name}");
        assert!(folder.path().join(name).join("latchkey.db").is_file(), "{name}");
        let list = run(folder.path(), &[&setting, "session", "list", EMAIL]);
        assert_eq!(String::from_utf8(list.stdout).unwrap().lines().count(), 1, "{name}");
        assert_eq!(names(folder.path()), [name, "site"], "nothing is made anywhere else");
    }
}

#[test]
fn a_database_url_is_a_url() {
    sqlite_only!();
    let folder = tempfile::tempdir().unwrap();
    for (url, file) in [("sqlite:plain.db", "plain.db"), ("sqlite:a%3Fb%25c%23.db", "a?b%c#.db")] {
        let url = format!("--database-url={url}");
        let output = add_user(folder.path(), &[&url]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(folder.path().join(file).is_file(), "{file}");
        assert!(run(folder.path(), &[&url, "user", "list"]).status.success());
    }
}

#[tokio::test]
async fn a_folder_that_was_there_and_all_files_in_it_are_the_owners_alone() {
    sqlite_only!();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, Permissions::from_mode(0o777)).unwrap();
    for round in 0..2 {
        let program = latchkey(folder.path());
        let mut command = Command::new("sh");
        command.args(["-c", "umask 0; exec \"$0\" \"$@\""]).arg(program.get_program()).args(program.get_args());
        command.env_clear().env("PATH", "/usr/bin:/bin").current_dir(folder.path());
        let running = Running::of(command, &[]);
        let path = if round == 0 { "sign-up" } else { "sign-in" };
        let form = [("email", EMAIL), ("password", PASSWORD)];
        let response = json_client().post(format!("{}/{path}", running.url)).form(&form).send().await.unwrap();
        assert!(session_cookie(response.headers()).is_some());
        assert_eq!(mode(&data), 0o700);
        let files = names(&data);
        assert!(files.contains(&"latchkey.db-wal".to_owned()), "{files:?}");
        for name in files.iter().filter(|name| *name != "mail") {
            assert_eq!(mode(&data.join(name)), 0o600, "{name}");
        }
        drop(running);
        // As a copy may leave them.
        for name in files.iter().filter(|name| name.starts_with("latchkey.db")) {
            fs::set_permissions(data.join(name), Permissions::from_mode(0o644)).unwrap();
        }
    }
}
