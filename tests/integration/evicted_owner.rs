//! A thief who knows the password doesn't evict the owner: the whole chain as one story, and each of its steps.

use std::time::Duration;

use reqwest::StatusCode;

use crate::support::{
    Browser, CHROME, DAY, EMAIL, FIREFOX, PASSWORD, SAFARI, TestApp, code, link, link_to, location, overview, secret,
    sent_email, sent_emails, sign_in, soon,
};

const EVIL: &str = "evil@example.com";
const NEW: &str = "a wholly different sentence";

/// That a request was refused because nobody recognised the device.
async fn refused(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) {
    let response = browser.submit(path, fields).await;
    assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path} {fields:?}");
    assert_eq!(code(response).await, "ask_elsewhere", "{path} {fields:?}");
}

/// Everything that an unrecognised device is refused while `owner` was active recently.
async fn every_step_is_refused(thief: &mut Browser, its: &str, owner: &str) {
    let reauth = ("password", PASSWORD);
    refused(thief, "/devices/sign-out-others", &[reauth]).await;
    refused(thief, "/devices/sign-out", &[("device", owner), reauth]).await;
    refused(thief, "/devices/sign-out", &[("device", owner), ("when", "tonight"), reauth]).await;
    refused(thief, "/devices/sign-out", &[("device", owner), ("when", "lock"), reauth]).await;
    every_claim_is_refused(thief, its, owner).await;
}

/// The same, as far as the owner's device need not be signed in for it.
async fn every_claim_is_refused(thief: &mut Browser, its: &str, owner: &str) {
    let reauth = ("password", PASSWORD);
    refused(thief, "/devices/rename", &[("device", owner), ("name", "Old phone")]).await;
    refused(thief, "/devices/confirm", &[("device", its), reauth]).await;
    refused(thief, "/devices/not-me", &[("device", owner), reauth]).await;
    refused(thief, "/account/email", &[("email", EVIL), reauth]).await;
    refused(thief, "/account/password", &[reauth, ("new_password", NEW), ("end_others", "yes")]).await;
    refused(thief, "/account/privacy", &[("precision", "none"), reauth]).await;
    refused(thief, "/account/delete", &[reauth]).await;
}

#[tokio::test]
async fn a_thief_who_knows_the_password_takes_each_step_in_vain_and_the_owner_comes_back() {
    for mode in ["--sign-up=open", "--sign-up=confirm"] {
        let app = TestApp::with(&[mode]).await;
        let mut owner = app.browser(CHROME);
        owner.submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
        if mode.ends_with("confirm") {
            let path = link(&sent_email(&app, EMAIL, "asked for an account at Latchkey").await);
            owner.submit("/sign-up/confirm", &[("link", secret(&path)), ("password", PASSWORD)]).await;
        }
        let own = owner.device_id().await;
        // The thief signs in on a new device; signing in counts as re-authentication.
        let mut thief = app.signed_in(FIREFOX, EMAIL).await;
        let its = thief.device_id().await;
        every_step_is_refused(&mut thief, &its, &own).await;
        assert!(owner.is_signed_in().await, "{mode}");
        // Nor when the owner's device is no longer signed in: it was active recently.
        owner.submit("/sign-out", &[]).await;
        every_claim_is_refused(&mut thief, &its, &own).await;
        app.advance(Duration::from_hours(20));
        every_claim_is_refused(&mut thief, &its, &own).await;
        assert!(sent_emails(&app, EVIL).is_empty(), "nothing was sent to the address that the thief wants");
        // Sign-ups with the owner's address spend nothing that a reset needs.
        for _ in 0..8 {
            app.browser(FIREFOX).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
        }
        // The owner comes back, by the link of the email about the thief …
        let text = sent_email(&app, EMAIL, "A new device signed in").await;
        let done = app.browser(SAFARI).submit_plainly("/devices/disown", &[("link", secret(&link(&text)))]).await;
        assert_eq!(location(&done), "/devices/disown");
        assert!(!thief.is_signed_in().await);
        // … and by a link to a new password, which was asked for on the sign-in page.
        app.browser(SAFARI).submit("/password/forgotten", &[("email", EMAIL)]).await;
        let path = link(&sent_email(&app, EMAIL, "reset the password of your Latchkey account").await);
        let fields = [("link", secret(&path)), ("password", NEW)];
        assert_eq!(app.browser(SAFARI).submit("/password/reset", &fields).await.status(), StatusCode::OK);
        let right = owner.submit("/sign-in", &[("email", EMAIL), ("password", NEW)]).await;
        assert_eq!(right.status(), StatusCode::OK);
        thief.token = None;
        let wrong = thief.submit("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await;
        assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
        // On the device that was recognised all of it works.
        assert_eq!(owner.submit("/account/email", &[("email", "countess@example.com")]).await.status(), StatusCode::OK);
        assert_eq!(owner.submit("/devices/sign-out-others", &[]).await.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn a_refusal_says_what_to_do_in_place_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let page = phone.submit_plainly("/account/email", &[("email", "new@example.com")]).await;
    assert_eq!(page.status(), StatusCode::FORBIDDEN);
    let page = page.text().await.unwrap();
    assert!(page.contains("Open the link in the email we sent when it signed in"), "{page}");
    assert!(page.contains("new@example.com"), "{page}");
    let devices = phone.visit("/devices").await.text().await.unwrap();
    assert!(devices.contains("You haven't confirmed this device yet") && devices.contains("/devices/send-link"));
}

#[tokio::test]
async fn a_new_device_is_confirmed_by_the_link_in_the_email_once() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let own = owner.device_id().await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let text = sent_email(&app, EMAIL, "A new device signed in").await;
    let path = link_to("/devices/recognise", &text);
    refused(&mut phone, "/devices/sign-out", &[("device", &own)]).await;
    // Opening it does nothing yet.
    for _ in 0..2 {
        let page = app.browser(FIREFOX).visit(&path).await;
        assert_eq!(page.status(), StatusCode::OK);
        assert!(page.text().await.unwrap().contains("Safari on iPhone"));
    }
    refused(&mut phone, "/devices/sign-out", &[("device", &own)]).await;
    let fields = [("link", secret(&path))];
    let done = app.browser(FIREFOX).submit_plainly("/devices/recognise", &fields).await;
    assert_eq!(location(&done), "/devices/recognise");
    let again = app.browser(FIREFOX).submit("/devices/recognise", &fields).await;
    assert_eq!((again.status(), code(again).await.as_str()), (StatusCode::NOT_FOUND, "link_invalid"));
    assert_eq!(overview(&mut phone, "").await["may_judge"], true);
    assert_eq!(phone.submit("/devices/sign-out", &[("device", &own)]).await.status(), StatusCode::OK);
    // One link never passes for the other.
    let disown = link(&text);
    let crossed = app.browser(FIREFOX).submit("/devices/recognise", &[("link", secret(&disown))]).await;
    assert_eq!(code(crossed).await, "link_invalid");
}

#[tokio::test]
async fn a_link_confirms_no_device_that_was_disowned_since_nor_for_another_mailbox() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    let its = thief.device_id().await;
    let path = link_to("/devices/recognise", &sent_email(&app, EMAIL, "A new device signed in").await);
    app.advance(Duration::from_mins(1));
    owner.submit("/devices/not-me", &[("device", &its)]).await;
    let late = app.browser(SAFARI).submit("/devices/recognise", &[("link", secret(&path))]).await;
    assert_eq!(code(late).await, "link_invalid");

    // As if the password had been changed: nobody new signs in before.
    app.execute("UPDATE users SET password_due_at = NULL").await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let text = soon("an email about the phone", async || {
        sent_emails(&app, EMAIL).into_iter().find(|text| text.contains("Safari on iPhone"))
    })
    .await;
    let path = link_to("/devices/recognise", &text);
    owner.submit("/account/email", &[("email", "countess@example.com")]).await;
    let late = app.browser(FIREFOX).submit("/devices/recognise", &[("link", secret(&path))]).await;
    assert_eq!(code(late).await, "link_invalid", "the mailbox is no longer that of the account");
    // The device asks for another one, which goes to the new address.
    let asked = phone.submit_plainly("/devices/send-link", &[]).await;
    assert_eq!(location(&asked), "/devices");
    let path = link(&sent_email(&app, "countess@example.com", "confirms this device as yours").await);
    let done = app.browser(FIREFOX).submit("/devices/recognise", &[("link", secret(&path))]).await;
    assert_eq!(done.status(), StatusCode::OK);
}

#[tokio::test]
async fn who_lost_the_only_recognised_device_waits_a_week_or_uses_the_link() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    app.advance(6 * DAY);
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let its = phone.device_id().await;
    refused(&mut phone, "/devices/confirm", &[("device", &its)]).await;
    refused(&mut phone, "/account/email", &[("email", "new@example.com")]).await;
    app.advance(DAY + Duration::from_secs(1));
    sign_in(&mut phone).await;
    assert_eq!(phone.submit("/devices/confirm", &[("device", &its)]).await.status(), StatusCode::OK);
    assert_eq!(phone.submit("/account/email", &[("email", "new@example.com")]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn what_an_unrecognised_device_says_voids_no_link() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    app.advance(8 * DAY);
    // Nobody is waited for any more: the thief may say that the device is his, and change the password.
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    let its = thief.device_id().await;
    let disown = link(&sent_email(&app, EMAIL, "A new device signed in").await);
    app.browser(SAFARI).submit("/password/forgotten", &[("email", EMAIL)]).await;
    let reset = link(&sent_email(&app, EMAIL, "reset the password of your Latchkey account").await);
    let fields = [("password", PASSWORD), ("new_password", NEW)];
    assert_eq!(thief.submit("/account/password", &fields).await.status(), StatusCode::OK);
    assert_eq!(thief.submit("/devices/confirm", &[("device", &its)]).await.status(), StatusCode::OK);
    for path in [&disown, &reset] {
        assert_eq!(app.browser(SAFARI).visit(path).await.status(), StatusCode::OK, "{path}");
    }
    let done = app.browser(SAFARI).submit("/devices/disown", &[("link", secret(&disown))]).await;
    assert_eq!(done.status(), StatusCode::OK);
    assert!(!thief.is_signed_in().await);
    let fields = [("link", secret(&reset)), ("password", "the sentence of the owner")];
    assert_eq!(app.browser(SAFARI).submit("/password/reset", &fields).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_change_of_the_address_is_undone_from_the_old_mailbox_for_a_week() {
    let app = TestApp::start().await;
    let owner = app.signed_up(CHROME, EMAIL).await;
    // Somebody sits at a recognised device, or waited long enough.
    let mut thief = app.signed_in(FIREFOX, EMAIL).await;
    app.recognise(&mut thief).await;
    let mut accomplice = app.signed_in(FIREFOX, EMAIL).await;
    let its = accomplice.device_id().await;
    app.advance(Duration::from_mins(1));
    let change = |email| [("email", email), ("password", PASSWORD)];
    assert_eq!(thief.submit("/account/email", &change(EVIL)).await.status(), StatusCode::OK);
    let undo = link(&sent_email(&app, EMAIL, "restore this address").await);
    // What the thief does next voids it not: another address, another password, another device.
    assert_eq!(thief.submit("/devices/confirm", &[("device", &its)]).await.status(), StatusCode::OK);
    // An address is kept once it was held for a day.
    for _ in 0..2 {
        app.advance(Duration::from_hours(13));
        thief.visit("/devices").await;
        app.settle_activity(&thief).await;
    }
    assert_eq!(thief.submit("/account/email", &change("evil2@example.com")).await.status(), StatusCode::OK);
    let fields = [("password", PASSWORD), ("new_password", NEW), ("end_others", "yes")];
    assert_eq!(thief.submit("/account/password", &fields).await.status(), StatusCode::OK);
    let thiefs_own = link(&sent_email(&app, EVIL, "restore this address").await);
    // Nor does an account of the thief's with the address: it is kept for the owner.
    let taken = app.browser(FIREFOX).submit("/sign-up", &[("email", EMAIL), ("password", PASSWORD)]).await;
    assert_eq!(code(taken).await, "email_taken");
    app.advance(5 * DAY);
    let mut anybody = app.browser(SAFARI);
    let page = anybody.visit(&undo).await;
    assert_eq!(page.status(), StatusCode::OK);
    assert!(page.text().await.unwrap().contains(EMAIL), "opening it does nothing yet");
    let done = anybody.submit_plainly("/account/undo", &[("link", secret(&undo))]).await;
    assert_eq!(location(&done), "/account/undo");
    assert!(!thief.is_signed_in().await && !owner.clone().is_signed_in().await, "all are signed out");
    for path in [&undo, &thiefs_own] {
        let again = anybody.submit("/account/undo", &[("link", secret(path))]).await;
        assert_eq!(code(again).await, "link_invalid", "what a later change left is void");
    }
    let reset = link(&sent_email(&app, EMAIL, "Your Latchkey account has this address again").await);
    let fields = [("link", secret(&reset)), ("password", "the sentence of the owner")];
    assert_eq!(anybody.submit("/password/reset", &fields).await.status(), StatusCode::OK);
    let fields = [("email", EMAIL), ("password", "the sentence of the owner")];
    assert_eq!(anybody.submit("/sign-in", &fields).await.status(), StatusCode::OK);
    // Of what was recognised after the change nothing stays.
    let recognised = format!("SELECT count(*) FROM devices WHERE id = '{its}' AND confirmed_at IS NOT NULL");
    assert_eq!(app.scalar::<i64>(&recognised).await, 0);
}

#[tokio::test]
async fn an_undo_is_too_old_after_a_week_and_the_address_is_free_then() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    owner.submit("/account/email", &[("email", "countess@example.com")]).await;
    let undo = link(&sent_email(&app, EMAIL, "restore this address").await);
    app.advance(7 * DAY);
    let late = app.browser(SAFARI).submit("/account/undo", &[("link", secret(&undo))]).await;
    assert_eq!(code(late).await, "link_invalid");
    app.signed_up(SAFARI, EMAIL).await;
    // The same address, written otherwise, is no change that could be undone.
    owner.submit("/sign-in", &[("email", "countess@example.com"), ("password", PASSWORD)]).await;
    owner.submit("/account/email", &[("email", "Countess@example.com")]).await;
    assert!(sent_emails(&app, "countess@example.com").iter().all(|text| !text.contains("/account/undo")));
}

#[tokio::test]
async fn a_flood_of_new_devices_pushes_no_recognised_one_out() {
    let app = TestApp::with(&["--session-limit=3"]).await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    let mut tablet = app.signed_in(SAFARI, EMAIL).await;
    app.recognise(&mut tablet).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    app.recognise(&mut phone).await;
    let mut thieves = Vec::new();
    for _ in 0..4 {
        app.advance(Duration::from_mins(1));
        thieves.push(app.signed_in(FIREFOX, EMAIL).await);
    }
    for recognised in [&mut owner, &mut tablet, &mut phone] {
        assert!(recognised.is_signed_in().await);
    }
    assert_eq!(app.count("sessions").await, 4, "one place beyond, for those that nobody recognised");
    assert!(thieves.pop().unwrap().is_signed_in().await && !thieves.pop().unwrap().is_signed_in().await);
}

#[tokio::test]
async fn a_new_device_still_does_what_concerns_itself_and_others_like_it() {
    let app = TestApp::start().await;
    app.signed_up(CHROME, EMAIL).await;
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    let mut other = app.signed_in(FIREFOX, EMAIL).await;
    let (its, others) = (phone.device_id().await, other.device_id().await);
    for (path, fields) in [
        ("/devices/rename", vec![("device", its.as_str()), ("name", "Kitchen phone")]),
        ("/devices/sign-out", vec![("device", its.as_str()), ("when", "tonight")]),
        ("/devices/sign-out", vec![("device", others.as_str())]),
        ("/devices/sign-out", vec![("device", its.as_str())]),
    ] {
        assert_eq!(phone.submit(path, &fields).await.status(), StatusCode::OK, "{path} {fields:?}");
    }
    assert!(!phone.is_signed_in().await && !other.is_signed_in().await);
}

#[tokio::test]
async fn an_account_without_a_recognised_device_is_managed_by_the_password() {
    let app = TestApp::start().await;
    let mut owner = app.signed_up(CHROME, EMAIL).await;
    // As `latchkey user add` leaves it: no device was ever recognised.
    app.execute("UPDATE devices SET confirmed_at = NULL").await;
    let own = owner.device_id().await;
    assert_eq!(owner.submit("/devices/confirm", &[("device", &own)]).await.status(), StatusCode::OK);
    let mut phone = app.signed_in(SAFARI, EMAIL).await;
    refused(&mut phone, "/devices/sign-out-others", &[]).await;
}
