//! Where the built site is, and what Leptos has to know of it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use leptos::config::LeptosOptions;

use super::config::{Config, is_blank};

/// There is no site where it should be.
#[derive(Debug, thiserror::Error)]
#[error("there is no site in {0}; 'make run' builds it")]
pub struct NoSite(String);

/// Leptos's settings. They come from here alone, so that the program starts from any folder.
///
/// # Errors
/// If there is no site where it should be.
pub fn leptos_options(config: &Config) -> Result<LeptosOptions, NoSite> {
    let root = site_root(config);
    if !root.join("pkg").is_dir() {
        return Err(NoSite(root.display().to_string()));
    }
    Ok(LeptosOptions::builder()
        .output_name("latchkey")
        .site_root(root.display().to_string())
        .site_pkg_dir("pkg")
        .site_addr(config.listen)
        // Without the file Leptos would panic at the first page.
        .hash_files(hash_file().is_some_and(|file| file.is_file()))
        .build())
}

/// `--site-root`, else what cargo-leptos says, else beside the program: target/site for target/release.
fn site_root(config: &Config) -> PathBuf {
    config
        .site_root
        .clone()
        .or_else(|| std::env::var_os("LEPTOS_SITE_ROOT").filter(|value| !is_blank(value)).map(PathBuf::from))
        .or_else(|| Some(executable_folder()?.parent()?.join("site")))
        .unwrap_or_else(|| PathBuf::from("target/site"))
}

/// The location database that the set-up installs: target/location for target/release.
pub fn installed_locations() -> PathBuf {
    let folder = executable_folder().and_then(|folder| Some(folder.parent()?.to_path_buf()));
    folder.unwrap_or_else(|| PathBuf::from("target")).join("location/country.mmdb")
}

fn executable_folder() -> Option<PathBuf> {
    std::env::current_exe().ok()?.parent().map(Path::to_path_buf)
}

fn hash_file() -> Option<PathBuf> {
    Some(executable_folder()?.join("hash.txt"))
}

/// The path of the style sheet.
pub fn stylesheet(options: &LeptosOptions) -> String {
    let hashes = hash_file().filter(|_| options.hash_files).and_then(|file| fs::read_to_string(file).ok());
    let hash = hashes.iter().flat_map(|text| text.lines()).find_map(|line| line.strip_prefix("css:")).map(str::trim);
    let name = &options.output_name;
    let package = &options.site_pkg_dir;
    hash.map_or_else(|| format!("/{package}/{name}.css"), |hash| format!("/{package}/{name}.{hash}.css"))
}
