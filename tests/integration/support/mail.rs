//! The emails that an instance writes as files, and the links in them.

use super::{Browser, CHROME, PASSWORD, TestApp, soon};

/// The emails to `email` that are there, the newest first.
pub fn sent_emails(app: &TestApp, email: &str) -> Vec<String> {
    let folder = app.folder.path().join("data/mail");
    let paths = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    // A draft has another name until it is whole.
    let mut files: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "eml")).collect();
    files.sort_by_key(|path| std::cmp::Reverse(path.metadata().unwrap().modified().unwrap()));
    let texts = files.iter().map(|path| std::fs::read_to_string(path).unwrap());
    texts.filter(|text| text.contains(&format!("To: {email}"))).map(|text| decoded(&text)).collect()
}

/// The email with its parts as they are read: quoted-printable breaks long lines.
fn decoded(email: &str) -> String {
    let part = |part: &str| {
        if part.contains("Content-Transfer-Encoding: quoted-printable") {
            part.replace("=\r\n", "").replace("=3D", "=")
        } else {
            part.to_owned()
        }
    };
    email.split("\r\n--").map(part).collect::<Vec<_>>().join("\r\n--")
}

/// The newest email to `email` that says `words`, once it is there: emails leave after the answer, so
/// the newest one alone may still be an earlier one.
pub async fn sent_email(app: &TestApp, email: &str, words: &str) -> String {
    soon(&format!("an email to {email} says {words:?}"), async || {
        sent_emails(app, email).into_iter().find(|text| text.contains(words))
    })
    .await
}

/// The path of the link in an email.
pub fn link(text: &str) -> String {
    let url = text.split_whitespace().find(|word| word.contains("?link=")).expect("a link");
    url.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap()
}

/// What stands in the path of a link, and lets in.
/// The path of the link to `page` in an email that has several.
pub fn link_to(page: &str, text: &str) -> String {
    let word = text.split_whitespace().find(|word| word.contains(&format!("{page}?link=")));
    link(word.expect("a link to the page"))
}

pub fn secret(path: &str) -> &str {
    path.split("link=").nth(1).unwrap()
}

/// The browser of a new account whose address is confirmed.
pub async fn confirmed(app: &TestApp, email: &str) -> Browser {
    let mut browser = app.browser(CHROME);
    browser.submit("/sign-up", &[("email", email), ("password", PASSWORD)]).await;
    let path = link(&sent_email(app, email, "asked for an account at Latchkey").await);
    browser.submit("/sign-up/confirm", &[("link", secret(&path)), ("password", PASSWORD)]).await;
    assert!(browser.is_signed_in().await);
    browser
}

/// Waits until `count` emails are waiting, and none is being sent.
pub async fn emails_wait(app: &TestApp, count: i64) {
    let leased = "SELECT count(*) FROM outgoing_mail WHERE leased_until > 0";
    soon(&format!("{count} emails wait"), async || {
        (app.count("outgoing_mail").await == count && app.scalar::<i64>(leased).await == 0).then_some(())
    })
    .await;
}
