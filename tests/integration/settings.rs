//! Settings as they come from compose files, units and terminals: empty, misspelt, in the wrong place.

use std::{
    io::{Read, Write},
    process::{Output, Stdio},
};

use clap::CommandFactory;
use latchkey::server::cli::Cli;

use crate::support::{CHROME, EMAIL, PASSWORD, Running, TestApp, latchkey, run_with_input, soon};

fn variables() -> Vec<String> {
    let command = Cli::command();
    command.get_arguments().filter_map(|argument| argument.get_env()?.to_str().map(str::to_owned)).collect()
}

fn assert_one_line_without(output: &Output, secret: &str) -> String {
    let message = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!output.status.success(), "{message}");
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(!message.contains(secret) && output.stdout.is_empty(), "{message}");
    message
}

#[test]
fn a_variable_that_is_empty_or_blank_is_not_set_whichever_it_is() {
    assert!(variables().len() > 25);
    for blank in ["", " ", "\t \n"] {
        let folder = tempfile::tempdir().unwrap();
        let mut variables: Vec<_> = variables().into_iter().map(|name| (name, blank)).collect();
        variables.push(("LEPTOS_SITE_ROOT".to_owned(), blank));
        let running = Running::start_with(folder.path(), &["--listen=127.0.0.1:0"], &variables);
        let log = running.log.lock().unwrap().clone();
        assert!(log.contains("Latchkey serves ") && log.contains("INFO"), "{log}");
        assert!(folder.path().join("data/latchkey.db").exists() && folder.path().join("data/signing.key").exists());
        // A command reads the same settings.
        let output = latchkey(folder.path()).envs(variables).args(["user", "list"]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn each_variable_alone_may_be_empty() {
    let folder = tempfile::tempdir().unwrap();
    drop(Running::start(folder.path(), &[]));
    for name in variables() {
        let output = latchkey(folder.path()).env(&name, "").args(["user", "list"]).output().unwrap();
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_switch_in_the_environment_is_on_or_off_in_the_usual_words() {
    let folder = tempfile::tempdir().unwrap();
    drop(Running::start(folder.path(), &[]));
    for (value, json) in [("1", true), ("true", true), ("yes", true), ("0", false), ("false", false), ("", false)] {
        let output = latchkey(folder.path()).env("LATCHKEY_JSON", value).args(["user", "list"]).output().unwrap();
        assert_eq!(output.stdout.starts_with(b"[]"), json, "{value}");
    }
    let output = latchkey(folder.path()).env("LATCHKEY_JSON", "perhaps").args(["user", "list"]).output().unwrap();
    assert!(assert_one_line_without(&output, "perhaps").contains("--json (LATCHKEY_JSON)"));
}

#[test]
fn a_setting_that_was_renamed_is_still_read_by_its_former_flag_and_variable() {
    let folder = tempfile::tempdir().unwrap();
    drop(Running::start(folder.path(), &[]));
    let listed = |variables: &[(&str, &str)], arguments: &[&str]| {
        let variables = variables.iter().copied();
        latchkey(folder.path()).envs(variables).args(arguments).args(["user", "list"]).output().unwrap()
    };
    let (current, former) = ("LATCHKEY_REAUTH_LIFETIME", "LATCHKEY_PROOF_LIFETIME");
    for variables in [&[(former, "perhaps")][..], &[(current, " "), (former, "perhaps")]] {
        let message = assert_one_line_without(&listed(variables, &[]), "perhaps");
        assert!(message.contains("--reauth-lifetime (LATCHKEY_PROOF_LIFETIME)"), "{message}");
    }
    let message = assert_one_line_without(&listed(&[], &["--proof-lifetime=perhaps"]), "perhaps");
    assert!(message.contains("--reauth-lifetime"), "{message}");
    for (variables, arguments) in [
        (&[(former, "5m")][..], &[][..]),
        (&[], &["--proof-lifetime=5m"]),
        (&[(current, "5m"), (former, "perhaps")], &[]),
    ] {
        let output = listed(variables, arguments);
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !message.contains(former), "{variables:?}: {message}");
    }
}

/// The rows of the table in docs/configuration.md: a flag, its variable, and what is said of its default.
fn documented() -> Vec<(String, String, String)> {
    let text = std::fs::read_to_string("docs/configuration.md").unwrap();
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| `--")?.split(" | ");
        let name = cells.next()?.trim_end_matches('`').to_owned();
        Some((name, cells.next()?.trim_matches('`').to_owned(), cells.next()?.to_owned()))
    };
    text.lines().filter_map(row).collect()
}

#[test]
fn the_documented_settings_are_those_of_the_program_with_their_variables_and_defaults() {
    let mut documented = documented();
    documented.sort();
    let command = Cli::command();
    let mut settings: Vec<_> = command.get_arguments().filter(|setting| setting.get_env().is_some()).collect();
    settings.sort_by_key(|setting| setting.get_long());
    let text = |text: &std::ffi::OsStr| text.to_str().unwrap().to_owned();
    let in_program: Vec<_> = settings
        .iter()
        .map(|setting| (setting.get_long().unwrap().to_owned(), text(setting.get_env().unwrap())))
        .collect();
    let in_table: Vec<_> = documented.iter().map(|(name, variable, _)| (name.clone(), variable.clone())).collect();
    assert_eq!(in_table, in_program);
    for (setting, (name, _, said)) in settings.iter().zip(&documented) {
        let default = setting.get_default_values().first().map(|default| text(default)).filter(|text| !text.is_empty());
        // A switch is off by default.
        let Some(default) = default.filter(|default| default != "false") else { continue };
        assert!(said.starts_with(&format!("`{default}`")), "--{name}: {default}, but the table says {said}");
    }
}

#[test]
fn help_shows_every_variable_also_one_that_is_empty() {
    let folder = tempfile::tempdir().unwrap();
    let output = latchkey(folder.path()).env("LATCHKEY_SMTP_URL", "").arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && help.contains("LATCHKEY_SMTP_URL"), "{help}");
}

#[test]
fn no_value_of_a_wrong_variable_is_repeated_and_the_variable_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for name in variables() {
        // Some take any text; what they make of it shows elsewhere.
        let takes_anything = [
            "DATA_DIR",
            "DATABASE_PASSWORD_FILE",
            "SIGNING_KEY_FILE",
            "ISSUER",
            "LOCATION_DB",
            "SITE_ROOT",
            "SITE_NAME",
            "LOGO",
        ];
        if takes_anything.iter().any(|any| name.ends_with(any)) {
            continue;
        }
        let output = latchkey(folder.path()).env(&name, "smtps//ada:hunter2@mail").output().unwrap();
        let message = assert_one_line_without(&output, "hunter2");
        assert!(message.contains(&format!("({name})")), "{message}");
    }
}

#[test]
fn a_misspelt_variable_is_warned_of_by_its_name_alone() {
    let folder = tempfile::tempdir().unwrap();
    let unknown =
        [("LATCHKEY_SMTP_ULR".to_owned(), "smtps://ada:hunter2@mail"), ("LATCHKEY_TOOLS".to_owned(), ".tools")];
    let running = Running::start_with(folder.path(), &["--listen=127.0.0.1:0"], &unknown);
    let log = running.log.lock().unwrap().clone();
    let warnings: Vec<_> = log.lines().filter(|line| line.contains("WARN")).collect();
    assert!(warnings.len() == 1 && warnings[0].contains("LATCHKEY_SMTP_ULR"), "{log}");
    assert!(!log.contains("hunter2"));
}

#[tokio::test]
async fn listening_everywhere_without_a_public_url_is_warned_of_and_refused_where_mail_is_sent() {
    for listen in ["--listen=0.0.0.0:0", "--listen=[::]:0"] {
        let folder = tempfile::tempdir().unwrap();
        let running = Running::start_with(folder.path(), &[listen], &[]);
        let log = running.log.lock().unwrap().clone();
        assert!(log.lines().any(|line| line.contains("WARN") && line.contains("--public-url")), "{log}");
        let client = reqwest::Client::new();
        let form = [("email", EMAIL), ("password", PASSWORD)];
        let url = running.url.replace("localhost", if listen.contains('[') { "[::1]" } else { "127.0.0.1" });
        assert!(client.post(format!("{url}/sign-up")).form(&form).send().await.unwrap().status().is_success());
        client.post(format!("{url}/password/forgotten")).form(&[("email", EMAIL)]).send().await.unwrap();
        let mail = folder.path().join("data/mail");
        let text = soon("the email is written", async || {
            let texts =
                std::fs::read_dir(&mail).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
            texts.map(|text| text.replace("=\r\n", "")).find(|text| text.contains("/password/reset"))
        })
        .await;
        assert!(text.contains("http://localhost:") && !text.contains("0.0.0.0") && !text.contains("[::]"), "{text}");
        drop(running);

        let mut command = latchkey(folder.path());
        let refused = command.args([listen, "--smtp-url=smtp://127.0.0.1"]).output().unwrap();
        assert!(assert_one_line_without(&refused, "smtp://").contains("--public-url"));
        let given = ["--smtp-url=smtp://127.0.0.1", "--public-url=https://devices.example"];
        let running = Running::start_with(folder.path(), &[&[listen], &given[..]].concat(), &[]);
        let log = running.log.lock().unwrap().clone();
        assert!(!log.lines().any(|line| line.contains("WARN") && line.contains("--public-url")), "{log}");
    }
}

/// The program at a terminal of its own, by util-linux' `script`; what the terminal showed in the end.
fn at_a_terminal(folder: &std::path::Path, arguments: &str, answers: &[(&str, &str)]) -> Option<(bool, String)> {
    let command = format!("{} {arguments}", env!("CARGO_BIN_EXE_latchkey"));
    let mut script = std::process::Command::new("script");
    script.args(["--quiet", "--return", "--command", &command, "/dev/null"]).env_clear().current_dir(folder);
    script.env("PATH", "/usr/bin:/bin").stdin(Stdio::piped()).stdout(Stdio::piped());
    let Ok(mut process) = script.spawn() else {
        println!("skipped: there is no 'script' to make a terminal");
        return None;
    };
    let (mut input, mut output) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
    let mut shown = String::new();
    let mut byte = [0];
    for (prompt, answer) in answers {
        while !shown.ends_with(prompt) {
            assert_eq!(output.read(&mut byte).unwrap(), 1, "no '{prompt}' in {shown}");
            shown.push(char::from(byte[0]));
        }
        // The terminal hides what is typed once the program reads.
        std::thread::sleep(std::time::Duration::from_millis(300));
        input.write_all(format!("{answer}\n").as_bytes()).unwrap();
    }
    output.read_to_string(&mut shown).unwrap();
    Some((process.wait().unwrap().success(), shown))
}

#[test]
fn at_a_terminal_the_password_is_asked_for_twice_and_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let answers = [("Password: ", PASSWORD), ("Once more: ", PASSWORD)];
    let Some((done, shown)) = at_a_terminal(folder.path(), &format!("user add {EMAIL}"), &answers) else { return };
    assert!(done && shown.contains("the account was added") && !shown.contains(PASSWORD), "{shown}");

    let other = [("Password: ", PASSWORD), ("Once more: ", "correct horse battery stable")];
    let (done, shown) = at_a_terminal(folder.path(), "user add eve@example.com", &other).unwrap();
    assert!(!done && shown.contains("the two differ") && !shown.contains("correct horse"), "{shown}");
    let (done, shown) = at_a_terminal(folder.path(), "user add eve@example.com", &[("Password: ", "")]).unwrap();
    assert!(!done && shown.contains("it is empty"), "{shown}");
    let (_, shown) = at_a_terminal(folder.path(), "user list", &[]).unwrap();
    assert_eq!(shown.trim(), EMAIL);
}

#[tokio::test]
async fn a_password_from_a_file_is_what_the_person_types_whatever_the_editor_put_around_it() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::start(folder.path(), &["--sign-up=closed"]);
    let output = run_with_input(folder.path(), &["user", "add", EMAIL], &format!("\u{feff}{PASSWORD}\r\n"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let response = reqwest::Client::new().post(format!("{}/sign-in", running.url)).form(&form).send().await.unwrap();
    assert_eq!(response.status(), reqwest::StatusCode::OK);
    for (input, said) in [("", "empty"), ("\u{feff}\n", "empty"), ("short", "8 characters"), (PASSWORD, "already")] {
        let output = run_with_input(folder.path(), &["user", "add", EMAIL], input);
        let message = assert_one_line_without(&output, "Enter your");
        assert!(message.contains(said) && !message.contains("Sign in"), "{message}");
    }
}

#[tokio::test]
async fn the_sign_in_page_says_the_times_of_the_settings() {
    let app = TestApp::with(&["--kept-idle-timeout=45d", "--shared-lifetime=90m"]).await;
    for (path, text) in [("/sign-in", "45 days without activity"), ("/sign-in?shared=yes", "1 hour 30 minutes")] {
        let page = app.browser(CHROME).visit(path).await.text().await.unwrap();
        assert!(page.contains(text), "{path}: {page}");
    }
}
