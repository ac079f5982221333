//! A browser that drives an instance over HTTP, and what it makes of the answers.

use reqwest::{
    Client, Method, RequestBuilder, Response, StatusCode,
    header::{ACCEPT, COOKIE, HeaderMap, SET_COOKIE, USER_AGENT},
    redirect::Policy,
};
use serde_json::Value;

use super::TestApp;

/// What a browser that navigates accepts.
pub const HTML: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

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
    /// What the next page is to say of what was done, and the name of the cookie with that.
    pub said: Option<String>,
    said_name: String,
    /// What names the session that ended, and the name of the cookie with that.
    pub ended: Option<String>,
    ended_name: String,
    /// The address that a proxy says it comes from.
    pub address: Option<&'static str>,
    client: Client,
}

impl Browser {
    /// One that has never been here.
    pub(super) fn new(app: &TestApp, user_agent: &str) -> Self {
        Self {
            base: format!("http://{}", app.address),
            names: [&app.state.cookie, &app.state.device_cookie].map(|cookie| cookie.name().to_owned()),
            user_agent: user_agent.to_owned(),
            token: None,
            device: None,
            said: None,
            said_name: app.state.said_cookie.name().to_owned(),
            ended: None,
            ended_name: app.state.ended_cookie.name().to_owned(),
            address: None,
            client: Client::builder().redirect(Policy::none()).build().unwrap(),
        }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base)).header(USER_AGENT, &self.user_agent);
        let request = match self.address {
            Some(address) => request.header("x-forwarded-for", address),
            None => request,
        };
        let [session, device] = &self.names;
        let cookies = [
            (session, &self.token),
            (device, &self.device),
            (&self.said_name, &self.said),
            (&self.ended_name, &self.ended),
        ];
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
        if let Some(value) = cookie(response.headers(), "latchkey-done") {
            self.said = Some(value).filter(|value| !value.is_empty());
        }
        if let Some(value) = cookie(response.headers(), "latchkey-ended") {
            self.ended = Some(value);
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
    pub async fn device_id(&mut self) -> String {
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
