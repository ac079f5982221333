//! The file with the signing key, under a running server.

use reqwest::StatusCode;

use crate::support::{EMAIL, PASSWORD, Running, json_client, run_with_input, session_cookie, soon};

#[tokio::test]
async fn a_key_that_is_deleted_under_a_server_is_told_of_and_nobody_is_signed_out() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::start(folder.path(), &[]);
    let client = json_client();
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let response = client.post(format!("{}/sign-up", running.url)).form(&form).send().await.unwrap();
    let token = session_cookie(response.headers()).unwrap();
    let is_signed_in = async || {
        let request = client.get(format!("{}/api/devices?page=1", running.url));
        request.header("cookie", format!("latchkey={token}")).send().await.unwrap().status() == StatusCode::OK
    };
    let (key, kept) = (folder.path().join("data/signing.key"), folder.path().join("kept.key"));
    std::fs::rename(&key, &kept).unwrap();

    let output = run_with_input(folder.path(), &["keys", "rotate"], "");
    assert!(!output.status.success());
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("there is no signing key") && message.lines().count() == 1, "{message}");
    assert!(!key.exists(), "only the server creates one");
    let log = || running.log.lock().unwrap().clone();
    soon("the server says so", async || log().contains("can't be reloaded").then_some(())).await;
    assert!(is_signed_in().await);

    std::fs::rename(&kept, &key).unwrap();
    soon("it is read again", async || log().contains("were reloaded").then_some(())).await;
    assert_eq!(log().matches("can't be reloaded").count(), 1, "once, not at each look");
    let output = run_with_input(folder.path(), &["keys", "rotate"], "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("is in use: a running server signs with it within 5 seconds; 1 older still verify"),
        "{text}"
    );
    soon("the new key is in use", async || (log().matches("were reloaded").count() == 2).then_some(())).await;
    assert!(is_signed_in().await);
}
