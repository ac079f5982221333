//! Emails as files, where there is no mail server: whole, and for their owner alone.

use std::{
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    process::{Command, Stdio},
};

use crate::support::{CHROME, EMAIL, FIREFOX, PASSWORD, TestApp, mode, sent_email, sent_emails, soon};

#[tokio::test]
async fn with_a_umask_that_closes_nothing_files_and_their_folder_are_their_owners_alone() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    let mail = folder.path().join("data/mail");
    std::fs::create_dir_all(&mail).unwrap();
    std::fs::set_permissions(&mail, std::fs::Permissions::from_mode(0o777)).unwrap();
    let mut command = Command::new("sh");
    command.arg("-c").arg("umask 0; exec \"$0\" --listen=127.0.0.1:0 --sign-up=confirm --site-root=site");
    command.arg(env!("CARGO_BIN_EXE_latchkey")).env_clear().current_dir(folder.path()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    let mut lines = BufReader::new(process.stderr.take().unwrap()).lines().map_while(Result::ok);
    let url =
        lines.find_map(|line| line.split("Latchkey serves ").nth(1)?.split(' ').next().map(str::to_owned)).unwrap();
    std::thread::spawn(move || lines.for_each(drop));
    let form = [("email", EMAIL), ("password", PASSWORD)];
    reqwest::Client::new().post(format!("{url}sign-up")).form(&form).send().await.unwrap();
    // A draft has another name until it is whole.
    let file = soon("an email is there", async || {
        let mut files = std::fs::read_dir(&mail).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|ending| ending == "eml"))
    })
    .await;
    process.kill().unwrap();
    process.wait().unwrap();
    assert_eq!((mode(&mail), mode(&file)), (0o700, 0o600));
    assert!(std::fs::read_to_string(&file).unwrap().contains("/sign-up/confirm?link"), "all of it is there");
}

#[tokio::test]
async fn every_email_has_what_mail_servers_ask_for() {
    let app = TestApp::with(&["--sign-up=confirm", "--mail-from=Keys <keys@bücher.example>"]).await;
    app.browser(CHROME).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    app.browser(FIREFOX).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    sent_email(&app, EMAIL, "asked for an account at Latchkey").await;
    let both = soon("a second one comes", async || Some(sent_emails(&app, EMAIL)).filter(|all| all.len() == 2)).await;
    let mut ids = Vec::new();
    for text in &both {
        let header = |name: &str| {
            let lines: Vec<_> = text.lines().take_while(|line| !line.is_empty()).collect();
            let values: Vec<_> = lines.iter().filter_map(|line| line.strip_prefix(&format!("{name}: "))).collect();
            assert_eq!(values.len(), 1, "{name} in {text}");
            values[0].to_owned()
        };
        let id = header("Message-ID");
        assert!(id.starts_with('<') && id.ends_with("@xn--bcher-kva.example>") && id.len() > 40, "{id}");
        assert_eq!(header("Auto-Submitted"), "auto-generated");
        assert_eq!(header("X-Auto-Response-Suppress"), "All");
        assert_eq!(header("Date"), "Fri, 15 Jan 2027 08:00:00 +0000", "by the clock of the server");
        assert!(header("From").contains("keys@xn--bcher-kva.example"));
        ids.push(id);
    }
    assert_ne!(ids[0], ids[1]);
}
