use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::SignUp,
    components::{AuthLayout, EmailField, FormError, PasswordField},
    server::request,
};

/// Where people make an account.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let failure = request::form_failure();
    let error = failure.as_ref().map(|failure| failure.error);
    let email = failure.and_then(|failure| failure.email).unwrap_or_default();
    let sign_up = ServerAction::<SignUp>::new();
    view! {
        <Title text="Create an account"/>
        <AuthLayout title="Create an account" lead="One account, and a clear view of every device that uses it.">
            <ActionForm action=sign_up attr:class="form" attr:data-form="">
                <FormError error/>
                <EmailField email error/>
                <PasswordField
                    autocomplete="new-password"
                    hint="At least 8 characters of any kind. A few unrelated words make a good one."
                    error
                />
                <button class="button primary" type="submit">"Create account"</button>
            </ActionForm>
            <p class="aside">"Have an account already? " <a href="/sign-in">"Sign in"</a></p>
        </AuthLayout>
    }
}
