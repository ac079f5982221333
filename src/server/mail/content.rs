//! What an email says, and how it looks: as plain text and as HTML.

use html_escape::{encode_double_quoted_attribute, encode_text};

use super::Kind;

/// The content of an email. All of it is text, which is escaped where needed.
#[derive(Clone, Debug, Default)]
pub struct EmailContent {
    /// Its kind, by which it is limited.
    pub kind: Kind,
    pub subject: &'static str,
    pub paragraphs: Vec<String>,
    /// The facts, as names and values: 'Device', 'Chrome 143 on Windows 11'.
    pub facts: Vec<(&'static str, String)>,
    /// The label and link of an action. Opening it changes nothing yet: mail scanners open links, too.
    pub action: Option<(&'static str, String)>,
    /// An alternative, shown less prominently.
    pub other_action: Option<(&'static str, String)>,
    /// Paragraphs after the actions.
    pub closing: Vec<String>,
}

/// Mail programs know no style sheet: each element carries its own. Light only, as they turn
/// colours dark in their own ways.
const PAGE: &str = "margin:0;padding:24px 12px;background:#f6f5f2;color:#1c1e26;\
                    font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";
const SHEET: &str =
    "max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e2e0da;border-radius:14px";
const BUTTON: &str = "display:inline-block;padding:12px 20px;border-radius:10px;background:#3346d3;color:#ffffff;\
                      font-weight:600;text-decoration:none";

const LINK: &str = "color:#3346d3;font-weight:600";

impl EmailContent {
    /// As plain text.
    pub fn text(&self) -> String {
        let facts = self.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join("\n");
        let colon = |label: &str| if label.contains(':') { "" } else { ":" };
        let actions = self.action.iter().chain(&self.other_action);
        let actions = actions.map(|(label, url)| format!("{label}{}\n{url}", colon(label)));
        let parts = self.paragraphs.iter().chain([&facts]).cloned().chain(actions).chain(self.closing.iter().cloned());
        let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
        format!("{}\n", parts.join("\n\n"))
    }

    /// As HTML that loads nothing: no picture, no font, nothing that reveals that it was read.
    pub fn html(&self) -> String {
        let paragraph = |text: &String| format!(r#"<p style="margin:0 0 16px">{}</p>"#, encode_text(text));
        let fact = |(name, value): &(&str, String)| {
            format!(
                r#"<tr><td style="padding:4px 16px 4px 0;color:#5d6070;vertical-align:top">{}</td><td style="padding:4px 0;font-weight:600">{}</td></tr>"#,
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
        let action = self.action.as_ref().map(|(label, url)| {
            let (label, url) = (encode_text(label), encode_double_quoted_attribute(url));
            format!(r#"<p style="margin:0 0 20px"><a href="{url}" style="{BUTTON}">{label}</a></p>"#)
        });
        let other_action = self.other_action.as_ref().map(|(label, url)| {
            let (label, url) = (encode_text(label), encode_double_quoted_attribute(url));
            format!(r#"<p style="margin:0 0 20px"><a href="{url}" style="{LINK}">{label}</a></p>"#)
        });
        format!(
            r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{subject}</title></head><body style="{PAGE}"><div role="main" style="{SHEET}"><h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">{subject}</h1>{paragraphs}{facts}{action}{other_action}{closing}<p style="margin:24px 0 0;color:#5d6070;font-size:14px">Latchkey</p></div></body></html>"#,
            subject = encode_text(self.subject),
            paragraphs = self.paragraphs.iter().map(paragraph).collect::<String>(),
            action = action.unwrap_or_default(),
            other_action = other_action.unwrap_or_default(),
            closing = self.closing.iter().map(paragraph).collect::<String>(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_device_calls_itself_stays_text() {
        let content = EmailContent {
            subject: "A new device",
            facts: vec![("Device", "<img src=x onerror=alert(1)> & \"co\"".to_owned())],
            action: Some(("Go", "https://a.example/?a=1&b=\"2\"".to_owned())),
            ..EmailContent::default()
        };
        let html = content.html();
        assert!(html.contains("&lt;img src=x onerror=alert(1)&gt; &amp;"), "{html}");
        assert!(html.contains(r#"href="https://a.example/?a=1&amp;b=&quot;2&quot;""#), "{html}");
        assert!(!html.contains("<img") && !html.contains("src=\"") && !html.contains("url("));
    }

    #[test]
    fn both_say_the_same() {
        let content = EmailContent {
            kind: Kind::Reset,
            subject: "Reset your password",
            paragraphs: vec!["Somebody asked.".to_owned()],
            facts: vec![("Place", "Lyon, France".to_owned())],
            action: Some(("Choose a new one", "https://a.example/reset".to_owned())),
            other_action: Some(("Or keep it", "https://a.example/keep".to_owned())),
            closing: vec!["If not, do nothing.".to_owned()],
        };
        let text = "Somebody asked.\n\nPlace: Lyon, France\n\nChoose a new one:\nhttps://a.example/reset\n\nOr keep it:\nhttps://a.example/keep\n\nIf not, do nothing.\n";
        assert_eq!(content.text(), text);
        for part in [
            "Somebody asked.",
            "Lyon, France",
            "Choose a new one",
            "https://a.example/reset",
            "https://a.example/keep",
            "do nothing.",
        ] {
            assert!(content.html().contains(part), "{part}");
        }
    }
}
