//! What every request may need: opened when the program starts, closed when it ends.

use std::{
    ops::{Deref, DerefMut},
    path::Path,
    sync::Arc,
    time::Duration,
};

use axum::extract::FromRef;
use leptos::config::LeptosOptions;
use tokio::time::timeout;
use tokio_util::task::TaskTracker;

use super::{
    auth::{key::KeyError, password::Passwords, sign_ins::SignIns, throttle::Throttle, token::Tokens},
    clock::Clock,
    config::Config,
    data_dir::{self, DataDirError},
    http::cookie::HostCookie,
    identity::{Identity, LogoError},
    instance::{InstanceError, InstanceId},
    last_seen::LastSeen,
    location::Locations,
    mail::{MailError, Mailer},
    rules,
    site::{self, NoSite},
    storage::{Opening, Storage, StorageError},
    web::{files::Files, unkept::Unkept},
};
use crate::{components::ScriptPaths, error::AppError};

/// How long work beside the answers may take to finish after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// What every request may need. Each request clones it several times: that counts one reference.
#[derive(Clone)]
pub struct AppState(Arc<Services>);

/// What [`AppState`] shares.
#[derive(Clone)]
pub struct Services {
    pub config: Arc<Config>,
    pub storage: Arc<Storage>,
    pub clock: Arc<dyn Clock>,
    pub locations: Arc<Locations>,
    pub tokens: Arc<Tokens>,
    pub passwords: Passwords,
    pub throttle: Throttle,
    pub sign_ins: SignIns,
    pub mailer: Mailer,
    pub cookie: HostCookie,
    pub device_cookie: HostCookie,
    /// Says on the next page what was done.
    pub said_cookie: HostCookie,
    pub identity: Identity,
    /// Says at sign-in which session ended.
    pub ended_cookie: HostCookie,
    /// The language that was chosen in this browser.
    pub language_cookie: HostCookie,
    pub last_seen: LastSeen,
    pub unkept: Unkept,
    /// What is done beside the answers, and the requests themselves: waited for at the end.
    pub background: TaskTracker,
    pub leptos_options: LeptosOptions,
    pub files: Arc<Files>,
    /// The paths of the scripts, by their names in `public/`.
    pub scripts: ScriptPaths,
    /// The path of the style sheet, by its content's name where it has one.
    pub stylesheet: Arc<str>,
}

impl Deref for AppState {
    type Target = Services;

    fn deref(&self) -> &Services {
        &self.0
    }
}

/// What is changed in one leaves its clones as they are: for tests, before they serve it.
impl DerefMut for AppState {
    fn deref_mut(&mut self) -> &mut Services {
        Arc::make_mut(&mut self.0)
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos_options.clone()
    }
}

/// What can't be opened, naming the setting that is at fault.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("--data-dir: {0}")]
    Instance(#[from] InstanceError),
    #[error("--data-dir: {0}")]
    DataDir(#[from] DataDirError),
    #[error("--signing-key-file: {0}")]
    Key(#[from] KeyError),
    #[error("--database-url: {0}")]
    Storage(#[from] StorageError),
    #[error("--logo: {0}")]
    Logo(#[from] LogoError),
    #[error("--site-root: {0}")]
    Site(#[from] NoSite),
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error("the password hasher did not start: {0}")]
    Passwords(AppError),
}

impl AppState {
    /// Opens it.
    ///
    /// # Errors
    /// If something can't be opened, naming the setting that is at fault.
    pub async fn open(config: Config, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        // First what makes nothing: a start that fails leaves no trace.
        let leptos_options = site::leptos_options(&config)?;
        let identity = Identity::open(&config)?;
        let files = Files::new(Path::new(leptos_options.site_root.as_ref()));
        data_dir::make(&config.data_dir)?;
        let lost = !config.signing_key_file().exists() && config.database_file().is_some_and(|file| file.exists());
        let tokens = Tokens::from_file(config.signing_key_file(), &config.issuer)?;
        if lost {
            tracing::warn!("the signing key was missing, and a new one was created: every device must sign in again");
        }
        let instance = InstanceId::load_or_create(&config.data_dir)?;
        let storage = rules::opening::open(&config.database(), Opening::Create, clock.now()).await?;
        storage.keep_in_memory(config.sessions_in_memory);
        let tokens = Arc::new(tokens);
        let mailer = Mailer::new(&config, Arc::clone(&clock), Arc::clone(&storage), Arc::clone(&tokens))?;
        Ok(Self(Arc::new(Services {
            clock,
            locations: Arc::new(Locations::open(config.location_db.as_deref(), &site::installed_locations())),
            tokens,
            passwords: Passwords::new(config.password_workers(), usize::from(config.password_queue))
                .map_err(OpenError::Passwords)?,
            throttle: Throttle::new(config.attempts_per_minute),
            sign_ins: SignIns::default(),
            mailer,
            cookie: HostCookie::session(config.https(), &instance),
            device_cookie: HostCookie::device(config.https(), &instance),
            said_cookie: HostCookie::said(config.https(), &instance),
            identity,
            ended_cookie: HostCookie::ended(config.https(), &instance),
            language_cookie: HostCookie::language(config.https(), &instance),
            unkept: Unkept::new(),
            background: TaskTracker::new(),
            last_seen: LastSeen::start(Arc::clone(&storage)),
            scripts: ScriptPaths(Arc::new(files.named_by_content())),
            files: Arc::new(files),
            stylesheet: site::stylesheet(&leptos_options).into(),
            leptos_options,
            config: Arc::new(config),
            storage,
        })))
    }

    /// Does something beside the answer. It is waited for when the server stops.
    pub fn spawn_background<E: std::fmt::Display>(
        &self,
        what: &'static str,
        work: impl Future<Output = Result<(), E>> + Send + 'static,
    ) {
        self.background.spawn(async move {
            if let Err(error) = work.await {
                tracing::error!(%error, what, "background work failed");
            }
        });
    }

    /// Finishes the work in the background, sends and writes what is still to be sent and written, and closes
    /// the database.
    pub async fn close(&self) {
        self.background.close();
        if timeout(GRACE, self.background.wait()).await.is_err() {
            tracing::error!(count = self.background.len(), "background work was not finished");
        }
        self.mailer.close().await;
        self.last_seen.close().await;
        self.storage.close().await;
    }
}
