use leptos::prelude::*;
use leptos_meta::Title;

use super::{field, form_error, query, sent};
use crate::{
    api::SignIn,
    components::{AuthLayout, EmailField, FormError, PasswordField, PersistenceField},
    error::AppError,
    model::{Persistence, length},
    paths,
    server::{auth::session::limits, http::return_to::ReturnTo, web::request},
};

/// Where people sign in, and read why they have to.
#[component]
pub fn SignInPage() -> impl IntoView {
    let error = form_error();
    let email = sent("email").unwrap_or_default();
    let reason = query("reason").filter(|_| error.is_none()).and_then(|reason| match reason.as_str() {
        "reset" => {
            Some("Your password was changed and every device was signed out. Sign in with the new password.".to_owned())
        }
        reason => AppError::from_reason(reason).map(|reason| reason.to_string()),
    });
    let elsewhere = (query("reason").as_deref() == AppError::CookieNotKept.reason())
        .then(request::state)
        .filter(|state| state.config.https())
        .map(|state| state.config.public_url().to_string());
    let next = ReturnTo::parse(&field("next").unwrap_or_default());
    let persistence = sent("stay").and_then(|persistence| persistence.parse().ok()).unwrap_or_default();
    let sign_in = ServerAction::<SignIn>::new();
    view! {
        <Title text="Sign in"/>
        <AuthLayout title="Sign in" lead="See every device on your account, and sign any of them out.">
            {reason.map(|reason| view! { <p class="notice" role="status">{reason}</p> })}
            {elsewhere.map(|url| view! {
                <p class="aside">"This site keeps cookies only over https. Open " <a href=url.clone()>{url.clone()}</a></p>
            })}
            <ActionForm action=sign_in attr:class="form" attr:data-form="">
                <FormError error/>
                <input type="hidden" name="next" value=next.as_str().to_owned()/>
                <EmailField email error/>
                <PasswordField autocomplete="current-password" error/>
                <PersistenceField persistence lasts/>
                <button class="button primary" type="submit">"Sign in"</button>
            </ActionForm>
            <p class="aside"><a href=paths::FORGOTTEN>"Forgot your password?"</a></p>
            <p class="aside">"New to Latchkey? " <a href=paths::SIGN_UP>"Create an account"</a></p>
        </AuthLayout>
    }
}

/// How long a device that is signed in with this choice stays so.
fn lasts(persistence: Persistence) -> String {
    let (idle, lifetime) = limits(&request::state().config, persistence);
    match persistence {
        _ if lifetime <= idle => format!("Signed out after {}", length(lifetime)),
        Persistence::BrowserSession => format!("Or after {} without activity", length(idle)),
        Persistence::Persistent | Persistence::Shared => format!("Signed out after {} without activity", length(idle)),
    }
}
