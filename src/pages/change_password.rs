use leptos::prelude::*;
use leptos_meta::Title;

use crate::{
    api::ChangePassword,
    components::{FormError, PasswordField, Username},
    error::AppError,
    pages::{account_layout::AccountLayout, email, form_error, password_task::is_password_due, ticked},
    paths, t,
};

/// Change password.
#[component]
pub fn ChangePasswordPage() -> impl IntoView {
    let error = form_error();
    let of_old = error.filter(|error| matches!(error, AppError::WrongPassword | AppError::PasswordMissing));
    let of_new = error.filter(|_| of_old.is_none());
    let action = ServerAction::<ChangePassword>::new();
    view! {
        <Title text=t!("account-change-password")/>
        <AccountLayout email=email() current=paths::ACCOUNT back=(paths::ACCOUNT.to_owned(), t!("nav-settings")) narrow=true>
            <h1>{t!("account-change-password")}</h1>
            <ActionForm action=action attr:class="form" attr:data-form="">
                <FormError error/>
                <Username email=email()/>
                <PasswordField label=t!("current-password") autocomplete="current-password" error=of_old/>
                <PasswordField label=t!("new-password") name="new_password" autocomplete="new-password" error=of_new/>
                <label class="choice">
                    <input type="checkbox" name="end_others" value="yes" checked=ticked("end_others", true)/>
                    <span><strong>{t!("change-password-others")}</strong> " " {t!("change-password-others-note")}</span>
                </label>
                <div class="dialog-actions">
                    <a class="button" href=paths::ACCOUNT>{if is_password_due() { t!("later") } else { t!("cancel") }}</a>
                    <button class="button primary" type="submit">{t!("account-change-password")}</button>
                </div>
            </ActionForm>
        </AccountLayout>
    }
}
