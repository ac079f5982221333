use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{ResetPassword, check_reset},
    components::{FormError, PasswordField, Username},
    pages::{auth_layout::AuthLayout, failed, field, form_error},
    paths, t,
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
                <p>"For " <strong><bdi translate="no">{email.clone()}</bdi></strong></p>
                <ActionForm action=reset attr:class="form" attr:data-form="">
                    <FormError error/>
                    <input type="hidden" name="link" value=link/>
                    <Username email/>
                    <PasswordField label=t!("new-password") autocomplete="new-password" error autofocus=true/>
                    <button class="button primary" type="submit">"Change password"</button>
                </ActionForm>
            }
            .into_any()
        }
    };
    view! {
        <Title text="Choose a new password"/>
        <AuthLayout title="Choose a new password" lead="This signs out every device. Sign in again with the new password.">
            <Suspense>
                {Suspend::new(async move { check_reset(link).await.map_or_else(failed, form) })}
            </Suspense>
            <p class="aside"><a href=paths::FORGOTTEN>"Request a new link"</a></p>
        </AuthLayout>
    }
}
