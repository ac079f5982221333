//! An instance of its own for each test: a free port, a fresh database, a clock that the test moves.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use clap::Parser;
use latchkey::{
    model::Timestamp,
    server::{auth::session, clock::Clock, config::Config, listen, state::AppState, web::router},
};
use reqwest::StatusCode;
use tokio_util::sync::CancellationToken;

use super::{Browser, Connection, FIREFOX, Installation, SignIn, Stored, held_by, soon};

pub const PASSWORD: &str = "correct horse battery staple";
pub const EMAIL: &str = "ada@example.com";

pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

pub struct TestApp {
    pub address: SocketAddr,
    pub state: AppState,
    pub folder: Installation,
    clock: Arc<TestClock>,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With these settings, as on the command line.
    pub async fn with(settings: &[&str]) -> Self {
        Self::over(Installation::new().await, settings).await
    }

    /// On the data of an earlier instance.
    pub async fn over(folder: Installation, settings: &[&str]) -> Self {
        let site = format!("--site-root={}", site(folder.path()).display());
        let own = folder.settings();
        let arguments = ["latchkey", &site].into_iter().chain(own.iter().map(String::as_str));
        // All tests come from one address: only the test of that limit meets it.
        let unlimited: &[&str] = if settings.iter().any(|setting| setting.starts_with("--attempts")) {
            &[]
        } else {
            &["--attempts-per-minute=100000"]
        };
        let config = Config::try_parse_from(arguments.chain([unlimited, settings].concat())).unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(1_800_000_000_000)));
        let state = AppState::open(config, Arc::clone(&clock) as Arc<dyn Clock>).await.unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (router, trusted, limits) =
            (router::build(state.clone()), state.config.trusted_proxies.clone(), state.config.limits());
        let never = CancellationToken::new();
        tokio::spawn(listen::serve(listener, router, trusted, limits, never, Duration::ZERO));
        Self { address, state, folder, clock }
    }

    pub fn advance(&self, duration: Duration) {
        self.clock.0.fetch_add(i64::try_from(duration.as_millis()).unwrap(), Ordering::SeqCst);
        // What sends emails sleeps by the time of the machine.
        self.state.mailer.wake();
    }

    pub fn rewind(&self, duration: Duration) {
        self.clock.0.fetch_sub(i64::try_from(duration.as_millis()).unwrap(), Ordering::SeqCst);
    }

    /// Waits until what the last request of `browser` noted is written: last activity, and that its
    /// token has come back.
    pub async fn settle_activity(&self, browser: &Browser) {
        let now = self.state.clock.now();
        let verified = self.state.tokens.verify(browser.token.as_deref().unwrap(), now).unwrap();
        browser.clone().visit("/devices").await;
        soon("what was noted is written", async || {
            let session = self.state.storage.find_session(&verified.session_id).await.unwrap().unwrap().session;
            (now.since(session.last_active_at) < Duration::from_mins(1) && session.token.seen).then_some(())
        })
        .await;
    }

    /// A second session of the account of `browser`, without the time that a password takes.
    pub async fn signed_in_fast(&self, browser: &Browser) -> Browser {
        let user = self.state.storage.find_user_by_id(held_by(self, browser).0).await.unwrap().unwrap();
        let session = SignIn::of(self, &user).start(self).await.unwrap().session;
        let cookie = session::cookie(&self.state, &session, session.token.issued_at).unwrap();
        let token = cookie.to_str().unwrap().split(['=', ';']).nth(1).unwrap().to_owned();
        let mut other = self.browser(FIREFOX);
        other.token = Some(token);
        other
    }

    /// A browser that has never been here.
    pub fn browser(&self, user_agent: &str) -> Browser {
        Browser::new(self, user_agent)
    }

    /// A browser of a new account.
    pub async fn signed_up(&self, user_agent: &str, email: &str) -> Browser {
        let mut browser = self.browser(user_agent);
        let response = browser.submit("/sign-up", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(response.status(), StatusCode::OK);
        browser
    }

    /// A browser that signs in to an account that is there.
    pub async fn signed_in(&self, user_agent: &str, email: &str) -> Browser {
        let mut browser = self.browser(user_agent);
        let response = browser.submit("/sign-in", &[("email", email), ("password", PASSWORD)]).await;
        assert_eq!(response.status(), StatusCode::OK);
        browser
    }

    /// Has the device of `browser` recognised, as a recognised one or the link in the email would.
    pub async fn recognise(&self, browser: &mut Browser) {
        let (id, at) = (browser.device_id().await, self.state.clock.now().millis());
        assert_eq!(self.execute(&format!("UPDATE devices SET confirmed_at = {at} WHERE id = '{id}'")).await, 1);
    }

    /// A connection of the test's own to its database, beside the server's.
    pub async fn connect(&self) -> Connection {
        self.folder.connect().await
    }

    /// What a query finds: the first column of the first row.
    pub async fn scalar<T: Stored>(&self, query: &str) -> T {
        self.connect().await.scalar(query).await
    }

    /// Changes what is stored, past the server; how many rows that changed.
    pub async fn execute(&self, statement: &str) -> u64 {
        self.connect().await.execute(statement).await
    }

    pub async fn count(&self, table: &str) -> i64 {
        self.scalar(&format!("SELECT count(*) FROM {table}")).await
    }
}

/// The files that a build puts there, as far as the server cares.
fn site(folder: &Path) -> PathBuf {
    let site = folder.join("site");
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    std::fs::write(site.join("pkg/latchkey.css"), "body{}").unwrap();
    std::fs::write(site.join("pkg/latchkey.css.br"), "not really brotli").unwrap();
    std::fs::write(site.join("pkg/latchkey.css.gz"), "not really gzip").unwrap();
    std::fs::copy("public/favicon.svg", site.join("favicon.svg")).unwrap();
    std::fs::write(site.join("robots.txt"), "User-agent: *").unwrap();
    std::fs::write(site.join("form.pzNw4bxuJHyMxQqMSgk3Yd.js"), "0").unwrap();
    std::fs::write(site.join("times.js"), "0").unwrap();
    site
}
