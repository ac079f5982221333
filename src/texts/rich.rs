//! Texts with elements in them.

use leptos::prelude::*;

use super::{Message, Value, language};

/// Around the name of an element, within a text that was put together. No catalogue has them.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// A text with elements in it: `{ $when }` stands for an element, `<link>so</link>` is put into one.
///
/// A name that people chose comes as an element, too: what it contains is never taken for a part of the text.
pub struct Rich {
    message: Message,
    parts: Vec<(&'static str, Part)>,
}

enum Part {
    Element(AnyView),
    Around(Box<dyn FnOnce(AnyView) -> AnyView>),
}

/// The text of a key, to be filled with elements.
pub fn rich(key: &'static str) -> Rich {
    Rich { message: Message::new(key), parts: Vec::new() }
}

impl Rich {
    /// With a number in place of `{ $name }`: it chooses the plural form.
    #[must_use]
    pub fn number(self, name: &'static str, number: impl Into<u64>) -> Self {
        Self { message: self.message.with(name, number.into()), ..self }
    }

    /// With an element in place of `{ $name }`.
    #[must_use]
    pub fn element(mut self, name: &'static str, view: impl IntoView + 'static) -> Self {
        self.message = self.message.with(name, Value::Marker(format!("{OPEN}{name}{CLOSE}")));
        self.parts.push((name, Part::Element(view.into_any())));
        self
    }

    /// With what stands between `<name>` and `</name>` put into an element.
    #[must_use]
    pub fn around(mut self, name: &'static str, element: impl FnOnce(AnyView) -> AnyView + 'static) -> Self {
        self.parts.push((name, Part::Around(Box::new(element))));
        self
    }

    /// In the language of the page.
    pub fn view(self) -> AnyView {
        let text = self.message.text(language());
        fill(&text, &mut self.parts.into_iter().map(|(name, part)| (name, Some(part))).collect::<Vec<_>>())
    }
}

fn fill(text: &str, parts: &mut [(&'static str, Option<Part>)]) -> AnyView {
    let names: Vec<_> = parts.iter().map(|(name, _)| *name).collect();
    let (mut views, mut rest) = (Vec::new(), text);
    while let Some(Found { before, part, inner, after }) = first(rest, &names) {
        views.push(before.to_owned().into_any());
        let inner = fill(inner, parts);
        match parts[part].1.take() {
            Some(Part::Element(element)) => views.push(element),
            Some(Part::Around(element)) => views.push(element(inner)),
            // A translation has it twice: a test refuses that.
            None => views.push(inner),
        }
        rest = after;
    }
    views.push(rest.to_owned().into_any());
    views.into_any()
}

#[derive(Debug, PartialEq)]
struct Found<'a> {
    before: &'a str,
    /// Which of the parts it is.
    part: usize,
    inner: &'a str,
    after: &'a str,
}

/// The first part in a text.
fn first<'a>(text: &'a str, names: &[&str]) -> Option<Found<'a>> {
    let found = names.iter().enumerate().filter_map(|(part, name)| {
        let of = |start: String, end: String| {
            let (before, rest) = text.split_once(&start)?;
            let (inner, after) = rest.split_once(&end)?;
            Some(Found { before, part, inner, after })
        };
        of(format!("{OPEN}{name}"), CLOSE.to_string()).or_else(|| of(format!("<{name}>"), format!("</{name}>")))
    });
    found.min_by_key(|found| found.before.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_part_is_found_whatever_the_order_of_a_language() {
        let names = ["when", "link"];
        let text = "See <link>it at \u{e000}when\u{e001}</link>.";
        let found = first(text, &names).unwrap();
        assert_eq!((found.before, found.part, found.after), ("See ", 1, "."));
        assert_eq!(first(found.inner, &names), Some(Found { before: "it at ", part: 0, inner: "", after: "" }));
        assert_eq!(first("<a>no part of ours</a>", &names), None);
    }

    #[test]
    fn what_a_name_contains_stays_text() {
        let owner = Owner::new();
        let html = owner.with(|| {
            let bold = |inner: AnyView| view! { <strong>{inner}</strong> }.into_any();
            rich("confirm-creates").element("email", "<b>&\u{e000}").around("b", bold).view().to_html()
        });
        assert!(html.contains("&lt;b&gt;&amp;"), "{html}");
    }
}
