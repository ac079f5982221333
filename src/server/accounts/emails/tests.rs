use super::*;
use crate::{model::Language, server::storage::RequestSource};

const AT: Timestamp = Timestamp::from_seconds(1_800_000_000);

fn site() -> Site {
    in_language(Language::En)
}

fn in_language(language: Language) -> Site {
    Site { name: "Latchkey".to_owned(), url: "http://localhost".to_owned(), language }
}

fn source() -> RequestSource {
    RequestSource {
        device: None,
        device_name: "Chrome on Windows".to_owned(),
        device_kind: crate::model::DeviceKind::Desktop,
        ip_address: [127, 0, 0, 1].into(),
        location: crate::server::location::Location { label: "Lyon, France".into(), ..Default::default() },
    }
}

/// Every kind of email.
fn all() -> Vec<EmailContent> {
    all_in(Language::En)
}

fn all_in(language: Language) -> Vec<EmailContent> {
    let site = || in_language(language);
    let [ada, new]: [EmailAddress; 2] = ["ada@example.com", "countess@example.com"].map(|email| email.parse().unwrap());
    let (source, link) = (source(), Link { url: "http://localhost/a?link=b", expires_at: AT });
    let cause = Cause { by: &source, at: AT };
    let sign_in = SignIn { device: "Firefox on Linux".into(), location: None, flags: vec![Flag::NewCountry], at: AT };
    vec![
        test(&site()),
        confirm_sign_up(&site(), link),
        already_signed_up(&site(), &ada, Kind::SignUp),
        confirm_email(&site(), link),
        email_change_asked(&site(), &ada, &new, cause),
        email_changed(&site(), &ada, &new, AT, Some(link)),
        email_changed(&site(), &ada, &new, AT, None),
        reset_password(&site(), &ada, link, cause),
        reset_after_disowning(&site(), &ada, link),
        reset_after_undo(&site(), &ada, link),
        password_changed(&site(), &ada, cause, 2),
        new_device(&site(), &ada, Some(link), Some(link), cause, &[Flag::NewCountry], true),
        new_device(&site(), &ada, Some(link), None, cause, &[Flag::Returned], false),
        new_device(&site(), &ada, None, None, cause, &[], true),
        more_devices(&site(), &ada, &[sign_in]),
        recognise(&site(), &ada, link, cause),
    ]
}

#[test]
fn every_email_has_at_most_two_links_each_alone_on_its_line_and_short_buttons() {
    for content in all() {
        let text = content.text("Latchkey");
        let links = text.lines().filter(|line| line.contains("://")).collect::<Vec<_>>();
        assert!(links.len() <= 2, "{text}");
        assert!(links.iter().all(|line| line.starts_with("http://localhost/") && !line.contains(' ')), "{text}");
        assert_eq!(content.html("Latchkey").matches("href=").count(), links.len());
        for (label, _) in content.action.iter().chain(&content.other_action) {
            assert!(label.split(' ').count() <= 4, "{label}");
        }
    }
}

/// Leaves files for `end2end/email-pictures.mjs` in `target/tmp/emails-in-languages`.
#[test]
fn every_email_is_whole_in_every_language() {
    let english = all();
    let program = std::env::current_exe().unwrap();
    let folder = program.ancestors().nth(3).unwrap().join("tmp/emails-in-languages");
    std::fs::create_dir_all(&folder).unwrap();
    for language in Language::ALL {
        for (number, (content, english)) in all_in(language).into_iter().zip(&english).enumerate() {
            let (text, html) = (content.text("Latchkey"), content.html("Latchkey"));
            std::fs::write(folder.join(format!("{}-{:02}.html", language.tag(), number + 1)), &html).unwrap();
            assert!(html.contains(&format!("lang=\"{}\"", language.tag())), "{html}");
            assert!(html.contains("dir=\"rtl\"") == language.is_right_to_left(), "{html}");
            assert!(content.subject.contains("Latchkey"), "{language:?}: {}", content.subject);
            assert!(!text.contains("email-") && !text.contains('{') && !text.contains('}'), "{language:?}: {text}");
            let links = |text: &str| text.lines().filter(|line| line.starts_with("http://localhost/")).count();
            assert_eq!(links(&text), links(&english.text("Latchkey")), "{language:?}: {text}");
            if language != Language::En {
                for part in english.paragraphs.iter().chain(&english.closing).chain(&english.action_note) {
                    assert!(!text.contains(part.as_str()), "{language:?} has English: {text}");
                }
            }
        }
    }
}

#[test]
fn the_end_of_a_link_is_a_time_or_a_date_as_the_language_says_it() {
    let (source, ada) = (source(), "ada@example.com".parse().unwrap());
    let link = Link { url: "http://localhost/a?link=b", expires_at: AT };
    for (language, date, time) in [
        (Language::Es, "hasta el 15 de enero de 2027.", "hasta las 8:00 UTC."),
        (Language::Fr, "jusqu’au 15 janvier 2027.", "jusqu’à 08:00 UTC."),
    ] {
        let site = in_language(language);
        let text = recognise(&site, &ada, link, Cause { by: &source, at: AT }).text("Latchkey");
        assert!(text.contains(date), "{text}");
        let text = confirm_email(&site, link).text("Latchkey");
        assert!(text.contains(time), "{text}");
    }
}

#[test]
fn every_email_about_an_account_says_whose_and_of_which_site() {
    for content in all() {
        assert!(content.subject.contains("Latchkey"), "{}", content.subject);
        let is_about_one =
            !matches!(content.kind, Kind::SignUp | Kind::EmailChange | Kind::Notice) || content.facts.len() > 1;
        assert!(!is_about_one || content.text("Latchkey").contains("ada@example.com"), "{content:?}");
        // Plain English: nothing that was put together wrongly.
        let text = content.text("Latchkey");
        assert!(!text.contains("  ") && !text.contains("..") && !text.contains(" ."), "{text}");
    }
}

#[test]
fn what_happened_is_said_with_the_device_the_place_the_time_and_its_zone() {
    let (source, ada) = (source(), "ada@example.com".parse().unwrap());
    let text = password_changed(&site(), &ada, Cause { by: &source, at: AT }, 2).text("Latchkey");
    let facts = "Account: ada@example.com\nDevice: Chrome on Windows\nLocation: Lyon, France\n\
                 Time: 15 January 2027 at 08:00 UTC\nSigned out: 2 devices\n";
    assert!(text.contains(facts), "{text}");
}

#[test]
fn a_digest_lists_ten_and_counts_the_rest() {
    let sign_in = SignIn { device: "Firefox".into(), location: Some("Lyon".into()), flags: vec![], at: AT };
    let content = more_devices(&site(), &"ada@example.com".parse().unwrap(), &vec![sign_in; 13]);
    assert_eq!(content.subject, "13 more devices signed in to Latchkey");
    let text = content.text("Latchkey");
    assert_eq!(text.matches("Device: Firefox · Lyon · 15 January 2027 at 08:00 UTC").count(), 10, "{text}");
    assert!(text.contains("And: 3 more"), "{text}");
}

#[test]
fn a_right_to_left_address_leaves_the_sentence_around_it_in_order() {
    let [ada, new]: [EmailAddress; 2] = ["ada@example.com", "דוא@דוגמה.example"].map(|email| email.parse().unwrap());
    let source = source();
    let cause = Cause { by: &source, at: AT };
    for content in [email_changed(&site(), &ada, &new, AT, None), email_change_asked(&site(), &ada, &new, cause)] {
        for said in [content.text("Latchkey"), content.html("Latchkey")] {
            assert!(said.contains("\u{2068}דוא@דוגמה.example\u{2069}") && said.contains("ada@example.com"), "{said}");
        }
    }
}
