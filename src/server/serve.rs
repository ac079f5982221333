//! From settings to a running server, and to its orderly end.

use std::{
    io::{self, IsTerminal, Write},
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::{
    clock::SystemClock,
    config::{Config, Doubt, SignUp},
    demo::error::DemoError,
    housekeeping,
    instance::InstanceId,
    listen::{self, descriptors},
    location::Locations,
    mail,
    state::{AppState, OpenError},
    web::router,
};

/// How long requests under way may take to finish after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Why the server did not start, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Demo(#[from] DemoError),
    #[error("--listen: can't listen on {address}: {source}")]
    Listen { address: SocketAddr, source: io::Error },
    #[error(
        "--public-url: with --smtp-url and --listen={0}, say which URL people use: links in emails would lead nowhere"
    )]
    PublicUrl(SocketAddr),
    #[error("the server stopped: {0}")]
    Io(#[from] io::Error),
}

/// Serves until Ctrl-C or SIGTERM; then finishes the requests under way and closes the database.
///
/// # Errors
/// If it can't start, naming the setting that is at fault.
pub async fn run(config: Config) -> Result<(), ServeError> {
    run_with(config, async |state| Ok(if io::stdout().is_terminal() { welcome(state) } else { String::new() })).await
}

/// The same, once `prepare` has done something with what was opened. It returns what to print when all is ready.
///
/// # Errors
/// If it can't start, naming the setting that is at fault.
pub async fn run_with(
    mut config: Config,
    prepare: impl AsyncFnOnce(&AppState) -> Result<String, DemoError>,
) -> Result<(), ServeError> {
    if config.smtp_url.is_some() && !config.links_lead_here() {
        return Err(ServeError::PublicUrl(config.listen));
    }
    let listener =
        TcpListener::bind(config.listen).map_err(|source| ServeError::Listen { address: config.listen, source })?;
    // Port 0 asks for any free one.
    config.listen = listener.local_addr()?;
    // From the first moment on: unheard, the signal ends the process.
    let hangup = signal(SignalKind::hangup())?;
    let state = AppState::open(config, Arc::new(SystemClock)).await?;
    let (_occupied, alone) = InstanceId::occupy(&state.config.data_dir)?;
    if !alone {
        tracing::warn!(
            folder = %state.config.data_dir.display(),
            "another server runs on this data folder: each counts its own limits, so people have twice the attempts; \
             stop one of them"
        );
    }
    let stopping = Stopping::new()?;
    let said = prepare(&state).await?;
    announce(&state);
    // If standard output is closed, nobody reads it.
    _ = io::stdout().write_all(said.as_bytes()).and_then(|()| io::stdout().flush());
    let stop = CancellationToken::new();
    let tasks = &state.background;
    tasks.spawn(stop.clone().run_until_cancelled_owned(reload_on_hangup(Arc::clone(&state.locations), hangup)));
    tasks.spawn(stop.clone().run_until_cancelled_owned(housekeeping::run(state.clone())));
    tasks.spawn(stopping.stop(stop.clone()));
    until_stopped(listener, state.clone(), stop).await?;
    state.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// The line that says what was started, and how.
fn announce(state: &AppState) {
    let config = &state.config;
    for Doubt { what, advice, .. } in config.doubts() {
        tracing::warn!("{what}; {advice}");
    }
    tracing::info!(
        database = config.database().described(),
        sign_up = ?config.sign_up(),
        mail = mail::destination(config),
        proxies = %config.trusted_proxies,
        locations = state.locations.source(),
        "Latchkey serves {}",
        config.public_url()
    );
}

/// For a person who has just started it: what to open, where things are, and how to stop.
fn welcome(state: &AppState) -> String {
    let config = &state.config;
    let sign_up = match config.sign_up() {
        SignUp::Open => "anyone may sign up; --sign-up=closed to change",
        SignUp::Confirm => "anyone may sign up, by a link in an email",
        SignUp::Closed => "accounts are made with 'latchkey user add'",
    };
    let mail = match &config.smtp_url {
        Some(_) => "by the server of --smtp-url".to_owned(),
        None => format!("files in {}: no mail server is set", config.mail_dir().display()),
    };
    format!(
        "\n  Latchkey {} is ready\n  Open       {}  ({sign_up})\n  Data       {}\n  Email      {mail}\n  Locations  {}\n  Stop       Ctrl-C\n\n",
        env!("CARGO_PKG_VERSION"),
        config.public_url(),
        config.data_dir.display(),
        state.locations.source(),
    )
}

async fn until_stopped(listener: TcpListener, state: AppState, stop: CancellationToken) -> Result<(), ServeError> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let limits = descriptors::within(state.config.limits(), descriptors::raise());
    let trusted = state.config.trusted_proxies.clone();
    listen::serve(listener, router::build(state), trusted, limits, stop, GRACE).await;
    Ok(())
}

/// A location database that was replaced is taken up without a restart.
async fn reload_on_hangup(locations: Arc<Locations>, mut hangup: Signal) {
    while hangup.recv().await.is_some() {
        let locations = Arc::clone(&locations);
        // It reads files.
        let _ = tokio::task::spawn_blocking(move || locations.reload()).await;
    }
}

/// The signals that stop the server, heard from the moment on that this is made: what was opened by then is closed.
struct Stopping {
    interrupt: Signal,
    terminate: Signal,
}

impl Stopping {
    fn new() -> io::Result<Self> {
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn stop(mut self, stop: CancellationToken) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
        tracing::info!("stopping: finishing the requests in progress");
        stop.cancel();
    }
}
