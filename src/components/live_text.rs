use leptos::{html::Span, prelude::*};

/// Text that changes in the browser.
///
/// Translators (Google Translate and those like it) wrap a text node in elements of their own, or put
/// another in its place. An update of the node would then change one that nobody sees, so each change
/// replaces all that is in the element.
#[component]
pub fn LiveText(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let element = NodeRef::<Span>::new();
    let first = text.get_untracked();
    let shown = first.clone();
    Effect::new(move |before: Option<String>| {
        let text = text.get();
        if before.as_ref().unwrap_or(&first) != &text
            && let Some(element) = element.get_untracked()
        {
            element.set_text_content(Some(&text));
        }
        text
    });
    view! { <span node_ref=element>{shown}</span> }
}
