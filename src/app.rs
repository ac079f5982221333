//! The document around every page, and the table of routes.

use axum::http::{HeaderValue, header};
use html_escape::encode_text;
use leptos::{nonce::use_nonce, prelude::*};
use leptos_axum::ResponseOptions;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::{
    PartialPathMatch, PathSegment, PossibleRouteMatch, SsrMode,
    components::{FlatRoutes, Route, Router},
};

use crate::{
    components::SiteIdentity,
    pages::{
        AccountPage, ActivityLogPage, ChangeEmailPage, ChangePasswordPage, ConfirmDevicePage, ConfirmPage, DeletePage,
        DeviceDetailPage, DevicesPage, DisownPage, DownloadPage, ForgottenPage, NotMePage, PrivacyPage, RecognisePage,
        RenamePage, ResetPage, SignInPage, SignOutDevicePage, SignOutOthersPage, SignUpPage, TakeBackPage, UndoPage,
        UnlockPage,
    },
    paths,
    server::{
        state::AppState,
        web::headers::{page_policy, reload_port},
    },
    t,
    texts::language,
};

/// The document around every page.
pub fn shell(state: &AppState) -> impl IntoView + use<> {
    let reload_port = reload_port(&state.leptos_options);
    if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>()) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, page_policy(&nonce, reload_port));
    }
    let language = language();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    }
    provide_context(state.scripts.clone());
    if let Some(attribution) = state.locations.attribution() {
        provide_context(attribution);
    }
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() dir=language.direction()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#f6f5f2" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#14161c" media="(prefers-color-scheme: dark)"/>
                <meta name="description" content=t!("page-description")/>
                {icons(state)}
                <link rel="manifest" href="/manifest.webmanifest"/>
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

/// What browsers show for the site: the operator's logo, or what the build has in several sizes.
fn icons(state: &AppState) -> AnyView {
    match state.identity.icon() {
        Some((path, content_type)) => view! { <link rel="icon" href=path type=content_type/> }.into_any(),
        None => view! {
            <link rel="icon" href="/favicon.ico" sizes="32x32"/>
            <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
            <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
        }
        .into_any(),
    }
}

/// The table of routes. Each is a document of its own; what moves in one is an island.
///
/// A path that also takes a form is that of the form's server function: see [`crate::api`].
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let SiteIdentity { name, .. } = SiteIdentity::of_document();
    view! {
        // It is written into the document as it is here: nothing else escapes it.
        <Title formatter=move |title| encode_text(&format!("{title} · {name}")).into_owned()/>
        <Router>
            <FlatRoutes fallback=|| ()>
                <Route path=Exactly(paths::SIGN_IN) view=SignInPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::SIGN_UP) view=SignUpPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::CONFIRM) view=ConfirmPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::FORGOTTEN) view=ForgottenPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::RESET) view=ResetPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::UNLOCK) view=UnlockPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::DEVICES) view=DevicesPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::SIGN_OUT_DEVICE) view=SignOutDevicePage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::SIGN_OUT_OTHERS) view=SignOutOthersPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::DEVICE) view=DeviceDetailPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::RENAME) view=RenamePage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::CONFIRM_DEVICE) view=ConfirmDevicePage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::NOT_ME) view=NotMePage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::TAKE_BACK) view=TakeBackPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::DISOWN) view=DisownPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::RECOGNISE) view=RecognisePage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::ACTIVITY) view=ActivityLogPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::ACCOUNT) view=AccountPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::PRIVACY) view=PrivacyPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::CHANGE_PASSWORD) view=ChangePasswordPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::CHANGE_EMAIL) view=ChangeEmailPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::UNDO) view=UndoPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::DOWNLOAD) view=DownloadPage ssr=SsrMode::Async/>
                <Route path=Exactly(paths::DELETE) view=DeletePage ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}

/// A route of one path, taken from the table of [`paths`].
#[derive(Clone, Copy)]
struct Exactly(&'static str);

impl PossibleRouteMatch for Exactly {
    fn optional(&self) -> bool {
        false
    }

    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        (path == self.0).then(|| PartialPathMatch::new("", Vec::new(), path))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(self.0.split('/').filter(|name| !name.is_empty()).map(|name| PathSegment::Static(name.into())));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use leptos::server_fn::axum::server_fn_paths;
    use leptos_axum::generate_route_list;

    use super::*;

    #[tokio::test]
    async fn the_table_of_paths_has_every_page_and_server_function_and_nothing_else() {
        let pages: Vec<_> = generate_route_list(App).iter().map(|route| route.path().to_owned()).collect();
        let served: BTreeSet<_> =
            pages.iter().map(String::as_str).chain(server_fn_paths().map(|(path, _)| path)).collect();
        let table: BTreeSet<_> = paths::ALL.iter().map(|(path, _)| *path).collect();
        assert!(pages.len() > 20 && served.len() > pages.len(), "{served:?}");
        assert_eq!(served, table);
    }
}
