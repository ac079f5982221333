use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{SignOutOthers, list_devices},
    components::{AccountLayout, DeviceIcon, FormError, PasswordField},
    error::AppError,
    model::{DevicesOverview, Filter, counted, last_active_label},
    pages::{asks_password, email, failed, field, form_error, sent},
    paths,
};

/// Asks before other devices are signed out, all or some, where no script asks in place.
#[component]
pub fn SignOutOthersPage() -> impl IntoView {
    // What is not understood must not mean all.
    let show: Result<Option<Filter>, _> = field("show").map(|show| show.parse()).transpose();
    let error = form_error();
    let ask = asks_password();
    view! {
        <Title text="Sign out other devices"/>
        <AccountLayout email=email() current="" narrow=true>
            <Suspense>
                {Suspend::new(async move {
                    let Ok(show) = show else { return failed(AppError::Malformed) };
                    list_devices(1, show)
                        .await
                        .map_or_else(failed, |devices| question(devices, show, error, ask).into_any())
                })}
            </Suspense>
        </AccountLayout>
    }
}

fn question(overview: DevicesOverview, show: Option<Filter>, error: Option<AppError>, ask: bool) -> impl IntoView {
    let sign_out = ServerAction::<SignOutOthers>::new();
    let count = if show.is_some() { overview.page.total } else { overview.all.saturating_sub(1) };
    // Those that were asked about the first time, and none that came since.
    let only = sent("only").or_else(|| overview.chosen.map(String::from));
    let now = overview.page.now;
    let names: Vec<_> = overview.page.devices.into_iter().filter(|device| !device.current).collect();
    let more = count.saturating_sub(u32::try_from(names.len()).unwrap_or(u32::MAX));
    let (title, action) = match show {
        None => ("Sign out all other devices?".to_owned(), "Sign out all others"),
        Some(_) => (format!("Sign out {}?", counted(count.into())), "Sign these out"),
    };
    view! {
        <h1>{title}</h1>
        <p>{if count == 1 { "It loses access at once." } else { "They lose access at once." }} " This device stays signed in."</p>
        <ul class="preview">
            {names
                .into_iter()
                .map(|device| view! {
                    <li>
                        <DeviceIcon kind=device.kind/>
                        <p>
                            <strong><bdi translate="no">{device.name}</bdi></strong>
                            <span class="hint"><bdi>{device.location}</bdi> ", " {last_active_label(now, device.last_active_at).to_lowercase()}</span>
                        </p>
                    </li>
                })
                .collect_view()}
            {(more > 0).then(|| view! { <li>{format!("and {more} more")}</li> })}
        </ul>
        <ActionForm action=sign_out attr:class="form" attr:data-form="">
            <FormError error/>
            {show.map(|show| view! {
                <input type="hidden" name="show" value=show.as_str()/>
                <input type="hidden" name="only" value=only/>
            })}
            {ask.then(|| view! { <PasswordField label="Your password" autocomplete="current-password" error/> })}
            <div class="dialog-actions">
                <a class="button" href=paths::DEVICES>"Cancel"</a>
                <button class="button danger solid" type="submit">{action}</button>
            </div>
        </ActionForm>
    }
}
