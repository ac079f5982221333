//! The least that axum-login with tower-sessions on SQLite makes: sign up, sign in, sign out, 'who am I'.
//!
//! `axum-login-peer PORT DATABASE`. Settings as their authors advise for production, and as Latchkey's own where
//! they leave it open: a write-ahead log, a hash of the password in the session (so that a new password ends it),
//! and an end after a day without activity. What is kept of activity is what they keep: nothing, as a session
//! that wasn't changed isn't saved.

use std::error::Error;

use axum::{
    Form, Json, Router,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use axum_login::{
    AuthManagerLayerBuilder, AuthUser, AuthnBackend, UserId,
    tower_sessions::{Expiry, SessionManagerLayer},
};
use serde::{Deserialize, Serialize};
use sqlx::{
    FromRow, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tower_sessions_sqlx_store::SqliteStore;

type AuthSession = axum_login::AuthSession<Backend>;

#[derive(Clone, Debug, FromRow)]
struct User {
    id: i64,
    email: String,
    password: String,
}

impl AuthUser for User {
    type Id = i64;

    fn id(&self) -> i64 {
        self.id
    }

    fn session_auth_hash(&self) -> &[u8] {
        self.password.as_bytes()
    }
}

#[derive(Deserialize)]
struct Credentials {
    email: String,
    password: String,
}

#[derive(Clone)]
struct Backend(SqlitePool);

#[derive(Debug, thiserror::Error)]
enum BackendError {
    #[error(transparent)]
    Sqlx(#[from] sqlx::Error),
    #[error(transparent)]
    Task(#[from] tokio::task::JoinError),
}

impl AuthnBackend for Backend {
    type User = User;
    type Credentials = Credentials;
    type Error = BackendError;

    async fn authenticate(&self, given: Credentials) -> Result<Option<User>, BackendError> {
        let query = sqlx::query_as("SELECT id, email, password FROM users WHERE email = ?");
        let found: Option<User> = query.bind(given.email).fetch_optional(&self.0).await?;
        let verify =
            move || found.filter(|user| password_auth::verify_password(given.password, &user.password).is_ok());
        Ok(tokio::task::spawn_blocking(verify).await?)
    }

    async fn get_user(&self, id: &UserId<Self>) -> Result<Option<User>, BackendError> {
        let query = sqlx::query_as("SELECT id, email, password FROM users WHERE id = ?");
        Ok(query.bind(id).fetch_optional(&self.0).await?)
    }
}

#[derive(Serialize)]
struct WhoAmI {
    id: i64,
    email: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(port), Some(database)) = (arguments.next(), arguments.next()) else {
        return Err("usage: axum-login-peer PORT DATABASE".into());
    };
    let options = SqliteConnectOptions::new().filename(database).create_if_missing(true);
    let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
    let pool = SqlitePool::connect_with(options).await?;
    sqlx::query("CREATE TABLE IF NOT EXISTS users (id INTEGER PRIMARY KEY, email TEXT UNIQUE, password TEXT)")
        .execute(&pool)
        .await?;
    let store = SqliteStore::new(pool.clone());
    store.migrate().await?;
    // Over plain HTTP: the load comes from this machine.
    let sessions =
        SessionManagerLayer::new(store).with_secure(false).with_expiry(Expiry::OnInactivity(time::Duration::days(1)));
    let router = Router::new()
        .route("/sign-up", post(sign_up))
        .route("/sign-in", post(sign_in))
        .route("/sign-out", post(sign_out))
        .route("/me", get(me))
        .layer(AuthManagerLayerBuilder::new(Backend(pool), sessions).build());
    let listener = tokio::net::TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    axum::serve(listener, router).await?;
    Ok(())
}

async fn sign_up(session: AuthSession, Form(new): Form<Credentials>) -> Response {
    let Ok(hash) = tokio::task::spawn_blocking(|| password_auth::generate_hash(new.password)).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let query = sqlx::query("INSERT INTO users (email, password) VALUES (?, ?)").bind(new.email).bind(hash);
    match query.execute(&session.backend.0).await {
        Ok(_) => StatusCode::CREATED.into_response(),
        Err(error) => (StatusCode::CONFLICT, error.to_string()).into_response(),
    }
}

async fn sign_in(mut session: AuthSession, Form(given): Form<Credentials>) -> Response {
    let user = match session.authenticate(given).await {
        Ok(Some(user)) => user,
        Ok(None) => return StatusCode::UNAUTHORIZED.into_response(),
        Err(error) => return (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    };
    match session.login(&user).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

async fn sign_out(mut session: AuthSession) -> StatusCode {
    session.logout().await.map_or(StatusCode::INTERNAL_SERVER_ERROR, |_| StatusCode::NO_CONTENT)
}

async fn me(session: AuthSession) -> Response {
    match session.user {
        Some(User { id, email, .. }) => Json(WhoAmI { id, email }).into_response(),
        None => StatusCode::UNAUTHORIZED.into_response(),
    }
}
