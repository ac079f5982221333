//! What an email says, and how it looks: as plain text and as HTML.

use html_escape::{encode_double_quoted_attribute, encode_text};

use super::Kind;
use crate::{
    model::Language,
    texts::{Message, Value},
};

/// The content of an email. All of it is text, which is escaped where needed.
#[derive(Clone, Debug, Default)]
pub struct EmailContent {
    /// Its kind, by which it is limited.
    pub kind: Kind,
    pub language: Language,
    pub subject: String,
    pub paragraphs: Vec<String>,
    /// The facts, as names and values: 'Device', 'Chrome 143 on Windows 11'.
    pub facts: Vec<(String, String)>,
    /// Whether its action is against somebody: the button is red.
    pub is_warning: bool,
    /// The label and link of an action. Opening it changes nothing yet: mail scanners open links, too.
    pub action: Option<(String, String)>,
    /// What the action does, and how long its link works.
    pub action_note: Option<String>,
    /// An alternative, shown less prominently.
    pub other_action: Option<(String, String)>,
    /// Paragraphs after the actions.
    pub closing: Vec<String>,
}

/// Mail programs read little of style sheets: each element carries its own style. Those that know dark colours take
/// them from [`DARK`], which has to outrank that.
const PAGE: &str = "margin:0;padding:24px 12px;background:#f6f5f2;color:#1c1e26;\
                    font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";
const SHEET: &str =
    "max-width:520px;margin:0 auto;padding:28px;background:#ffffff;border:1px solid #e2e0da;border-radius:14px";
const MARK: &str = "display:inline-block;width:28px;height:28px;margin-inline-end:10px;border-radius:8px;\
                    background:#3d4fd6;color:#ffffff;font-size:16px;line-height:28px;text-align:center";
const BUTTON: &str =
    "display:inline-block;padding:12px 20px;border-radius:10px;color:#ffffff;font-weight:600;text-decoration:none";
const PLAIN: &str = "background:#3346d3";
const WARNING: &str = "background:#b3261e";
const LINK: &str = "color:#3346d3;font-weight:600";
const MUTED: &str = "color:#5d6070";

const DARK: &str = ":root{color-scheme:light dark;supported-color-schemes:light dark}\
    @media(prefers-color-scheme:dark){\
    .page{background:#14161c!important;color:#eceef4!important}\
    .sheet{background:#1d2029!important;border-color:#333846!important}\
    .muted{color:#a5a9b8!important}\
    .link{color:#a3b0ff!important}}";

impl EmailContent {
    /// An empty one in this language.
    pub fn in_language(language: Language) -> Self {
        Self { language, ..Self::default() }
    }

    /// A fact in a line of text. Both are isolated where they need to be.
    fn fact(&self, name: &str, value: &str) -> String {
        let part = |text: &str| Value::Marker(text.to_owned());
        Message::new("email-fact").with("name", part(name)).with("value", part(value)).text(self.language)
    }

    /// As plain text, from a site of this name. Each link stands alone on a line, and so isn't broken.
    pub fn text(&self, site: &str) -> String {
        let facts = self.facts.iter().map(|(name, value)| self.fact(name, value)).collect::<Vec<_>>().join("\n");
        let link = |(label, url): &(String, String)| format!("{label}:\n{url}");
        let parts = self.paragraphs.iter().chain([&facts]).cloned();
        let parts = parts.chain(self.action.as_ref().map(link)).chain(self.action_note.clone());
        let parts = parts.chain(self.other_action.as_ref().map(link)).chain(self.closing.iter().cloned());
        let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
        format!("{}\n\n-- \n{site}\n", parts.join("\n\n"))
    }

    /// As HTML that loads nothing: no picture, no font, nothing that reveals that it was read.
    pub fn html(&self, site: &str) -> String {
        let paragraph = |text: &String| format!(r#"<p style="margin:0 0 16px">{}</p>"#, encode_text(text));
        let fact = |(name, value): &(String, String)| {
            format!(
                r#"<tr><td class="muted" style="padding:4px 0;padding-inline-end:16px;{MUTED};vertical-align:top;white-space:nowrap">{}</td><td style="padding:4px 0;font-weight:600;overflow-wrap:anywhere">{}</td></tr>"#,
                encode_text(name),
                encode_text(value)
            )
        };
        let facts = match self.facts.len() {
            0 => String::new(),
            _ => format!(
                r#"<table role="presentation" style="margin:0 0 20px;border-collapse:collapse">{}</table>"#,
                self.facts.iter().map(fact).collect::<String>()
            ),
        };
        let colour = if self.is_warning { WARNING } else { PLAIN };
        let below = if self.action_note.is_some() { 8 } else { 20 };
        let action = self.action.as_ref().map(|(label, url)| {
            let (label, url) = (encode_text(label), encode_double_quoted_attribute(url));
            format!(r#"<p style="margin:0 0 {below}px"><a href="{url}" style="{BUTTON};{colour}">{label}</a></p>"#)
        });
        let note = self.action_note.as_ref().map(|note| {
            format!(r#"<p class="muted" style="margin:0 0 20px;{MUTED};font-size:14px">{}</p>"#, encode_text(note))
        });
        let other_action = self.other_action.as_ref().map(|(label, url)| {
            let (label, url) = (encode_text(label), encode_double_quoted_attribute(url));
            format!(r#"<p style="margin:0 0 20px"><a class="link" href="{url}" style="{LINK}">{label}</a></p>"#)
        });
        let initial = site.chars().next().map(|initial| initial.to_uppercase().collect::<String>()).unwrap_or_default();
        format!(
            r#"<!DOCTYPE html><html lang="{language}" dir="{dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>{subject}</title><style>{DARK}</style></head><body class="page" style="{PAGE}"><div class="sheet" role="main" style="{SHEET}"><p style="margin:0 0 20px;font-weight:700"><span aria-hidden="true" style="{MARK}">{initial}</span>{site}</p><h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">{subject}</h1>{paragraphs}{facts}{action}{note}{other_action}{closing}</div></body></html>"#,
            language = self.language.tag(),
            dir = if self.language.is_right_to_left() { "rtl" } else { "ltr" },
            subject = encode_text(&self.subject),
            initial = encode_text(&initial),
            site = encode_text(site),
            paragraphs = self.paragraphs.iter().map(paragraph).collect::<String>(),
            action = action.unwrap_or_default(),
            note = note.unwrap_or_default(),
            other_action = other_action.unwrap_or_default(),
            closing = self.closing.iter().map(paragraph).collect::<String>(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_device_or_a_site_calls_itself_stays_text() {
        let content = EmailContent {
            subject: "A new device <b>".into(),
            facts: vec![("Device".into(), "<img src=x onerror=alert(1)> & \"co\"".to_owned())],
            action: Some(("Go".into(), "https://a.example/?a=1&b=\"2\"".to_owned())),
            action_note: Some("<i>".into()),
            ..EmailContent::default()
        };
        let html = content.html("<u>Tom & co");
        assert!(html.contains("&lt;img src=x onerror=alert(1)&gt; &amp;"), "{html}");
        assert!(html.contains("&lt;u&gt;Tom &amp; co") && html.contains(">&lt;</span>"), "{html}");
        assert!(html.contains(r#"href="https://a.example/?a=1&amp;b=&quot;2&quot;""#), "{html}");
        assert!(
            !["<img", "<u>", "<i>", "<b>", "src=\"", "url(", "@import"].iter().any(|part| html.contains(part)),
            "{html}"
        );
    }

    #[test]
    fn dark_colours_are_known_to_programs_that_ask_for_them() {
        let html = EmailContent::default().html("Latchkey");
        assert!(html.contains(r#"<meta name="color-scheme" content="light dark">"#));
        assert!(html.contains("@media(prefers-color-scheme:dark)"));
    }

    #[test]
    fn both_say_the_same() {
        let content = EmailContent {
            kind: Kind::Reset,
            language: Language::En,
            subject: "Reset your password".into(),
            paragraphs: vec!["Somebody asked.".to_owned()],
            facts: vec![("Place".into(), "Lyon, France".to_owned())],
            is_warning: false,
            action: Some(("Choose a new one".into(), "https://a.example/reset".to_owned())),
            action_note: Some("Works once.".to_owned()),
            other_action: Some(("Or keep it".into(), "https://a.example/keep".to_owned())),
            closing: vec!["If not, do nothing.".to_owned()],
        };
        let text = "Somebody asked.\n\nPlace: Lyon, France\n\nChoose a new one:\nhttps://a.example/reset\n\nWorks once.\n\nOr keep it:\nhttps://a.example/keep\n\nIf not, do nothing.\n\n-- \nKeys\n";
        assert_eq!(content.text("Keys"), text);
        for part in [
            "Somebody asked.",
            "Lyon, France",
            "Choose a new one",
            "https://a.example/reset",
            "Works once.",
            "https://a.example/keep",
            "do nothing.",
            "Keys",
        ] {
            assert!(content.html("Keys").contains(part), "{part}");
        }
    }
}
