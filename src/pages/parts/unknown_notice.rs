use leptos::prelude::*;

use crate::{api::list_devices, paths, t};

/// Leads to the question 'Was this you?' from the pages that don't ask it themselves.
#[component]
pub fn UnknownNotice() -> impl IntoView {
    view! {
        <Suspense>
            {Suspend::new(async move {
                // Of no use where the page itself can't be shown; that says why.
                let unknown = list_devices(1, None, None, None).await.map(|devices| devices.unknown.len()).unwrap_or_default();
                let text = match unknown {
                    0 => return None,
                    count => t!("unknown-notice", count = count),
                };
                Some(view! { <p class="notice">{text} " " <a href=paths::DEVICES>{t!("was-this-you")}</a></p> })
            })}
        </Suspense>
    }
}
