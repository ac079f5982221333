use leptos::prelude::*;

use super::ClockTime;
use crate::{
    components::DeviceIcon,
    model::{ActivityView, EndReason, EventKind, Level, PublicId, Timestamp},
    paths,
    server::web::request,
    t,
    texts::{end_reason, event_title, flag_label, language},
};

/// One entry of the log: one cause, with what came of it.
#[component]
pub fn ActivityEntry(
    entry: ActivityView,
    now: Timestamp,
    /// Whether all is about one device, which needn't be named.
    about_one: bool,
) -> impl IntoView {
    let ActivityView {
        at,
        kind,
        reason,
        device,
        device_name,
        device_kind,
        done_by,
        location,
        ip_address,
        flags,
        ended_others,
        ..
    } = entry;
    let urgent = flags.iter().any(|flag| flag.level() == Level::Urgent);
    let warning = kind.is_warning() || urgent;
    let detail = match (kind, reason, done_by) {
        (EventKind::SessionEnded, Some(reason), by) => end_reason(reason, by.as_deref(), language()),
        (_, _, Some(by)) => t!("activity-done-on", device = by),
        _ => String::new(),
    };
    let title = match reason {
        Some(EndReason::Disowned) => t!("activity-disowned"),
        _ => event_title(kind, language()),
    };
    let name = device_name.filter(|_| !about_one).map(|name| match device.clone() {
        Some(id) => view! { <a href=paths::about(paths::DEVICE, &id)><bdi translate="no">{name}</bdi></a> }.into_any(),
        None => view! { <bdi translate="no">{name}</bdi> }.into_any(),
    });
    let not_you = (kind == EventKind::SignedIn || warning).then_some(device).flatten().filter(|_| !about_one);
    let not_you = not_you.map(|id| view! { <span><a href=next_step(&id)>{t!("activity-not-you")}</a></span> });
    view! {
        <li class="entry" class:warning=warning>
            <DeviceIcon kind=device_kind/>
            <div>
                <h3>
                    {title}
                    {flags
                        .into_iter()
                        .map(|flag| view! {
                            <span class="badge" class:caution=flag.level() == Level::Caution class:danger=flag.level() == Level::Urgent>{flag_label(flag, language())}</span>
                        })
                        .collect_view()}
                </h3>
                <p class="dotted">
                    {name.map(|name| view! { <span>{name}</span> })}
                    {(!detail.is_empty()).then(|| view! { <span>{detail}</span> })}
                    {(ended_others > 0).then(|| view! { <span>{t!("activity-ended-others", count = ended_others)}</span> })}
                    {location.map(|location| view! { <span><bdi>{location}</bdi></span> })}
                    {ip_address.map(|address| view! { <span class="address">{address}</span> })}
                    {not_you}
                </p>
            </div>
            <ClockTime at now/>
        </li>
    }
}

/// Where a person goes on whose sign-in it wasn't. On this very device all that helps is another password.
fn next_step(device: &PublicId) -> String {
    if request::current().is_ok_and(|current| current.session.device_id == *device) {
        paths::CHANGE_PASSWORD.to_owned()
    } else {
        paths::about(paths::NOT_ME, device)
    }
}
