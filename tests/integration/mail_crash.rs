//! The program is killed between a change and its email: after the next start the email comes, once, or twice as
//! the same.

use std::{collections::BTreeMap, path::Path, time::Duration};

use reqwest::Client;
use serde_json::Value;

use crate::support::{EMAIL, PASSWORD, Running, run, smtp_server, smtp_server_at, soon};

/// What waits, as the command line lists it.
fn waiting(folder: &Path) -> Vec<Value> {
    let output = run(folder, &["--json", "mail", "list"]);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// Waits until nothing waits: what was being sent when the program died is leased for half a minute.
async fn all_sent(folder: &Path) {
    for _ in 0..180 {
        if waiting(folder).is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("not after 90 seconds: {:?}", waiting(folder));
}

fn kill(mut program: Running) {
    program.signal("-KILL");
    program.process.wait().unwrap();
}

async fn post(program: &Running, path: &str) {
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let response = Client::new().post(format!("{}{path}", program.url)).form(&form).send().await.unwrap();
    assert!(response.status().is_success() || response.status().is_redirection(), "{path}: {}", response.status());
}

fn message_id(text: &str) -> String {
    text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap().to_owned()
}

#[tokio::test]
async fn an_email_on_its_way_to_a_server_that_answers_late_comes_after_the_restart() {
    let folder = tempfile::tempdir().unwrap();
    // It takes connections, and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let settings = [&*format!("--smtp-url=smtp://127.0.0.1:{port}"), "--sign-up=confirm"];
    let program = Running::start(folder.path(), &settings);
    post(&program, "/sign-up").await;
    soon("it is being sent", async || waiting(folder.path()).iter().any(|email| email["tries"] == 1).then_some(()))
        .await;
    kill(program);
    let kept = waiting(folder.path());
    assert_eq!((kept.len(), &kept[0]["kind"], &kept[0]["recipient"]), (1, &"sign_up".into(), &EMAIL.into()));
    drop(silent);
    let (_, mut emails) = smtp_server_at(port, &["250 taken"]).await;
    let _program = Running::start(folder.path(), &settings);
    all_sent(folder.path()).await;
    let text = emails.try_recv().unwrap();
    assert!(message_id(&text).contains(kept[0]["id"].as_str().unwrap()) && text.contains("/sign-up/confirm?link"));
    assert!(emails.try_recv().is_err(), "once");
}

#[tokio::test]
async fn of_emails_whose_server_is_killed_again_and_again_none_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (server, mut emails) = smtp_server(&["250 taken"]).await;
    let settings = [&*server, "--sign-up=open"];
    let program = Running::start(folder.path(), &settings);
    post(&program, "/sign-up").await;
    kill(program);
    for round in 0..6 {
        let program = Running::start(folder.path(), &settings);
        // A device that was never seen before: the answer comes after the commit.
        post(&program, "/sign-in").await;
        tokio::time::sleep(Duration::from_millis(2 * round)).await;
        kill(program);
    }
    let _program = Running::start(folder.path(), &settings);
    all_sent(folder.path()).await;
    let mut counts = BTreeMap::<String, usize>::new();
    while let Ok(text) = emails.try_recv() {
        *counts.entry(message_id(&text)).or_default() += 1;
    }
    assert_eq!((counts.len(), counts.values().all(|count| *count <= 2)), (6, true), "{counts:?}");
}

#[tokio::test]
async fn what_waits_is_listed_without_what_it_says_and_tried_at_once_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (server, mut emails) = smtp_server(&["451 not now", "451 not now", "250 taken"]).await;
    let program = Running::start(folder.path(), &[&server, "--sign-up=confirm"]);
    post(&program, "/sign-up").await;
    emails.recv().await.unwrap();
    let email = soon("it is put off", async || {
        waiting(folder.path()).into_iter().find(|email| email["last_error"].is_string())
    })
    .await;
    assert!(email["last_error"].as_str().unwrap().contains("not now"), "{email}");
    assert_eq!(email.as_object().unwrap().len(), 7, "{email}");
    let text = String::from_utf8(run(folder.path(), &["mail", "list"]).stdout).unwrap();
    let id = email["id"].as_str().unwrap();
    for part in [id, "sign_up", EMAIL, "tries 1", "next in 1 min", "not now"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("link"));
    let output = run(folder.path(), &["mail", "retry", "AAAAAAAAAAAAAAAAAAAAAA"]);
    assert!(!output.status.success() && String::from_utf8_lossy(&output.stderr).contains("no such email"));
    for arguments in [vec!["--json", "mail", "retry", id], vec!["--json", "mail", "retry"]] {
        let output = run(folder.path(), &arguments);
        assert_eq!(String::from_utf8(output.stdout).unwrap().trim(), r#"{"due":1}"#);
        // The server looks every half a minute.
        tokio::time::timeout(Duration::from_secs(50), emails.recv()).await.expect("it is tried").unwrap();
        soon("it is put off again, or sent", async || {
            let delay = |email: &Value| email["next_try_at"].as_i64().unwrap() - email["since"].as_i64().unwrap();
            waiting(folder.path()).iter().all(|email| delay(email) > 100_000).then_some(())
        })
        .await;
    }
    all_sent(folder.path()).await;
}
