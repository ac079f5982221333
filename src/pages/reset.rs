use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{ResetPassword, check_reset},
    components::{FormError, PasswordField, Username},
    pages::{auth_layout::AuthLayout, failed, field, form_error},
    paths, t,
    texts::rich,
};

/// Where the link from an email leads: a new password, and every device signed out.
#[component]
pub fn ResetPage() -> impl IntoView {
    let link = field("link").unwrap_or_default();
    let error = form_error();
    let form = {
        let link = link.clone();
        move |email: String| {
            let reset = ServerAction::<ResetPassword>::new();
            view! {
                <p>{rich("reset-for").element("email", view! { <strong><bdi translate="no">{email.clone()}</bdi></strong> }).view()}</p>
                <ActionForm action=reset attr:class="form" attr:data-form="">
                    <FormError error/>
                    <input type="hidden" name="link" value=link/>
                    <Username email/>
                    <PasswordField label=t!("new-password") autocomplete="new-password" error autofocus=true/>
                    <button class="button primary" type="submit">{t!("account-change-password")}</button>
                </ActionForm>
            }
            .into_any()
        }
    };
    view! {
        <Title text=t!("reset-title")/>
        <AuthLayout title=t!("reset-title") lead=t!("reset-lead")>
            <Suspense>
                {Suspend::new(async move { check_reset(link).await.map_or_else(failed, form) })}
            </Suspense>
            <p class="aside"><a href=paths::FORGOTTEN>{t!("reset-again")}</a></p>
        </AuthLayout>
    }
}
