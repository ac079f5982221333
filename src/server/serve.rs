//! From settings to a running server, and to its orderly end.

use std::{
    fs, io,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum_server::Handle;
use hyper_util::rt::TokioTimer;
use leptos::config::LeptosOptions;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::{
    AppState,
    activity::Activity,
    clock::{Clock, SystemClock},
    config::Config,
    cookie::HostCookie,
    data_dir::{self, DataDirError},
    failure::Failure,
    housekeeping,
    key::KeyError,
    location::{Locate, Places},
    mail::{self, MailError, Mailer},
    password::Passwords,
    router,
    storage::{self, Database, Opening, StorageError},
    throttle::Throttle,
    token::Tokens,
};

/// How long a client may take to send the head of a request, and between two.
const HEADER_TIMEOUT: Duration = Duration::from_secs(30);
/// How long requests under way may take to finish after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Why the server did not start, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("--data-dir: {0}")]
    DataDir(#[from] DataDirError),
    #[error("--signing-key-file: {0}")]
    Key(#[from] KeyError),
    #[error("--database-url: {0}")]
    Storage(#[from] StorageError),
    #[error("--listen: {address} can't be listened on: {source}")]
    Listen { address: SocketAddr, source: io::Error },
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
    data_dir::make(&config.data_dir)?;
    let tokens = Tokens::from_file(config.signing_key_file(), &config.issuer)?;
    let storage = storage::open(&config.database(), Opening::Create, clock.now()).await?;
    Ok(AppState {
        clock,
        locator: Arc::new(Places::open(config.location_db.as_deref(), &installed_locations())),
        tokens: Arc::new(tokens),
        passwords: Passwords::new(config.password_workers(), usize::from(config.password_queue))?,
        throttle: Throttle::new(config.attempts_per_minute),
        mailer: Mailer::new(&config)?,
        cookie: HostCookie::session(config.https()),
        device_cookie: HostCookie::device(config.https()),
        activity: Activity::start(Arc::clone(&storage)),
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
    let service = router::build(state).into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    let mut server = axum_server::from_tcp(listener)?.handle(handle.clone()).first_request_timeout(HEADER_TIMEOUT);
    server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIMEOUT);
    tokio::spawn(async move {
        stop_signal().await;
        tracing::info!("stopping: requests under way are finished");
        handle.graceful_shutdown(Some(GRACE));
    });
    Ok(server.serve(service).await?)
}

/// A location database that was replaced is taken up without a restart.
async fn reload_on_hangup(locator: Arc<dyn Locate>, mut hangup: Signal) {
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
        .or_else(|| std::env::var_os("LEPTOS_SITE_ROOT").map(PathBuf::from))
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
        Database::Url(url) => match url.parse::<url::Url>() {
            Ok(mut parsed) if parsed.password().is_some() => {
                let _ = parsed.set_password(Some("…"));
                parsed.to_string()
            }
            _ => url.clone(),
        },
    }
}
