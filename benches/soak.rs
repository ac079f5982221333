//! Whether memory goes on growing under what people do: `cargo bench --bench soak -- MINUTES [PARTS]`
//!
//! Eight connections load pages. Beside them people sign in, look, rename, get passwords wrong, download
//! and sign one another's devices out. After some rounds they delete the account and begin with another,
//! so that what is kept about them doesn't grow without end, and a slope means a leak. What is resident is
//! read each second. After a third of the time a line is laid through it by least squares, and its slope is
//! printed. PARTS, such as `pages,sign-in,look`, leave the rest of the load out, to find what grows;
//! `LATCHKEY_BENCH_PROGRAM` measures another build, and `LATCHKEY_BENCH_ROUNDS` is how many rounds an
//! account lives.

#[allow(dead_code, reason = "each benchmark measures something else of it")]
mod support;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use reqwest::{Client, RequestBuilder, header::SET_COOKIE};
use strum::{EnumIter, EnumString, IntoEnumIterator};
use tokio::{task::JoinSet, time::sleep};

use self::support::server::Server;

const PASSWORD: &str = "correct horse battery staple";
const PEOPLE: usize = 4;
const PAGES: usize = 8;
/// Until a person deletes the account: more rounds than an account may have devices.
const ROUNDS: usize = 100;

/// What the load is made of. Accounts are made and deleted in any case, if there is anything but pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, EnumIter, EnumString)]
#[strum(serialize_all = "kebab-case")]
enum Part {
    /// Of somebody who is not signed in.
    Pages,
    /// A password that is not right.
    Wrong,
    /// In the same browser again, and in a new one.
    SignIn,
    /// At all that a signed-in person sees.
    Look,
    Rename,
    SignOut,
    Download,
    /// Making an account and deleting it.
    Account,
}

/// How often each part was answered, and with which status; 0 where there was no answer.
type Answers = Arc<Mutex<BTreeMap<(Part, u16), u32>>>;

#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
#[tokio::main]
async fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let minutes = arguments.iter().find_map(|argument| argument.parse().ok()).unwrap_or(5_u32);
    let mut parts: Vec<Part> =
        arguments.iter().flat_map(|argument| argument.split(',')).filter_map(|part| part.parse().ok()).collect();
    if parts.is_empty() {
        parts = Part::iter().collect();
    }
    let server = Server::start(&["--attempts-per-minute=1000000"]);
    let answers = Answers::default();
    let mut load = JoinSet::new();
    for person in 0..PEOPLE {
        if parts.iter().any(|part| *part != Part::Pages) {
            let person = Person {
                name: format!("person{person}"),
                base: server.url(""),
                client: Client::new(),
                parts: parts.clone(),
                answers: Arc::clone(&answers),
            };
            load.spawn(person.live());
        }
    }
    for _ in 0..PAGES {
        if parts.contains(&Part::Pages) {
            load.spawn(look(server.url("/sign-in"), Arc::clone(&answers)));
        }
    }
    let length = Duration::from_mins(minutes.into());
    let started = Instant::now();
    let mut resident = Vec::new();
    let mut minute = 0;
    while started.elapsed() < length {
        sleep(Duration::from_secs(1)).await;
        let (at, now) = (started.elapsed(), server.resident());
        resident.push((at.as_secs_f64() / 60.0, now));
        if at.as_secs() / 60 > minute {
            minute = at.as_secs() / 60;
            println!("minute {minute}: {now:.1} MiB");
        }
    }
    load.abort_all();
    for ((part, status), count) in answers.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        println!("{part:?}: {count} × {status}");
    }
    let after = resident.split_off(resident.len() / 3);
    println!("slope: {:.3} MiB a minute, over the last {:.0} minutes", slope(&after), f64::from(minutes) / 1.5);
}

/// Pages of a person who is not signed in, one after the other.
async fn look(url: String, answers: Answers) {
    let client = Client::new();
    loop {
        ask(&answers, Part::Pages, client.get(&url).header("accept", "text/html")).await;
        sleep(Duration::from_millis(4)).await;
    }
}

/// Somebody with two devices.
struct Person {
    name: String,
    base: String,
    client: Client,
    parts: Vec<Part>,
    answers: Answers,
}

impl Person {
    /// One account after the other.
    async fn live(self) {
        let rounds =
            std::env::var("LATCHKEY_BENCH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
        for account in 0.. {
            let email = format!("{}.{account}@example.com", self.name);
            let Some(mut cookies) = self.enter(Part::Account, "/sign-up", "", &email, PASSWORD).await else {
                sleep(Duration::from_secs(1)).await;
                continue;
            };
            for _ in 0..rounds {
                cookies = self.round(cookies, &email).await;
                sleep(Duration::from_millis(200)).await;
            }
            self.post(Part::Account, "/account/delete", &cookies, &[("password", PASSWORD)]).await;
        }
    }

    /// What is done over and over on the device with these cookies, and on new ones; the cookies after it.
    async fn round(&self, mut cookies: String, email: &str) -> String {
        if self.does(Part::Wrong) {
            self.enter(Part::Wrong, "/sign-in", "", email, "a wrong password").await;
        }
        if self.does(Part::SignIn) {
            if let Some(renewed) = self.enter(Part::SignIn, "/sign-in", &cookies, email, PASSWORD).await {
                cookies = renewed;
            }
            self.enter(Part::SignIn, "/sign-in", "", email, PASSWORD).await;
        }
        if self.does(Part::Look) {
            for path in ["/devices", "/activity", "/account", "/api/receipts"] {
                self.get(path, &cookies).await;
            }
        }
        if let Some(device) = self.other_device(&cookies).await {
            // Both may be refused: too many names, or a device that is new.
            for (part, path, field) in [
                (Part::Rename, "/devices/rename", ("name", "The other")),
                (Part::SignOut, "/devices/sign-out", ("when", "now")),
            ] {
                if self.does(part) {
                    self.post(part, path, &cookies, &[("device", &device), field]).await;
                }
            }
        }
        if self.does(Part::Download) {
            self.post(Part::Download, "/account/download", &cookies, &[("password", PASSWORD)]).await;
        }
        cookies
    }

    fn does(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// One of the account's devices, and not the one with these cookies.
    async fn other_device(&self, cookies: &str) -> Option<String> {
        if !self.does(Part::Rename) && !self.does(Part::SignOut) {
            return None;
        }
        let list: serde_json::Value = serde_json::from_slice(&self.get("/api/devices?page=1", cookies).await?).ok()?;
        let devices = list["page"]["devices"].as_array()?;
        devices.iter().find(|device| device["current"] != true)?["id"].as_str().map(str::to_owned)
    }

    /// Signs in or up; the cookies, if there are some.
    async fn enter(&self, part: Part, path: &str, cookies: &str, email: &str, password: &str) -> Option<String> {
        let set = self.post(part, path, cookies, &[("email", email), ("password", password)]).await?;
        let pairs: Vec<_> = set.iter().filter_map(|cookie| cookie.split(';').next()).collect();
        if pairs.is_empty() { None } else { Some(pairs.join("; ")) }
    }

    /// The cookies that are set.
    async fn post(&self, part: Part, path: &str, cookies: &str, fields: &[(&str, &str)]) -> Option<Vec<String>> {
        let request = self.client.post(format!("{}{path}", self.base)).header("cookie", cookies).form(fields);
        Some(ask(&self.answers, part, request.header("accept", "application/json")).await?.0)
    }

    async fn get(&self, path: &str, cookies: &str) -> Option<Vec<u8>> {
        let request = self.client.get(format!("{}{path}", self.base)).header("cookie", cookies);
        Some(ask(&self.answers, Part::Look, request).await?.1)
    }
}

/// The cookies and the body of an answer, which is counted.
async fn ask(answers: &Answers, part: Part, request: RequestBuilder) -> Option<(Vec<String>, Vec<u8>)> {
    let answer = async {
        let answer = request.send().await.ok()?;
        let set = answer.headers().get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        let (cookies, status) = (set.map(str::to_owned).collect(), answer.status().as_u16());
        Some((status, (cookies, answer.bytes().await.ok()?.to_vec())))
    };
    let (status, answer) = answer.await.unzip();
    let key = (part, status.unwrap_or_default());
    *answers.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default() += 1;
    answer
}

/// Of the line nearest to all points (least squares).
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.iter().fold(0.0, |count, _| count + 1.0);
    let [x, y] = [0, 1].map(|axis| points.iter().map(|(x, y)| if axis == 0 { x } else { y }).sum::<f64>() / count);
    let up: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let along: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    up / along
}
