use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::Confirm,
    components::{AuthLayout, FormError},
    pages::{form_error, query},
};

/// Where a link from a letter leads. Opening it does nothing yet: programs open links, too.
#[component]
pub fn ConfirmPage() -> impl IntoView {
    let error = form_error();
    let confirm = ServerAction::<Confirm>::new();
    view! {
        <Title text="Confirm your address"/>
        <AuthLayout title="Confirm your address" lead="One press, and it is yours.">
            <ActionForm action=confirm attr:class="form" attr:data-form="">
                <FormError error/>
                <input type="hidden" name="link" value=query("link").unwrap_or_default()/>
                <button class="button primary" type="submit">"Confirm"</button>
            </ActionForm>
        </AuthLayout>
    }
}
