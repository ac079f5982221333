//! From settings to a running server, and to its orderly end.

use std::{
    fs, io,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use leptos::config::LeptosOptions;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::{
    AppState,
    activity::Activity,
    clock::{Clock, SystemClock},
    config::{Config, is_blank},
    cookie::HostCookie,
    data_dir::{self, DataDirError},
    failure::Failure,
    files::Files,
    housekeeping,
    instance::{InstanceError, InstanceId},
    key::KeyError,
    listen::{self, descriptors},
    location::Places,
    mail::{self, MailError, Mailer},
    password::Passwords,
    router,
    rules::opening,
    sign_ins::SignIns,
    storage::{Database, Opening, StorageError},
    throttle::Throttle,
    token::Tokens,
    unkept::Unkept,
};
use crate::components::ScriptPaths;

/// How long requests under way may take to finish after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Why the server did not start, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("--data-dir: {0}")]
    Instance(#[from] InstanceError),
    #[error("--data-dir: {0}")]
    DataDir(#[from] DataDirError),
    #[error("--signing-key-file: {0}")]
    Key(#[from] KeyError),
    #[error("--database-url: {0}")]
    Storage(#[from] StorageError),
    #[error("--listen: {address} can't be listened on: {source}")]
    Listen { address: SocketAddr, source: io::Error },
    #[error(
        "--public-url: with --smtp-url and --listen={0}, say where people reach it: links in mail would lead nowhere"
    )]
    PublicUrl(SocketAddr),
    #[error("--site-root: there is no site in {0}; 'make run' builds it")]
    Site(String),
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error("the password hasher did not start: {0}")]
    Passwords(#[from] Failure),
    #[error("the server stopped: {0}")]
    Io(#[from] io::Error),
}

/// Serves until Ctrl-C or SIGTERM; then finishes the requests under way and closes the database.
///
/// # Errors
/// If it can't start, naming the setting that is at fault.
pub async fn run(mut config: Config) -> Result<(), ServeError> {
    if config.smtp_url.is_some() && !config.links_lead_here() {
        return Err(ServeError::PublicUrl(config.listen));
    }
    let listener =
        TcpListener::bind(config.listen).map_err(|source| ServeError::Listen { address: config.listen, source })?;
    // Port 0 asks for any free one.
    config.listen = listener.local_addr()?;
    // From the first moment on: unheard, the signal ends the process.
    let hangup = signal(SignalKind::hangup())?;
    let state = prepare(config, Arc::new(SystemClock)).await?;
    let reloading = tokio::spawn(reload_on_hangup(Arc::clone(&state.locator), hangup));
    announce(&state);
    let housekeeping = housekeeping::start(state.clone());
    until_stopped(listener, state.clone()).await?;
    housekeeping.abort();
    reloading.abort();
    close(&state).await;
    tracing::info!("stopped");
    Ok(())
}

/// Opens what requests need.
///
/// # Errors
/// If something can't be opened, naming the setting that is at fault.
pub async fn prepare(config: Config, clock: Arc<dyn Clock>) -> Result<AppState, ServeError> {
    // First what makes nothing: a start that fails leaves no trace.
    let leptos_options = leptos_options(&config)?;
    let files = Files::new(Path::new(leptos_options.site_root.as_ref()));
    data_dir::make(&config.data_dir)?;
    let lost = !config.signing_key_file().exists() && config.database_file().is_some_and(|file| file.exists());
    let tokens = Tokens::from_file(config.signing_key_file(), &config.issuer)?;
    if lost {
        tracing::warn!("the signing key was gone, and a new one was made: every device must sign in again");
    }
    let instance = InstanceId::load_or_create(&config.data_dir)?;
    let storage = opening::open(&config.database(), Opening::Create, clock.now()).await?;
    let tokens = Arc::new(tokens);
    let mailer = Mailer::new(&config, Arc::clone(&clock), Arc::clone(&storage), Arc::clone(&tokens))?;
    Ok(AppState {
        clock,
        locator: Arc::new(Places::open(config.location_db.as_deref(), &installed_locations())),
        tokens,
        passwords: Passwords::new(config.password_workers(), usize::from(config.password_queue))?,
        throttle: Throttle::new(config.attempts_per_minute),
        sign_ins: SignIns::default(),
        mailer,
        cookie: HostCookie::session(config.https(), &instance),
        device_cookie: HostCookie::device(config.https(), &instance),
        unkept: Unkept::new(),
        activity: Activity::start(Arc::clone(&storage)),
        scripts: ScriptPaths(Arc::new(files.named_by_content())),
        files: Arc::new(files),
        stylesheet: stylesheet(&leptos_options).into(),
        leptos_options,
        config: Arc::new(config),
        storage,
    })
}

/// Sends and writes what is still to be sent and written, and closes the database.
pub async fn close(state: &AppState) {
    state.mailer.close().await;
    state.activity.close().await;
    state.storage.close().await;
}

/// The line that says what was started, and how.
fn announce(state: &AppState) {
    let config = &state.config;
    if !config.links_lead_here() {
        tracing::warn!(
            listen = %config.listen,
            "--public-url is not set: links in mail lead to {}, which only this machine reaches",
            config.public_url()
        );
    } else if config.smtp_url.is_some() && config.public_url.is_none() {
        tracing::warn!("--public-url is not set: links in mail lead to {}", config.public_url());
    }
    tracing::info!(
        database = described(&config.database()),
        sign_up = ?config.sign_up(),
        mail = mail::destination(config),
        proxies = %config.trusted_proxies,
        places = state.locator.source(),
        "Latchkey serves {}",
        config.public_url()
    );
}

async fn until_stopped(listener: TcpListener, state: AppState) -> Result<(), ServeError> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let limits = descriptors::within(state.config.limits(), descriptors::raise());
    let trusted = state.config.trusted_proxies.clone();
    let stop = CancellationToken::new();
    let stopping = stop.clone();
    tokio::spawn(async move {
        stop_signal().await;
        stopping.cancel();
        tracing::info!("stopping: requests under way are finished");
    });
    listen::serve(listener, router::build(state), trusted, limits, stop, GRACE).await;
    Ok(())
}

/// A location database that was replaced is taken up without a restart.
async fn reload_on_hangup(locator: Arc<Places>, mut hangup: Signal) {
    while hangup.recv().await.is_some() {
        let locator = Arc::clone(&locator);
        // It reads files.
        let _ = tokio::task::spawn_blocking(move || locator.reload()).await;
    }
}

async fn stop_signal() {
    let mut terminate = signal(SignalKind::terminate()).expect("the signal handler can be set");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

/// Leptos's settings. They come from here alone, so that the program starts from any folder.
fn leptos_options(config: &Config) -> Result<LeptosOptions, ServeError> {
    let root = site_root(config);
    if !root.join("pkg").is_dir() {
        return Err(ServeError::Site(root.display().to_string()));
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
fn installed_locations() -> PathBuf {
    let folder = executable_folder().and_then(|folder| Some(folder.parent()?.to_path_buf()));
    folder.unwrap_or_else(|| PathBuf::from("target")).join("location/country.mmdb")
}

fn executable_folder() -> Option<PathBuf> {
    std::env::current_exe().ok()?.parent().map(Path::to_path_buf)
}

fn hash_file() -> Option<PathBuf> {
    Some(executable_folder()?.join("hash.txt"))
}

fn stylesheet(options: &LeptosOptions) -> String {
    let hashes = hash_file().filter(|_| options.hash_files).and_then(|file| fs::read_to_string(file).ok());
    let hash = hashes.iter().flat_map(|text| text.lines()).find_map(|line| line.strip_prefix("css:")).map(str::trim);
    let name = &options.output_name;
    let package = &options.site_pkg_dir;
    hash.map_or_else(|| format!("/{package}/{name}.css"), |hash| format!("/{package}/{name}.{hash}.css"))
}

/// A database's place, without the password that a URL may hold.
fn described(database: &Database) -> String {
    match database {
        Database::File(path) => path.display().to_string(),
        Database::Url(url) => url.clone(),
        Database::Server(server) => server.described(),
    }
}
