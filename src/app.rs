//! The document around every page, and the table of routes.

use axum::http::header;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    pages::{
        AccountPage, ActivityLogPage, ChangeEmailPage, ChangePasswordPage, ConfirmDevicePage, ConfirmPage, DeletePage,
        DeviceDetailPage, DevicesPage, DisownPage, DownloadPage, ForgottenPage, NotMePage, PrivacyPage, RecognisePage,
        RenamePage, ResetPage, SignInPage, SignOutDevicePage, SignOutOthersPage, SignUpPage, UndoPage, UnlockPage,
    },
    server::{
        AppState,
        headers::{page_policy, reload_port},
    },
};

/// The document around every page.
pub fn shell(state: &AppState) -> impl IntoView + use<> {
    let reload_port = reload_port(&state.leptos_options);
    if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, page_policy(&nonce, reload_port));
    }
    provide_context(state.scripts.clone());
    if let Some(attribution) = state.locator.attribution() {
        provide_context(attribution);
    }
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#f6f5f2" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#14161c" media="(prefers-color-scheme: dark)"/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=state.stylesheet.to_string()/>
                <MetaTags/>
                {reload_port.map(|_| view! { <AutoReload options=state.leptos_options.clone()/> })}
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The table of routes. Each is a document of its own; what moves in one is an island.
///
/// A path that also takes a form is that of the form's server function: see [`crate::api`].
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=|title| format!("{title} · Latchkey")/>
        <Router>
            <FlatRoutes fallback=|| ()>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-up") view=SignUpPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-up/confirm") view=ConfirmPage ssr=SsrMode::Async/>
                <Route path=path!("/password/forgotten") view=ForgottenPage ssr=SsrMode::Async/>
                <Route path=path!("/password/reset") view=ResetPage ssr=SsrMode::Async/>
                <Route path=path!("/unlock") view=UnlockPage ssr=SsrMode::Async/>
                <Route path=path!("/devices") view=DevicesPage ssr=SsrMode::Async/>
                <Route path=path!("/devices/sign-out") view=SignOutDevicePage ssr=SsrMode::Async/>
                <Route path=path!("/devices/sign-out-others") view=SignOutOthersPage ssr=SsrMode::Async/>
                <Route path=path!("/devices/detail") view=DeviceDetailPage ssr=SsrMode::Async/>
                <Route path=path!("/devices/rename") view=RenamePage ssr=SsrMode::Async/>
                <Route path=path!("/devices/confirm") view=ConfirmDevicePage ssr=SsrMode::Async/>
                <Route path=path!("/devices/not-me") view=NotMePage ssr=SsrMode::Async/>
                <Route path=path!("/devices/disown") view=DisownPage ssr=SsrMode::Async/>
                <Route path=path!("/devices/recognise") view=RecognisePage ssr=SsrMode::Async/>
                <Route path=path!("/activity") view=ActivityLogPage ssr=SsrMode::Async/>
                <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async/>
                <Route path=path!("/account/privacy") view=PrivacyPage ssr=SsrMode::Async/>
                <Route path=path!("/account/password") view=ChangePasswordPage ssr=SsrMode::Async/>
                <Route path=path!("/account/email") view=ChangeEmailPage ssr=SsrMode::Async/>
                <Route path=path!("/account/undo") view=UndoPage ssr=SsrMode::Async/>
                <Route path=path!("/account/download") view=DownloadPage ssr=SsrMode::Async/>
                <Route path=path!("/account/delete") view=DeletePage ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
