use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;

/// Where the scripts of `public/` are, by their names there: the build puts their content into their
/// names, so that no browser runs another build's.
#[derive(Clone, Debug, Default)]
pub struct ScriptPaths(pub Arc<BTreeMap<String, String>>);

/// One of the scripts of `public/`.
#[component]
pub fn ModuleScript(
    /// As it is called there.
    name: &'static str,
) -> impl IntoView {
    let built = use_context::<ScriptPaths>().and_then(|ScriptPaths(paths)| paths.get(name).cloned());
    let path = built.unwrap_or_else(|| format!("/{name}"));
    view! { <script type="module" src=path></script> }
}
