//! An instance of its own for each test: a free port, a fresh database, a clock that the test moves.

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use clap::Parser;
use latchkey::{
    model::{EventKind, Precision, Stay, Timestamp},
    server::{
        auth::{client::Client as DeviceClient, session},
        clock::Clock,
        config::Config,
        device::{Hints, identify},
        ids::DeviceSecret,
        listen,
        state::AppState,
        storage::{Event, NewSession, Storage},
        web::router,
    },
};
use reqwest::{
    Client, Method, RequestBuilder, Response, StatusCode,
    header::{ACCEPT, COOKIE, HeaderMap, SET_COOKIE, USER_AGENT},
    redirect::Policy,
};
use serde_json::Value;
use sqlx::{SqlitePool, sqlite::SqliteConnectOptions};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

pub const PASSWORD: &str = "correct horse battery staple";
pub const EMAIL: &str = "ada@example.com";

pub const CHROME: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36";
pub const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
pub const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

/// What a browser that navigates accepts.
pub const HTML: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

pub struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

pub struct TestApp {
    pub address: SocketAddr,
    pub state: AppState,
    pub folder: TempDir,
    clock: Arc<TestClock>,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// With these settings, as on the command line.
    pub async fn with(settings: &[&str]) -> Self {
        Self::over(tempfile::tempdir().unwrap(), settings, None).await
    }

    /// On the data of an earlier instance, or with a store of the test's own.
    pub async fn over(folder: TempDir, settings: &[&str], storage: Option<Arc<dyn Storage>>) -> Self {
        let site = site(&folder);
        let data = folder.path().join("data");
        let arguments = ["latchkey", "--data-dir", data.to_str().unwrap(), "--site-root", site.to_str().unwrap()];
        // All tests come from one address: only the test of that limit meets it.
        let unlimited: &[&str] = if settings.iter().any(|setting| setting.starts_with("--attempts")) {
            &[]
        } else {
            &["--attempts-per-minute=100000"]
        };
        let config = Config::try_parse_from(arguments.iter().chain(unlimited).chain(settings)).unwrap();
        let clock = Arc::new(TestClock(AtomicI64::new(1_800_000_000_000)));
        let mut state = AppState::open(config, Arc::clone(&clock) as Arc<dyn Clock>).await.unwrap();
        if let Some(storage) = storage {
            state.storage = storage;
        }
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
        let now = self.state.clock.now();
        let verified = self.state.tokens.verify(browser.token.as_deref().unwrap(), now).unwrap();
        let client = device_client(FIREFOX);
        let session =
            session::new_session(&self.state, verified.user_id, Precision::City, &client, Stay::Browser).unwrap();
        let event =
            Event::new(verified.user_id, now, EventKind::SignedIn, &client.origin(&self.state, Precision::City));
        let user = self.state.storage.find_user_by_id(verified.user_id).await.unwrap().unwrap();
        let password_hash = &user.password_hash;
        let cookie = DeviceSecret::generate().unwrap().digest(verified.user_id);
        let new = NewSession {
            session: &session,
            cookie: Some(&cookie),
            is_first: false,
            replaces: None,
            limit: 1000,
            password_hash,
            event: &event,
        };
        self.state.storage.add_session(new).await.unwrap();
        let cookie = session::cookie(&self.state, &session, session.token.issued_at).unwrap();
        let token = cookie.to_str().unwrap().split(['=', ';']).nth(1).unwrap().to_owned();
        Browser { token: Some(token), ..self.browser(FIREFOX) }
    }

    /// A browser that has never been here.
    pub fn browser(&self, user_agent: &str) -> Browser {
        Browser {
            base: format!("http://{}", self.address),
            names: [&self.state.cookie, &self.state.device_cookie].map(|cookie| cookie.name().to_owned()),
            user_agent: user_agent.to_owned(),
            token: None,
            device: None,
            address: None,
            client: Client::builder().redirect(Policy::none()).build().unwrap(),
        }
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
        let (id, at) = (browser.public_id().await, self.state.clock.now().millis());
        let confirm = sqlx::query("UPDATE devices SET confirmed_at = $2 WHERE id = $1").bind(id).bind(at);
        assert_eq!(confirm.execute(&self.database().await).await.unwrap().rows_affected(), 1);
    }

    pub fn database_file(&self) -> PathBuf {
        self.folder.path().join("data/latchkey.db")
    }

    /// A connection of the test's own, beside the server's.
    pub async fn database(&self) -> SqlitePool {
        SqlitePool::connect_with(SqliteConnectOptions::new().filename(self.database_file())).await.unwrap()
    }

    pub async fn count(&self, table: &'static str) -> i64 {
        let query = match table {
            "users" => "SELECT count(*) FROM users",
            "sessions" => "SELECT count(*) FROM sessions",
            "devices" => "SELECT count(*) FROM devices",
            "ended_sessions" => "SELECT count(*) FROM ended_sessions",
            "events" => "SELECT count(*) FROM events",
            _ => unreachable!(),
        };
        sqlx::query_scalar(query).fetch_one(&self.database().await).await.unwrap()
    }
}

/// A browser: it keeps its cookie and says what it is.
#[derive(Clone)]
pub struct Browser {
    base: String,
    /// What the instance calls the cookies of sessions and of devices.
    pub names: [String; 2],
    pub user_agent: String,
    /// The session cookie's value.
    pub token: Option<String>,
    /// The device cookie's value.
    pub device: Option<String>,
    /// The address that a proxy says it comes from.
    pub address: Option<&'static str>,
    client: Client,
}

impl Browser {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base)).header(USER_AGENT, &self.user_agent);
        let request = match self.address {
            Some(address) => request.header("x-forwarded-for", address),
            None => request,
        };
        let [session, device] = &self.names;
        let cookies = [(session, &self.token), (device, &self.device)];
        let cookies: Vec<_> =
            cookies.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value.as_ref()?))).collect();
        if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) }
    }

    /// Opens a page.
    pub async fn visit(&mut self, path: &str) -> Response {
        let request = self.request(Method::GET, path).header(ACCEPT, HTML);
        self.send(request).await
    }

    /// Submits a form without JavaScript.
    pub async fn submit_plainly(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.request(Method::POST, path).header(ACCEPT, HTML).form(fields);
        self.send(request).await
    }

    /// Calls a server function as the islands do.
    pub async fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.request(Method::POST, path).header(ACCEPT, "application/json").form(fields);
        self.send(request).await
    }

    pub async fn send(&mut self, request: RequestBuilder) -> Response {
        let response = request.send().await.unwrap();
        if let Some(value) = session_cookie(response.headers()) {
            self.token = Some(value).filter(|value| !value.is_empty());
        }
        if let Some(value) = cookie(response.headers(), "latchkey-device") {
            self.device = Some(value);
        }
        response
    }

    /// The first page of its devices, as the islands get it.
    pub async fn devices(&mut self) -> Vec<Value> {
        let response = self.send(self.request(Method::GET, "/api/devices?page=1")).await;
        assert_eq!(response.status(), StatusCode::OK);
        let page: Value = response.json().await.unwrap();
        page["page"]["devices"].as_array().unwrap().clone()
    }

    /// The public id of this very device.
    pub async fn public_id(&mut self) -> String {
        let devices = self.devices().await;
        let this = devices.iter().find(|device| device["current"] == true).unwrap();
        this["id"].as_str().unwrap().to_owned()
    }

    /// Goes on with another instance: the one that was started after this one's.
    pub fn moves_to(&mut self, app: &TestApp) {
        self.base = format!("http://{}", app.address);
        self.names = app.browser("").names;
    }

    /// Opens its devices, and keeps the cookie that comes with them.
    pub async fn is_signed_in_and_renewed(&mut self) -> bool {
        self.visit("/devices").await.status() == StatusCode::OK
    }

    pub async fn is_signed_in(&mut self) -> bool {
        self.clone().visit("/devices").await.status() == StatusCode::OK
    }
}

fn device_client(user_agent: &str) -> DeviceClient {
    DeviceClient {
        user_agent: user_agent.to_owned(),
        device: identify(user_agent, &Hints::default()),
        ip_address: [127, 0, 0, 1].into(),
        holds: None,
        device_cookie: None,
    }
}

/// The value that a response sets the session cookie to.
pub fn session_cookie(headers: &HeaderMap) -> Option<String> {
    cookie(headers, "latchkey")
}

fn cookie(headers: &HeaderMap, wanted: &str) -> Option<String> {
    headers.get_all(SET_COOKIE).iter().find_map(|cookie| {
        let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
        let name = name.strip_prefix("__Host-").unwrap_or(name);
        // Each instance has names of its own: eight characters more.
        let own = name.len() == wanted.len() + 9 && name.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('-'));
        own.then(|| value.to_owned())
    })
}

pub fn location(response: &Response) -> &str {
    response.headers()["location"].to_str().unwrap()
}

/// `code` of an error's body.
pub async fn code(response: Response) -> String {
    let error: Value = response.json().await.unwrap();
    assert!(error["message"].as_str().is_some_and(|message| message.len() > 10), "{error}");
    error["code"].as_str().unwrap().to_owned()
}

/// The files that a build puts there, as far as the server cares.
fn site(folder: &TempDir) -> PathBuf {
    let site = folder.path().join("site");
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    std::fs::write(site.join("pkg/latchkey.css"), "body{}").unwrap();
    std::fs::write(site.join("pkg/latchkey.css.br"), "not really brotli").unwrap();
    std::fs::copy("public/favicon.svg", site.join("favicon.svg")).unwrap();
    std::fs::write(site.join("robots.txt"), "User-agent: *").unwrap();
    std::fs::write(site.join("form.pzNw4bxuJHyMxQqMSgk3Yd.js"), "0").unwrap();
    std::fs::write(site.join("times.js"), "0").unwrap();
    site
}

/// What `look` finds, once it is there: for what the server does after its answer. It may take long
/// on a machine that is busy, and fails after half a minute.
pub async fn soon<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..600 {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not after half a minute: {what}");
}
