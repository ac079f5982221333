//! The program as its operator meets it: its start, its log, its end.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Command, Stdio},
};

use reqwest::StatusCode;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{EMAIL, PASSWORD, Running, json_client, latchkey, mode, run, session_cookie, soon};

#[test]
fn help_explains_the_program_and_every_setting() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["--help"]);
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).unwrap();
    for word in
        ["see every device", "--listen", "LATCHKEY_DATABASE_URL", "--absolute-lifetime", "[default: 90d]", "SIGTERM"]
    {
        assert!(help.contains(word), "{word} in {help}");
    }
}

#[test]
fn help_groups_settings_gives_examples_and_the_codes_that_it_ends_with() {
    let folder = tempfile::tempdir().unwrap();
    let help = String::from_utf8(run(folder.path(), &["--help"]).stdout).unwrap();
    for words in ["\nServing:", "\nSessions:", "\nAccounts and email:", "\nLimits:", "\nExamples:", "\nExit codes:"] {
        assert!(help.contains(words), "{words:?} in {help}");
    }
    let help = String::from_utf8(run(folder.path(), &["session", "revoke", "--help"]).stdout).unwrap();
    for usage in ["session revoke <EMAIL> <ID>", "session revoke <EMAIL> --all", "session revoke --everybody"] {
        assert!(help.contains(usage), "{usage} in {help}");
    }
}

#[test]
fn a_shell_completes_commands_and_settings() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = run(folder.path(), &["completions", shell]);
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && output.stderr.is_empty());
        assert!(["doctor", "reset-link", "smtp-url"].iter().all(|word| script.contains(word)), "{shell}");
    }
    let output = run(folder.path(), &["completions", "cmd"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains("bash") && said.lines().count() == 1, "{said}");
    assert!(!folder.path().join("data").exists());
}

#[test]
fn a_second_server_on_a_data_folder_is_warned_of_for_as_long_as_the_first_runs() {
    let folder = tempfile::tempdir().unwrap();
    let is_warned = |running: &Running| running.log.lock().unwrap().contains("another server runs on this data folder");
    let first = Running::start(folder.path(), &[]);
    let second = Running::start(folder.path(), &[]);
    assert!(!is_warned(&first) && is_warned(&second));
    drop((first, second));
    assert!(!is_warned(&Running::of(latchkey(folder.path()), &["serve"])), "what died holds nothing");
}

#[test]
fn lifetimes_that_end_before_others_are_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::start(folder.path(), &["--absolute-lifetime=1h"]);
    let log = running.log.lock().unwrap().clone();
    assert!(log.lines().any(|line| line.contains("WARN") && line.contains("--idle-timeout is 1 day")), "{log}");
}

#[test]
fn a_wrong_setting_stops_the_start_with_one_line_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    std::fs::write(folder.path().join("garbage.db"), "this is no database".repeat(100)).unwrap();
    for (arguments, named) in [
        (["--listen=nowhere"], "--listen"),
        (["--idle-timeout=1s"], "--idle-timeout"),
        (["--data-dir=file/inside"], "--data-dir"),
        (["--database-url=sqlite:/nonexistent/folder/file.db"], "/nonexistent/folder/file.db"),
        (["--database-url=sqlite:garbage.db"], "garbage.db can't be read as a database"),
        (["--logo=nowhere.svg"], "--logo: nowhere.svg can't be read"),
        (["--logo=garbage.db"], "--logo: garbage.db is neither an SVG nor a PNG image"),
        (["--site-name= "], "--site-name"),
        (["--site-root=nowhere"], "--site-root"),
        (["--trusted-proxies=10.0.0.0/40"], "--trusted-proxies"),
        (["--unknown"], "--unknown"),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_latchkey"));
        let site = folder.path().join("site");
        std::fs::create_dir_all(site.join("pkg")).unwrap();
        command.env_clear().env("LATCHKEY_SITE_ROOT", site).env("LATCHKEY_LISTEN", "127.0.0.1:0");
        let output = command.current_dir(folder.path()).args(arguments).output().unwrap();
        assert!(!output.status.success(), "{arguments:?}");
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.starts_with("latchkey: ") && message.contains(named), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

#[test]
fn a_setting_may_come_from_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let output = latchkey(folder.path()).env("LATCHKEY_IDLE_TIMEOUT", "never").output().unwrap();
    assert!(String::from_utf8(output.stderr).unwrap().contains("--idle-timeout"));
}

#[tokio::test]
async fn a_second_start_knows_the_key_the_accounts_and_the_sessions_of_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let first = Running::start(folder.path(), &[]);
    let client = json_client();
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let response = client.post(format!("{}/sign-up", first.url)).form(&form).send().await.unwrap();
    let token = session_cookie(response.headers()).unwrap();
    drop(first);

    let key = folder.path().join("data/signing.key");
    assert_eq!(mode(&key), 0o600);
    assert_eq!(mode(&folder.path().join("data")), 0o700);
    let second = Running::start(folder.path(), &[]);
    let request =
        client.get(format!("{}/api/devices?page=1", second.url)).header("cookie", format!("latchkey={token}"));
    assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn ctrl_c_and_sigterm_finish_the_requests_under_way_and_close_the_database() {
    for signal in ["-INT", "-TERM"] {
        let folder = tempfile::tempdir().unwrap();
        let mut running = Running::start(folder.path(), &[]);
        let address = running.url.strip_prefix("http://").unwrap().to_owned();
        let body = format!("email=ada%40example.com&password={}", PASSWORD.replace(' ', "+"));
        let head = format!(
            "POST /sign-up HTTP/1.1\r\nHost: {address}\r\nAccept: application/json\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nExpect: 100-continue\r\n\r\n",
            body.len()
        );
        let mut connection = TcpStream::connect(&address).await.unwrap();
        connection.write_all(head.as_bytes()).await.unwrap();
        // The server asks for the body once the request is under way.
        let mut go_on = [0; 25];
        connection.read_exact(&mut go_on).await.unwrap();
        assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
        running.signal(signal);
        // New connections are refused once the signal is heard.
        soon("no new connection is taken", async || TcpStream::connect(&address).await.err()).await;
        connection.write_all(body.as_bytes()).await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "it was under way and is finished: {answer}");
        let ended = tokio::task::spawn_blocking(move || (running.process.wait().unwrap(), running)).await.unwrap();
        assert!(ended.0.success(), "{signal}");
        assert!(!folder.path().join("data/latchkey.db-wal").exists(), "closing the database folds its log away");
    }
}

#[test]
fn the_start_says_which_proxies_are_trusted_and_what_locations_are_looked_up_in() {
    let cities = concat!("--location-db=", env!("CARGO_MANIFEST_DIR"), "/tests/data/GeoLite2-City-Test.mmdb");
    for (arguments, said) in [
        (["--log=info", cities], ["no proxy is trusted", "GeoLite2-City of 20"]),
        (["--trusted-proxies=127.0.0.1,10.0.0.0/8", cities], ["trusted: 127.0.0.1/32, 10.0.0.0/8", "GeoLite2-City"]),
        (["--log=info", "--location-db=nowhere.mmdb"], ["no proxy is trusted", "not known"]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let running = Running::start(folder.path(), &arguments);
        let log = running.log.lock().unwrap().clone();
        let line = log.lines().find(|line| line.contains("Latchkey serves ")).unwrap();
        assert!(said.iter().all(|said| line.contains(said)), "{said:?} in {line}");
    }
}

#[tokio::test]
async fn a_location_database_may_come_later_and_is_read_on_sighup() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::start(folder.path(), &["--location-db=city.mmdb", "--trusted-proxies=127.0.0.1"]);
    let warnings = || running.log.lock().unwrap().matches("WARN").count();
    assert_eq!(warnings(), 1, "a file that is missing is one warning");
    let client = json_client();
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let enter = async |path: &str| {
        let request = client.post(format!("{}{path}", running.url)).header("x-forwarded-for", "81.2.69.142");
        session_cookie(request.form(&form).send().await.unwrap().headers()).unwrap()
    };
    let device = async |token: &str| {
        let request =
            client.get(format!("{}/api/devices?page=1", running.url)).header("x-forwarded-for", "81.2.69.142");
        let page = request.header("cookie", format!("latchkey={token}")).send().await.unwrap();
        let page: serde_json::Value = page.json().await.unwrap();
        page["page"]["devices"][0].clone()
    };
    let location = async |path: &str| device(&enter(path).await).await["location"].as_str().unwrap().to_owned();
    let earlier = enter("/sign-up").await;
    assert_eq!(device(&earlier).await["location"], "Unknown location");

    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/GeoLite2-City-Test.mmdb");
    std::fs::copy(sample, folder.path().join("city.mmdb")).unwrap();
    running.signal("-HUP");
    soon("the file is read", async || (location("/sign-in").await == "London, United Kingdom").then_some(())).await;
    let located = soon("a device that is signed in has a place, too", async || {
        Some(device(&earlier).await).filter(|device| device["location"] == "London, United Kingdom")
    })
    .await;
    assert_eq!(located["flags"], serde_json::json!([]), "it did not move");

    std::fs::write(folder.path().join("new"), "broken").unwrap();
    std::fs::rename(folder.path().join("new"), folder.path().join("city.mmdb")).unwrap();
    running.signal("-HUP");
    soon("it is warned of", async || (warnings() == 2).then_some(())).await;
    assert_eq!(location("/sign-in").await, "London, United Kingdom", "the previous one stays");
}

#[tokio::test]
async fn no_secret_reaches_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = latchkey(folder.path());
    let mut process = command.args(["--listen=127.0.0.1:0", "--log=trace"]).stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(process.stderr.take().unwrap());
    let mut written = String::new();
    while !written.contains("Latchkey serves ") {
        assert_ne!(log.read_line(&mut written).unwrap(), 0);
    }
    let rest = std::thread::spawn(move || {
        let mut rest = String::new();
        log.read_to_string(&mut rest).unwrap();
        rest
    });
    let url = written.split("Latchkey serves ").nth(1).unwrap().split('/').take(3).collect::<Vec<_>>().join("/");
    let client = json_client();
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let response = client.post(format!("{url}/sign-up")).form(&form).send().await.unwrap();
    let token = session_cookie(response.headers()).unwrap();
    for path in ["/devices", "/api/devices?page=1", "/sign-in"] {
        let request = client.get(format!("{url}{path}")).header("cookie", format!("latchkey={token}"));
        request.send().await.unwrap();
    }
    client
        .post(format!("{url}/sign-in"))
        .form(&[("email", EMAIL), ("password", "a wrong secret")])
        .send()
        .await
        .unwrap();
    // Ending writes what was noted.
    assert!(Command::new("kill").args(["-TERM", &process.id().to_string()]).status().unwrap().success());
    process.wait().unwrap();
    written += &rest.join().unwrap();
    assert!(written.contains("signed up") && written.contains("a sign-in failed"), "{written}");
    let urlencoded: String = url::form_urlencoded::byte_serialize(EMAIL.as_bytes()).collect();
    for secret in [
        PASSWORD,
        "a wrong secret",
        "a+wrong+secret",
        "correct+horse",
        EMAIL,
        &urlencoded,
        &token,
        token.rsplit('.').next().unwrap(),
        "$argon2id",
    ] {
        assert!(!written.contains(secret), "{secret} is in the log");
    }
}

#[tokio::test]
async fn a_revocation_that_was_answered_outlives_kill_9_a_hundred_times() {
    let folder = tempfile::tempdir().unwrap();
    let client = json_client();
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let mut revoked: Option<String> = None;
    let mut refused = 0;
    for round in 0..=100 {
        let mut running = Running::start(folder.path(), &["--attempts-per-minute=10000"]);
        if let Some(token) = &revoked {
            let request =
                client.get(format!("{}/api/receipts", running.url)).header("cookie", format!("latchkey={token}"));
            assert_eq!(request.send().await.unwrap().status(), StatusCode::UNAUTHORIZED, "round {round}");
            refused += 1;
        }
        let path = if round == 0 { "/sign-up" } else { "/sign-in" };
        let response = client.post(format!("{}{path}", running.url)).form(&form).send().await.unwrap();
        let token = session_cookie(response.headers()).unwrap();
        let request = client.post(format!("{}/sign-out", running.url)).header("cookie", format!("latchkey={token}"));
        assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
        // SIGKILL: nothing is flushed, nothing is closed.
        running.process.kill().unwrap();
        running.process.wait().unwrap();
        revoked = Some(token);
    }
    assert_eq!(refused, 100);
}
