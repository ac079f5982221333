//! A log that can't be written, and answers of commands that can't be printed: nothing else is lost.

use std::{
    fs::File,
    io::Read,
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::Duration,
};

use reqwest::{Client, StatusCode};

use crate::support::{EMAIL, PASSWORD, Running, json_client, latchkey, run, soon};

/// Ended with the test, however that ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A server whose standard error is `log`.
async fn started(folder: &std::path::Path, log: Stdio, arguments: &[&str]) -> (Server, String) {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = latchkey(folder);
    command.arg(format!("--listen={address}")).args(arguments).stderr(log);
    let mut process = Server(command.spawn().unwrap());
    soon("it serves", async || {
        assert!(process.0.try_wait().unwrap().is_none(), "it ended before it served");
        tokio::net::TcpStream::connect(address).await.ok()
    })
    .await;
    (process, format!("http://{address}"))
}

/// Signs up, out and in, with a wrong password in between: each is a line of the log.
async fn use_it(url: &str) {
    let client = json_client();
    let post = async |path: &str, cookies: &str, fields: &[(&str, &str)]| {
        let request = client.post(format!("{url}{path}")).header("cookie", cookies).form(fields);
        request.timeout(Duration::from_mins(1)).send().await.unwrap()
    };
    // All of them: the device is to be known again.
    let cookies = |response: reqwest::Response| {
        let set = response.headers().get_all("set-cookie").iter();
        set.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap().to_owned()).collect::<Vec<_>>().join("; ")
    };
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let first = cookies(post("/sign-up", "", &form).await);
    let wrong = [("email", EMAIL), ("password", "a wrong password")];
    assert_eq!(post("/sign-in", "", &wrong).await.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(post("/sign-out", &first, &[]).await.status(), StatusCode::OK);
    let second = cookies(post("/sign-in", &first, &form).await);
    let change = [("password", PASSWORD), ("new_password", "another good pass phrase")];
    assert_eq!(post("/account/password", &second, &change).await.status(), StatusCode::OK);
}

async fn ends_on_sigterm(mut process: Server) {
    assert!(Command::new("kill").args(["-TERM", &process.0.id().to_string()]).status().unwrap().success());
    let status = tokio::task::spawn_blocking(move || process.0.wait().unwrap());
    let status = tokio::time::timeout(Duration::from_mins(1), status).await.expect("it ends").unwrap();
    assert!(status.success(), "{status}");
}

fn full() -> File {
    File::options().write(true).open("/dev/full").unwrap()
}

#[tokio::test]
async fn a_full_disk_under_the_log_loses_the_log_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (process, url) = started(folder.path(), full().into(), &[]).await;
    use_it(&url).await;
    ends_on_sigterm(process).await;
}

#[tokio::test]
async fn a_pipe_whose_reader_has_gone_loses_the_log_alone() {
    for format in ["--log-format=text", "--log-format=json"] {
        let folder = tempfile::tempdir().unwrap();
        let (mut process, url) = started(folder.path(), Stdio::piped(), &[format]).await;
        drop(process.0.stderr.take());
        use_it(&url).await;
        ends_on_sigterm(process).await;
    }
}

#[tokio::test]
async fn a_pipe_that_nobody_reads_holds_up_nothing_and_what_was_lost_is_said_once_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let (mut process, url) = started(folder.path(), Stdio::piped(), &["--log=trace"]).await;
    let client = Client::new();
    // Lines of some megabytes.
    for _ in 0..1500 {
        let page = client.get(format!("{url}/devices/{}", "a".repeat(2000))).send().await.unwrap();
        assert_eq!(page.status(), StatusCode::NOT_FOUND);
    }
    use_it(&url).await;
    let mut log = process.0.stderr.take().unwrap();
    let reader = tokio::task::spawn_blocking(move || {
        let mut text = Vec::new();
        log.read_to_end(&mut text).unwrap();
        String::from_utf8_lossy(&text).into_owned()
    });
    tokio::time::sleep(Duration::from_millis(500)).await;
    ends_on_sigterm(process).await;
    let text = reader.await.unwrap();
    assert!(text.contains("log lines could not be written"), "{} bytes", text.len());
    assert!(text.contains("stopped"));
}

#[tokio::test]
async fn a_pipe_that_is_never_read_does_not_hold_up_the_stop() {
    let folder = tempfile::tempdir().unwrap();
    let (process, url) = started(folder.path(), Stdio::piped(), &["--log=trace"]).await;
    for _ in 0..200 {
        Client::new().get(format!("{url}/devices/{}", "a".repeat(2000))).send().await.unwrap();
    }
    ends_on_sigterm(process).await;
}

#[test]
fn a_command_whose_answer_can_not_be_printed_says_so_by_its_code_and_was_done() {
    let folder = tempfile::tempdir().unwrap();
    drop(Running::start(folder.path(), &[]));
    let rotate = || latchkey(folder.path()).args(["keys", "rotate"]).stdout(full()).output().unwrap();
    let output = rotate();
    assert_eq!(output.status.code(), Some(74));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("latchkey: done, but the result can't be printed") && said.lines().count() == 1);
    // It is done even if nothing at all can be written.
    let output = latchkey(folder.path()).args(["keys", "rotate"]).stdout(full()).stderr(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(74));
    let keys = String::from_utf8(run(folder.path(), &["--json", "keys", "rotate"]).stdout).unwrap();
    assert!(keys.contains("\"keys\":3") || keys.contains("\"keys\":4"), "{keys}");
    for arguments in [vec!["--help"], vec!["--version"]] {
        let output = latchkey(folder.path()).args(arguments).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
    }
    let output = latchkey(folder.path()).args(["--listen=nowhere"]).stderr(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_reader_that_has_enough_ends_a_command_quietly() {
    let folder = tempfile::tempdir().unwrap();
    // There is a key to rotate only after a start.
    drop(Running::start(folder.path(), &[]));
    for arguments in [vec!["keys", "rotate"], vec!["--json", "user", "list"], vec!["user", "list"], vec!["--help"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = latchkey(folder.path()).args(&arguments).stdout(writer).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", output.status);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{arguments:?}");
    }
}
