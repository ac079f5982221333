use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::{Confirm, link_asks_password},
    components::{AuthLayout, FormError, PasswordField},
    error::AppError,
    pages::{failed, field, form_error},
};

/// Where a link from an email leads. Opening it does nothing yet: programs open links, too.
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let link = field("link").unwrap_or_default();
    let error = form_error();
    view! {
        <Title text="Confirm your address"/>
        <AuthLayout title="Confirm your address" lead="Confirm to finish.">
            <Suspense>
                {Suspend::new(async move {
                    link_asks_password(link.clone()).await.map_or_else(failed, |ask| form(link, ask, error).into_any())
                })}
            </Suspense>
        </AuthLayout>
    }
}

fn form(link: String, asks_password: bool, error: Option<AppError>) -> impl IntoView {
    let confirm = ServerAction::<Confirm>::new();
    view! {
        <ActionForm action=confirm attr:class="form" attr:data-form="">
            <FormError error/>
            <input type="hidden" name="link" value=link/>
            {asks_password.then(|| view! {
                <PasswordField label="The password you chose" autocomplete="current-password" error/>
            })}
            <button class="button primary" type="submit">"Confirm"</button>
        </ActionForm>
    }
}
