//! What changes the database as a whole: bringing its schema up to date, and moving it to another engine.

use std::path::PathBuf;

use clap::Args;
use secrecy::SecretString;
use serde_json::{Map, Value, json};

use super::CommandError;
use crate::{
    model::Timestamp,
    server::{
        config::{Config, database_url},
        private_files,
        rules::opening,
        storage::{self, Copied, Database, Step},
    },
};

/// How to bring the schema up to date.
#[derive(Clone, Copy, Debug, Args)]
pub struct MigrateArguments {
    /// List the steps that would be taken, without taking them.
    #[arg(long)]
    pub dry_run: bool,
}

/// From where to where an installation is copied.
#[derive(Clone, Debug, Args)]
#[expect(clippy::doc_markdown, reason = "these lines are the help that people read")]
pub struct CopyArguments {
    /// The database to copy, such as sqlite:data/latchkey.db. No server may be running on it.
    #[arg(long, value_name = "URL", value_parser = database_url)]
    pub from: SecretString,
    /// The empty database to copy it into, such as postgres://latchkey@db.example.com/latchkey.
    #[arg(long, value_name = "URL", value_parser = database_url)]
    pub to: SecretString,
    /// File with the password for --from, to keep it out of the URL. PostgreSQL only.
    #[arg(long, value_name = "FILE")]
    pub from_password_file: Option<PathBuf>,
    /// File with the password for --to, to keep it out of the URL. PostgreSQL only.
    #[arg(long, value_name = "FILE")]
    pub to_password_file: Option<PathBuf>,
}

/// Brings the schema up to date. Returns the result as JSON and as text.
pub(super) async fn migrate(arguments: MigrateArguments, config: &Config) -> Result<(Value, String), CommandError> {
    let dry_run = arguments.dry_run;
    let steps = storage::migrate(&config.database(), dry_run).await?;
    let lines = steps.iter().map(|Step { version, description }| format!("\n  {version} {description}"));
    let text = match (steps.len(), dry_run) {
        (0, _) => "the schema is up to date: there was nothing to do".to_owned(),
        (1, true) => "1 step is to be taken:".to_owned(),
        (1, false) => "1 step was taken:".to_owned(),
        (count, true) => format!("{count} steps are to be taken:"),
        (count, false) => format!("{count} steps were taken:"),
    };
    Ok((json!({ "steps": steps, "taken": !dry_run }), text + &lines.collect::<String>()))
}

/// Copies an installation. Returns the result as JSON and as text.
pub(super) async fn copy(
    arguments: &CopyArguments,
    config: &Config,
    now: Timestamp,
) -> Result<(Value, String), CommandError> {
    let at = |url, file: &Option<PathBuf>| Database::at(url, file.as_deref(), config.database_connections);
    let from = at(&arguments.from, &arguments.from_password_file);
    let to = at(&arguments.to, &arguments.to_password_file);
    for file in [&from, &to].into_iter().filter_map(Database::file) {
        private_files::require_ours(&file)?;
    }
    let copied = opening::copy(&from, &to, now).await?;
    let rows: Map<_, _> = copied.iter().map(|Copied { table, rows }| ((*table).to_owned(), json!(rows))).collect();
    let counts: Vec<_> = copied.iter().map(|Copied { table, rows }| format!("  {table}: {rows}\n")).collect();
    let text = format!(
        "{} holds the installation now. Copied rows:\n{}Two files of the data folder are not in a database, and \
         belong to it: 'signing.key', without which everybody is signed out, and 'instance', without which each \
         browser counts as a new device. Keep the data folder, or copy both to where the server will run. Don't \
         start a server on {} any more.",
        to.described(),
        counts.concat(),
        from.described()
    );
    Ok((json!({ "rows": rows, "files": ["signing.key", "instance"] }), text))
}
