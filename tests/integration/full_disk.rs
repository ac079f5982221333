//! Writing goes on once whatever kept it from writing is over, without a restart.

use latchkey::server::rules;
use std::{
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use latchkey::{
    model::{DeviceKind, EventKind},
    server::{
        location::Location,
        storage::{Event, RequestSource},
    },
};
use reqwest::StatusCode;
use tempfile::TempDir;

use crate::support::{
    CHROME, EMAIL, FIREFOX, Installation, PASSWORD, Running, SAFARI, TestApp, code, json_client, latchkey,
    run_as_root_of_a_namespace, session_cookie, sqlite_only,
};

/// Every kind of write works: a sign-in, a name, a sign-out of others, of this device, a sign-up.
pub async fn assert_writes_work(app: &TestApp, newcomer: &str) {
    let mut owner = app.signed_in(CHROME, EMAIL).await;
    app.recognise(&mut owner).await;
    let mut other = app.signed_in(SAFARI, EMAIL).await;
    let id = other.device_id().await;
    let renamed = owner.submit("/devices/rename", &[("device", &id), ("name", "My phone")]).await;
    assert_eq!(renamed.status(), StatusCode::OK);
    let ended = owner.submit("/devices/sign-out-others", &[]).await;
    assert_eq!(ended.status(), StatusCode::OK, "{}", ended.text().await.unwrap());
    assert!(!other.is_signed_in().await && owner.is_signed_in().await);
    let old = owner.clone();
    assert_eq!(owner.submit("/sign-out", &[]).await.status(), StatusCode::OK);
    assert!(!old.clone().is_signed_in().await);
    app.signed_up(FIREFOX, newcomer).await;
}

/// A file system of this size, until it is dropped; `None` where the tests may not mount one.
struct Disk(TempDir);

impl Disk {
    fn of(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "latchkey-test"]).arg(folder.path());
        let mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        mounted.then(|| Self(folder))
    }

    /// Writes until nothing more fits.
    fn fill(&self) {
        let file = self.0.path().join("filler");
        for size in [64 * 1024, 4096, 1] {
            use std::io::Write;
            let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&file).unwrap();
            while file.write_all(&vec![0; size]).is_ok() {}
        }
    }

    fn make_room(&self) {
        std::fs::remove_file(self.0.path().join("filler")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[tokio::test]
async fn a_device_can_be_signed_out_once_a_full_disk_has_room_again() {
    sqlite_only!();
    let Some(disk) = Disk::of("2m") else {
        let this = "full_disk::a_device_can_be_signed_out_once_a_full_disk_has_room_again";
        return run_as_root_of_a_namespace(this, &["--mount"]);
    };
    let app = TestApp::over(Installation::of_sqlite(tempfile::tempdir_in(disk.0.path()).unwrap()), &[]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut other = app.signed_in(SAFARI, EMAIL).await;
    disk.fill();
    let mut full = 0;
    for _ in 0..20 {
        let response = owner.submit("/devices/sign-out-others", &[]).await;
        // What the log of the database has room for is still written.
        if response.status() == StatusCode::OK {
            other = app.signed_in(SAFARI, EMAIL).await;
            continue;
        }
        assert_eq!(
            (response.status(), code(response).await.as_str()),
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable")
        );
        full += 1;
    }
    assert!(full > 3, "the disk was never full");
    assert!(owner.is_signed_in().await, "reading goes on");
    disk.make_room();
    let response = owner.submit("/devices/sign-out-others", &[]).await;
    assert_eq!(response.status(), StatusCode::OK, "{}", response.text().await.unwrap());
    assert!(!other.is_signed_in().await);
    assert_writes_work(&app, "later@example.com").await;
    app.state.storage.close().await;
}

/// The program, which takes no harm from the signal that a file has become too large.
fn limited(folder: &Path) -> Command {
    let program = latchkey(folder);
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]).arg(program.get_program()).args(program.get_args());
    command.env_clear().env("PATH", "/usr/bin:/bin").current_dir(folder);
    command
}

#[tokio::test]
async fn writing_goes_on_after_input_output_errors() {
    sqlite_only!();
    let folder = tempfile::tempdir().unwrap();
    let running = Running::of(limited(folder.path()), &["--attempts-per-minute=10000"]);
    let limit = |size: &str| {
        let mut prlimit = Command::new("prlimit");
        prlimit.args(["--pid", &running.process.id().to_string(), &format!("--fsize={size}")]);
        assert!(prlimit.status().unwrap().success());
    };
    let client = json_client();
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let enter = async |path: &str| client.post(format!("{}{path}", running.url)).form(&form).send().await.unwrap();
    let token = session_cookie(enter("/sign-up").await.headers()).unwrap();
    let cookie = format!("latchkey={token}");
    for _ in 0..3 {
        // The log of the database must not grow: SQLITE_IOERR_WRITE.
        limit("4096:unlimited");
        for path in ["/sign-in", "/sign-in", "/sign-in"] {
            assert_eq!(enter(path).await.status(), StatusCode::SERVICE_UNAVAILABLE);
        }
        let list = client.get(format!("{}/api/devices?page=1", running.url)).header("cookie", &cookie);
        assert_eq!(list.send().await.unwrap().status(), StatusCode::OK, "reading goes on");
        limit("unlimited:unlimited");
        assert_eq!(enter("/sign-in").await.status(), StatusCode::OK, "and writing, once it may");
    }
    let sign_out = client.post(format!("{}/sign-out", running.url)).header("cookie", &cookie);
    assert_eq!(sign_out.send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn a_transaction_that_sqlite_rolls_back_by_itself_is_the_only_one_that_fails() {
    sqlite_only!();
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    // RAISE(ROLLBACK) does what SQLITE_FULL, SQLITE_IOERR and SQLITE_NOMEM may do: the transaction is gone.
    for (table, when) in [("sessions", "DELETE"), ("events", "INSERT"), ("ended_sessions", "INSERT")] {
        let fault = format!("TRIGGER broken BEFORE {when} ON {table} BEGIN SELECT RAISE(ROLLBACK, 'rolled back'); END");
        assert_only_what_is_broken_fails(&app, &fault, &format!("{table}@example.com")).await;
    }
}

#[tokio::test]
async fn writing_goes_on_after_memory_ran_out() {
    sqlite_only!();
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    // Of the whole process, and far more than the tests beside this one need.
    app.execute("PRAGMA hard_heap_limit = 536870912").await;
    // SQLITE_NOMEM, within a transaction: not by a trigger, since a statement with one is rolled back alone. The entry
    // after the next, as the sign-in adds one.
    let newest = app.scalar::<i64>("SELECT max(id) FROM events").await + 1;
    let fault = format!("INDEX broken ON events (hex(zeroblob(900000000 + id - id))) WHERE id > {newest}");
    assert_only_what_is_broken_fails(&app, &fault, "memory@example.com").await;
}

/// Signing out fails while there is `fault`, a trigger or an index; before it and after it everything works.
async fn assert_only_what_is_broken_fails(app: &TestApp, fault: &str, newcomer: &str) {
    let mut owner = app.signed_in(CHROME, EMAIL).await;
    app.execute(&format!("CREATE {fault}")).await;
    for _ in 0..3 {
        assert_eq!(owner.submit("/sign-out", &[]).await.status(), StatusCode::SERVICE_UNAVAILABLE, "{fault}");
    }
    let (kind, _) = fault.split_once(' ').unwrap();
    app.execute(&format!("DROP {kind} broken")).await;
    assert!(owner.is_signed_in().await);
    assert_writes_work(app, newcomer).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_that_are_given_up_midway_leave_nothing_open() {
    let app = TestApp::start().await;
    let owner = app.signed_up(CHROME, EMAIL).await;
    let (storage, now) = (&app.state.storage, app.state.clock.now());
    let user = app.state.tokens.verify(owner.token.as_deref().unwrap(), now).unwrap().user_id;
    let source = RequestSource {
        device: None,
        device_name: "A test".to_owned(),
        device_kind: DeviceKind::CommandLine,
        ip_address: [127, 0, 0, 1].into(),
        location: Location::default(),
    };
    let event = Event::new(user, now, EventKind::SignInFailed, &source);
    // Dropped at any moment, as when a client hangs up: before BEGIN, in the middle, at COMMIT.
    for step in 0..400_u64 {
        let _ = tokio::time::timeout(Duration::from_micros(step * 13), rules::log::add_event(storage, &event)).await;
    }
    // The last that was given up may be on its way to the disk: a commit here waits for it.
    rules::log::add_event(storage, &event).await.unwrap();
    let before = app.count("events").await;
    rules::log::add_event(storage, &event).await.unwrap();
    assert_eq!(app.count("events").await, before + 1, "it was committed, as another connection sees");
    assert_writes_work(&app, "later@example.com").await;
}
