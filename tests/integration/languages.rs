//! The language of pages, errors and emails: that of the account, else the browser's own.

use reqwest::{
    Method, Response, StatusCode,
    header::{ACCEPT, ACCEPT_LANGUAGE, CONTENT_LANGUAGE, COOKIE, SET_COOKIE, VARY},
};
use serde_json::Value;

use crate::support::{Browser, CHROME, EMAIL, FIREFOX, HTML, PASSWORD, TestApp, code, location, sent_email};

async fn page(browser: &mut Browser, path: &str, languages: &str) -> Response {
    let request = browser.request(Method::GET, path).header(ACCEPT, HTML).header(ACCEPT_LANGUAGE, languages);
    browser.send(request).await
}

async fn text(browser: &mut Browser, path: &str, languages: &str) -> String {
    page(browser, path, languages).await.text().await.unwrap()
}

/// Signs up or in from a browser of this language.
async fn enter(app: &TestApp, path: &str, languages: &str) -> Browser {
    let mut browser = app.browser(if path == "/sign-up" { CHROME } else { FIREFOX });
    let form = [("email", EMAIL), ("password", PASSWORD)];
    let request = browser.request(Method::POST, path).header(ACCEPT, "application/json");
    let response = browser.send(request.header(ACCEPT_LANGUAGE, languages).form(&form)).await;
    assert_eq!(response.status(), StatusCode::OK);
    browser
}

#[tokio::test]
async fn a_page_is_in_the_language_that_the_browser_prefers_and_says_so() {
    let app = TestApp::start().await;
    let mut anybody = app.browser(CHROME);
    for (languages, html, words) in [
        ("de-AT, en;q=0.5", r#"<html lang="de" dir="ltr">"#, "Passwort vergessen?"),
        ("fr", r#"<html lang="fr" dir="ltr">"#, "Mot de passe oublié"),
        ("es-419", r#"<html lang="es" dir="ltr">"#, "¿Has olvidado tu contraseña?"),
        ("ja", r#"<html lang="ja" dir="ltr">"#, "パスワードをお忘れですか"),
        ("ar-EG", r#"<html lang="ar" dir="rtl">"#, "هل نسيت كلمة المرور؟"),
        ("ru, *;q=0.1", r#"<html lang="en" dir="ltr">"#, "Forgot your password?"),
        ("", r#"<html lang="en" dir="ltr">"#, "Forgot your password?"),
    ] {
        let response = page(&mut anybody, "/password/forgotten", languages).await;
        let headers = response.headers().clone();
        let text = response.text().await.unwrap();
        assert!(text.contains(html) && text.contains(words), "{languages}: {text}");
        assert_eq!(headers[CONTENT_LANGUAGE], html[12..14], "{languages}");
        let vary: Vec<_> = headers.get_all(VARY).iter().map(|line| line.to_str().unwrap()).collect();
        assert!(vary.join(",").contains("accept-language"), "{vary:?}");
    }
}

#[tokio::test]
async fn a_language_that_was_chosen_in_a_browser_stays_and_leads_back_to_the_page() {
    let app = TestApp::start().await;
    let mut anybody = app.browser(CHROME);
    let choose = async |next: &str| {
        let fields = [("language", "de"), ("next", next)];
        app.browser(CHROME).submit_plainly("/language", &fields).await
    };
    let chosen = choose("/password/forgotten?email=x").await;
    assert_eq!((chosen.status(), location(&chosen)), (StatusCode::SEE_OTHER, "/password/forgotten?email=x"));
    let cookie = chosen.headers()[SET_COOKIE].to_str().unwrap().to_owned();
    assert!(
        cookie.starts_with("latchkey-language-") && cookie.contains("Max-Age=") && cookie.contains("=de;"),
        "{cookie}"
    );
    for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "/api/devices", "/nowhere", ""] {
        assert_eq!(location(&choose(next).await), "/devices", "{next}");
    }
    let with_cookie = |request: reqwest::RequestBuilder| request.header(COOKIE, cookie.split(';').next().unwrap());
    let request = anybody.request(Method::GET, "/password/forgotten").header(ACCEPT_LANGUAGE, "fr");
    let html = anybody.send(with_cookie(request.header(ACCEPT, HTML))).await.text().await.unwrap();
    assert!(html.contains("Passwort vergessen?"), "{html}");
    assert_eq!(
        app.browser(CHROME).submit_plainly("/language", &[("language", "tlh")]).await.status(),
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn an_account_keeps_the_language_of_the_browser_that_made_it_and_no_sign_in_changes_it() {
    let app = TestApp::start().await;
    let mut owner = enter(&app, "/sign-up", "de").await;
    assert!(text(&mut owner, "/account", "fr").await.contains("Konto löschen"));
    let mut thief = enter(&app, "/sign-in", "ar").await;
    assert!(text(&mut thief, "/account", "ar").await.contains("Konto löschen"));
    let language: String = app.scalar("SELECT language FROM users").await;
    assert_eq!(language, "de");
    // Nor may a device that nobody recognised.
    let refused = thief.submit("/account/language", &[("language", "ar")]).await;
    assert_eq!(code(refused).await, "ask_elsewhere");
    let language: String = app.scalar("SELECT language FROM users").await;
    assert_eq!(language, "de");
}

#[tokio::test]
async fn a_person_chooses_the_language_of_the_account() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    // Of an account whose language isn't known each browser has its own.
    assert!(text(&mut owner, "/account", "es").await.contains("Eliminar cuenta"));
    let done = owner.submit_plainly("/account/language", &[("language", "ja")]).await;
    assert_eq!((done.status(), location(&done)), (StatusCode::SEE_OTHER, "/account"));
    let html = text(&mut owner, "/account", "es").await;
    assert!(html.contains(r#"<html lang="ja""#) && html.contains("アカウントを削除"), "{html}");
    assert!(html.contains("言語を保存しました"), "{html}");
    assert!(html.contains(r#"<option value="ja" lang="ja" selected"#), "{html}");
    assert_eq!(owner.submit("/account/language", &[("language", "xx")]).await.status(), StatusCode::BAD_REQUEST);
    let export: Value = owner.submit("/account/download", &[]).await.json().await.unwrap();
    assert_eq!(export["account"]["language"], "ja");
}

#[tokio::test]
async fn an_error_is_in_the_language_of_the_account_else_of_the_browser() {
    let app = TestApp::start().await;
    let mut owner = enter(&app, "/sign-up", "de").await;
    let wrong = owner.submit("/account/password", &[("password", "x"), ("new_password", "y")]).await;
    assert_eq!(wrong.json::<Value>().await.unwrap()["message"], "Das Passwort ist falsch.");
    let plain = owner.submit_plainly("/account/email", &[("email", "nonsense"), ("password", PASSWORD)]).await;
    let html = plain.text().await.unwrap();
    assert!(html.contains("Gib eine E-Mail-Adresse ein"), "{html}");
    let mut anybody = app.browser(CHROME);
    let nowhere = page(&mut anybody, "/nowhere", "ar").await;
    assert_eq!(
        (nowhere.status(), nowhere.headers()[CONTENT_LANGUAGE].to_str().unwrap()),
        (StatusCode::NOT_FOUND, "ar")
    );
    let html = nowhere.text().await.unwrap();
    assert!(html.contains(r#"<html lang="ar" dir="rtl">"#) && html.contains("لا يوجد شيء هنا"), "{html}");
    let request = anybody.request(Method::GET, "/api/devices?page=1").header(ACCEPT, "application/json");
    let refused: Value = anybody.send(request.header(ACCEPT_LANGUAGE, "fr")).await.json().await.unwrap();
    assert_eq!(
        (&refused["code"], &refused["message"]),
        (&"sign_in_required".into(), &"Connectez-vous pour continuer.".into())
    );
}

#[tokio::test]
async fn an_email_is_in_the_language_of_the_account_whatever_browser_acts() {
    let app = TestApp::start().await;
    enter(&app, "/sign-up", "de").await;
    // The browser that signs in prefers another.
    enter(&app, "/sign-in", "fr").await;
    let german = sent_email(&app, EMAIL, "/devices/disown?link=").await;
    for words in ["Ger=C3=A4t", "Content-Language: de", r#"lang="de" dir="ltr""#] {
        assert!(german.contains(words), "{words}: {german}");
    }
    let mut anybody = app.browser(CHROME);
    let request = anybody.request(Method::POST, "/password/forgotten").header(ACCEPT_LANGUAGE, "ja");
    anybody.send(request.form(&[("email", EMAIL)])).await;
    let german = sent_email(&app, EMAIL, "/password/reset?link=").await;
    assert!(german.contains("Passwort") && !german.contains("Choose a new password"), "{german}");
}

#[tokio::test]
async fn an_email_in_arabic_runs_from_right_to_left() {
    let app = TestApp::start().await;
    let mut owner = enter(&app, "/sign-up", "ar").await;
    owner.submit("/account/email", &[("email", "new@example.com"), ("password", PASSWORD)]).await;
    let email = sent_email(&app, EMAIL, "Content-Language: ar").await;
    assert!(email.contains(r#"lang="ar" dir="rtl""#) && email.contains("new@example.com"), "{email}");
}

#[tokio::test]
async fn the_texts_of_every_language_name_the_site() {
    let app = TestApp::with(&["--site-name=Schlüssel & Co"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    for language in ["en", "de", "fr", "es", "ja", "ar"] {
        for path in ["/sign-in", "/account/privacy"] {
            let mut visitor = if path == "/sign-in" { app.browser(FIREFOX) } else { owner.clone() };
            let html = text(&mut visitor, path, language).await;
            let body = html.split("<main").nth(1).unwrap();
            assert!(body.contains("Schlüssel &amp; Co"), "{language} {path}: {body}");
            assert!(!html.contains("Latchkey<") && !html.contains("Latchkey "), "{language} {path}: {html}");
        }
    }
    owner.visit("/devices").await;
}
