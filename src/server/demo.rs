//! `latchkey demo`: a server with an account and six believable devices, on data that go when it ends.
//!
//! Everything is stored by the rules, as if it had happened: only the clock is another one for each step.

pub mod error;
mod seeds;

use std::{
    fs::{self, Permissions},
    io,
    os::unix::fs::PermissionsExt,
    path::Path,
    time::Duration,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretString};
use tempfile::TempDir;
use tokio::time::sleep;

use self::{error::DemoError, seeds::Seeded};
use super::{
    config::{Config, SignUp},
    ids::random,
    rules,
    serve::{self, ServeError},
    state::AppState,
    storage::Session,
};

/// The account of the demo.
const EMAIL: &str = "ada@example.com";
/// The folder of [`Config::data_dir`] where none was chosen.
const UNCHOSEN: &str = "data";
/// How often the demo looks whether somebody signed in.
const LOOK: Duration = Duration::from_millis(250);

/// Serves the demo until it is stopped. Data in a temporary folder are removed then; in a folder that was chosen with
/// `--data-dir`, which must be empty, they stay.
///
/// # Errors
/// If it can't start.
pub async fn run(config: Config) -> Result<(), ServeError> {
    // Removed when it is dropped.
    let mut temporary = None;
    let data_dir = if config.data_dir == Path::new(UNCHOSEN) {
        let private = Permissions::from_mode(0o700);
        let folder = tempfile::Builder::new().prefix("latchkey-demo-").permissions(private).tempdir();
        let folder = folder.map_err(|source| DemoError::Folder { path: std::env::temp_dir(), source })?;
        temporary.insert(folder).path().to_owned()
    } else {
        require_empty(&config.data_dir)?;
        config.data_dir.clone()
    };
    // Of the settings, those that lead to other data or to people's mailboxes don't count.
    let config = Config {
        data_dir,
        database_url: None,
        database_password_file: None,
        signing_key_file: None,
        smtp_url: None,
        sign_up: Some(SignUp::Open),
        ..config
    };
    serve::run_with(config, async |state| prepare(state, temporary.as_ref()).await).await
}

fn require_empty(folder: &Path) -> Result<(), DemoError> {
    let failed = |source| DemoError::Folder { path: folder.to_owned(), source };
    match fs::read_dir(folder) {
        Ok(entries) => {
            if entries.count() == 0 {
                Ok(())
            } else {
                Err(DemoError::NotEmpty(folder.to_owned()))
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(failed(error)),
    }
}

/// Makes the account and its devices. Returns what to tell the person who started it.
async fn prepare(state: &AppState, temporary: Option<&TempDir>) -> Result<String, DemoError> {
    let password = SecretString::from(URL_SAFE_NO_PAD.encode(random::<9>()?));
    let seeded = seeds::sow(state, EMAIL, &password).await?;
    let task = state.clone();
    state.background.spawn(async move { recognise_visitors(task, seeded).await });
    let end = if temporary.is_some() { "Ctrl-C, which removes everything again" } else { "Ctrl-C" };
    Ok(format!(
        "\n  The demo is ready\n  Open      {}\n  Sign in   {EMAIL}\n  Password  {}\n  Emails    files in {}\n  Stop      {end}\n\n",
        state.config.public_url(),
        password.expose_secret(),
        state.config.mail_dir().display(),
    ))
}

/// Answers 'Was this you?' for people who sign in to the account, as another device of theirs would: without that, the
/// visitor's browser could do little.
async fn recognise_visitors(state: AppState, seeded: Seeded) {
    let stopped = state.background.clone();
    while !stopped.is_closed() {
        sleep(LOOK).await;
        let now = state.clock.now();
        let Ok(sessions) = state.storage.list_sessions(seeded.user, now).await else { continue };
        let is_visitor =
            |session: &&Session| session.confirmed_at.is_none() && !seeded.devices.contains(&session.device_id);
        for visitor in sessions.iter().filter(is_visitor) {
            let Some(by) = sessions.iter().find(|session| session.device_id == seeded.answers) else { return };
            let ids = std::slice::from_ref(&visitor.device_id);
            let done = rules::devices::confirm_devices(&state.storage, seeded.user, ids, now, &seeds::actor(by)).await;
            if let Err(error) = done {
                tracing::warn!(%error, "the demo could not recognise a browser");
            }
        }
    }
}
