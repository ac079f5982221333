use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{Confirm, check_confirm},
    components::{FormError, PasswordField, Username},
    error::AppError,
    model::ConfirmLink,
    pages::{auth_layout::AuthLayout, failed, field, form_error},
    t,
    texts::rich,
};

/// Where a link from an email leads. Opening it does nothing yet: programs open links, too.
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let link = field("link").unwrap_or_default();
    let error = form_error();
    view! {
        <Title text=t!("confirm-title")/>
        <AuthLayout title=t!("confirm-title") lead=t!("confirm-lead")>
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
    let what = rich(if is_sign_up { "confirm-creates" } else { "confirm-changes" });
    view! {
        <p>{what.element("email", view! { <strong><bdi translate="no">{email.clone()}</bdi></strong> }).view()}</p>
        <ActionForm action=confirm attr:class="form" attr:data-form="">
            <FormError error/>
            <input type="hidden" name="link" value=link/>
            {is_sign_up.then(|| view! {
                <Username email/>
                <PasswordField label=t!("confirm-password") autocomplete="current-password" error/>
            })}
            <button class="button primary" type="submit">{if is_sign_up { t!("confirm-create") } else { t!("confirm-button") }}</button>
        </ActionForm>
    }
}
