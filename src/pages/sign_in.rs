use leptos::prelude::*;
use leptos_meta::Title;

use super::{auth_layout::AuthLayout, field, form_error, parts::WhySignedOut, query, sent};
use crate::{
    api::SignIn,
    components::{EmailField, FormError, PasswordField},
    error::AppError,
    model::Persistence,
    paths,
    server::{
        accounts::{self, Remembered},
        auth::session::limits,
        http::return_to::ReturnTo,
        web::request,
    },
    t,
    texts::{language, length, rich},
};

/// Where people sign in, and read why they have to.
#[component]
pub fn SignInPage() -> impl IntoView {
    let error = form_error();
    let reason = query("reason").filter(|_| error.is_none()).and_then(|reason| AppError::from_reason(&reason));
    let elsewhere = (query("reason").as_deref() == AppError::CookieNotKept.reason())
        .then(request::state)
        .filter(|state| state.config.https())
        .map(|state| state.config.public_url().to_string());
    // A link may ask for the stricter one, and for none that lasts longer.
    let is_shared =
        query("shared").is_some() || sent("stay").is_some_and(|stay| stay.parse() == Ok(Persistence::Shared));
    let (state, client) = (request::state(), request::client());
    let ended = request::ended_session().filter(|_| reason == Some(AppError::SessionEnded));
    let known = async move {
        // Of no use where the database doesn't answer; signing in says so.
        let ended = match ended {
            Some(session) => accounts::ended(&state, &session).await.ok().flatten(),
            None => None,
        };
        let remembered = match error {
            None if !is_shared => accounts::remembered(&state, &client).await.unwrap_or_default(),
            _ => Remembered::default(),
        };
        (ended, remembered)
    };
    view! {
        <Title text=t!("sign-in-title")/>
        <AuthLayout title=t!("sign-in-title") lead=t!("sign-in-lead")>
            <Suspense>
                {Suspend::new(async move {
                    let (ended, remembered) = known.await;
                    let why = match (ended, reason) {
                        (Some(ended), _) => view! { <WhySignedOut ended/> }.into_any(),
                        (None, Some(reason)) => view! { <p class="notice" role="status">{reason.text(language())}</p> }.into_any(),
                        (None, None) => ().into_any(),
                    };
                    view! {
                        {why}
                        {elsewhere.map(|url| view! {
                            <p class="aside">{rich("sign-in-https").element("link", view! { <a href=url.clone()>{url.clone()}</a> }).view()}</p>
                        })}
                        {form(error, is_shared, remembered)}
                    }
                })}
            </Suspense>
            <p class="aside"><a href=paths::FORGOTTEN>{t!("forgotten-title")}</a></p>
            <p class="aside">{rich("sign-in-new").around("link", |text| view! { <a href=paths::SIGN_UP>{text}</a> }.into_any()).view()}</p>
        </AuthLayout>
    }
}

fn form(error: Option<AppError>, is_shared: bool, remembered: Remembered) -> impl IntoView {
    let Remembered { email, keeps } = remembered;
    let is_filled_in = email.is_some();
    let email = sent("email").or(email.map(|email| email.as_str().to_owned())).unwrap_or_default();
    let is_kept = if error.is_some() {
        sent("stay").is_some_and(|stay| stay.parse() == Ok(Persistence::Persistent))
    } else {
        keeps
    };
    let next = ReturnTo::parse(&field("next").unwrap_or_default());
    let sign_in = ServerAction::<SignIn>::new();
    view! {
        <ActionForm action=sign_in attr:class="form" attr:data-form="">
            <FormError error/>
            <input type="hidden" name="next" value=next.as_str().to_owned()/>
            <EmailField email error/>
            <PasswordField autocomplete="current-password" error autofocus=is_filled_in/>
            {stay_choice(is_shared, is_kept)}
            <button class="button primary" type="submit">{t!("sign-in-title")}</button>
        </ActionForm>
    }
}

/// How long this device stays signed in: one box; or, on a shared computer, no longer than is needed.
fn stay_choice(is_shared: bool, is_kept: bool) -> AnyView {
    if is_shared {
        return view! {
            <input type="hidden" name="stay" value={<&str>::from(Persistence::Shared)}/>
            <p class="notice">
                {t!("sign-in-shared")} " " {lasts(Persistence::Shared)} " "
                <a href=paths::SIGN_IN>{t!("sign-in-mine")}</a>
            </p>
        }
        .into_any();
    }
    view! {
        <div>
            <label class="choice bare">
                <input type="checkbox" name="stay" value={<&str>::from(Persistence::Persistent)} checked=is_kept/>
                <span><strong>{t!("sign-in-keep")}</strong> " " {lasts(Persistence::Persistent)}</span>
            </label>
            <p class="hint"><a href=format!("{}?shared=yes", paths::SIGN_IN)>{t!("sign-in-is-shared")}</a></p>
        </div>
    }
    .into_any()
}

/// How long a device that is signed in with this choice stays so.
fn lasts(stay: Persistence) -> String {
    let (idle, lifetime) = limits(&request::state().config, stay);
    if lifetime <= idle {
        t!("sign-in-lasts", duration = length(language(), lifetime))
    } else {
        t!("sign-in-lasts-idle", duration = length(language(), idle))
    }
}
