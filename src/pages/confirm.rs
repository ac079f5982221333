use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{Confirm, check_confirm},
    components::{FormError, PasswordField, Username},
    error::AppError,
    model::ConfirmLink,
    pages::{auth_layout::AuthLayout, failed, field, form_error},
};

/// Where a link from an email leads. Opening it does nothing yet: programs open links, too.
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let link = field("link").unwrap_or_default();
    let error = form_error();
    view! {
        <Title text="Confirm your address"/>
        <AuthLayout title="Confirm your address" lead="One step to go.">
            <Suspense>
                {Suspend::new(async move {
                    check_confirm(link.clone()).await.map_or_else(failed, |found| form(link, found, error).into_any())
                })}
            </Suspense>
        </AuthLayout>
    }
}

fn form(link: String, found: ConfirmLink, error: Option<AppError>) -> impl IntoView {
    let ConfirmLink { email, is_sign_up } = found;
    let confirm = ServerAction::<Confirm>::new();
    let what = if is_sign_up { "This creates an account for " } else { "From now on your account uses the address " };
    view! {
        <p>{what} <strong><bdi translate="no">{email.clone()}</bdi></strong> "."</p>
        <ActionForm action=confirm attr:class="form" attr:data-form="">
            <FormError error/>
            <input type="hidden" name="link" value=link/>
            {is_sign_up.then(|| view! {
                <Username email/>
                <PasswordField label="The password you chose" autocomplete="current-password" error/>
            })}
            <button class="button primary" type="submit">{if is_sign_up { "Create account" } else { "Confirm" }}</button>
        </ActionForm>
    }
}
