use axum::http::StatusCode;
use leptos::{either::Either, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

use crate::{
    api::{DisownByLink, check_disown},
    components::{DeviceIcon, FormError},
    error::AppError,
    model::{LinkedDevice, last_active_label},
    pages::{auth_layout::AuthLayout, failed, field, form_error},
    paths,
    server::web::{request, said::Said},
};

/// Where 'This wasn't me' of an email leads. Opening it does nothing yet: programs open links, too.
#[component]
pub fn DisownPage() -> impl IntoView {
    let link = field("link").unwrap_or_default();
    let error = form_error();
    let done = request::said().is_some_and(|message| matches!(message.said, Said::Disowned | Said::DisownedAndSent));
    let content = if done {
        // The frame says what was done.
        Either::Left(())
    } else {
        Either::Right(view! {
            <Suspense>
                {Suspend::new(async move {
                    match check_disown(link.clone()).await {
                        Ok(device) => form(link, device, error).into_any(),
                        // Of these nobody can ask for a new one.
                        Err(AppError::LinkInvalid) => over().into_any(),
                        Err(error) => failed(error),
                    }
                })}
            </Suspense>
        })
    };
    view! {
        <Title text="This wasn't me"/>
        <AuthLayout title="This wasn't me" lead=if done { "Done." } else { "Sign out a device that isn't yours." }>
            {content}
            <p class="aside"><a href=paths::SIGN_IN>"Go to sign in"</a></p>
        </AuthLayout>
    }
}

fn over() -> impl IntoView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
    view! {
        <p class="notice error" role="alert">
            "This link was already used, has expired, or the device has been recognised since. If you don't recognise a device, sign in and sign it out, or "
            <a href=paths::FORGOTTEN>"choose a new password"</a> "."
        </p>
    }
}

fn form(link: String, device: LinkedDevice, error: Option<AppError>) -> impl IntoView {
    let LinkedDevice { now, name, kind, last_seen_at, location } = device;
    let what = match location {
        Some(_) => "It is signed out at once, and we email you a link to choose a new password.",
        None => "It is already signed out. We email you a link to choose a new password.",
    };
    let action = if location.is_some() { "Sign it out" } else { "Send me the link" };
    let disown = ServerAction::<DisownByLink>::new();
    view! {
        <ActionForm action=disown attr:class="form" attr:data-form="">
            <FormError error/>
            <ul class="preview"><li>
                <DeviceIcon kind/>
                <p>
                    <strong><bdi translate="no">{name}</bdi></strong>
                    <span class="hint">
                        {location.map(|location| view! { <bdi>{location}</bdi> ", " })} {last_active_label(now, last_seen_at).to_lowercase()}
                    </span>
                </p>
            </li></ul>
            <p>{what}</p>
            <input type="hidden" name="link" value=link/>
            <button class="button danger solid" type="submit">{action}</button>
        </ActionForm>
    }
}
