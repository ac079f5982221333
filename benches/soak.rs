//! Whether memory goes on growing under what people do: `cargo bench --bench soak -- MINUTES`
//!
//! Eight connections load pages. Beside them people sign in, look, rename, get passwords wrong, download
//! and sign one another's devices out. What is resident is read each second. After a quarter of the time
//! a line is laid through it by least squares, and its slope is printed. `LATCHKEY_BENCH_PROGRAM` measures
//! another build.

#[allow(dead_code, reason = "each benchmark measures something else of it")]
mod support;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
    time::Duration,
};

use reqwest::{Client, header::SET_COOKIE};
use tokio::{task::JoinSet, time::sleep};

use self::support::Server;

const PASSWORD: &str = "correct horse battery staple";
const PEOPLE: usize = 4;
const PAGES: usize = 8;

#[tokio::main]
async fn main() {
    let minutes = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(5_u32);
    let server = Server::start(&["--attempts-per-minute=1000000"]);
    let counts: Arc<[AtomicU32; 3]> = Arc::default();
    let mut load = JoinSet::new();
    for person in 0..PEOPLE {
        load.spawn(live(server.url(""), format!("person{person}@example.com"), Arc::clone(&counts)));
    }
    for _ in 0..PAGES {
        load.spawn(look(server.url("/sign-in"), Arc::clone(&counts)));
    }
    let seconds = 60 * minutes;
    let mut resident = Vec::new();
    for second in 1..=seconds {
        sleep(Duration::from_secs(1)).await;
        resident.push((f64::from(second) / 60.0, server.resident()));
        if second % 60 == 0 {
            println!("minute {}: {:.1} MiB", second / 60, server.resident());
        }
    }
    load.abort_all();
    let after = resident.split_off(resident.len() / 4);
    let [pages, rounds, failures] = [0, 1, 2].map(|index| counts[index].load(Relaxed));
    println!("{pages} pages, {rounds} rounds of {PEOPLE} people, {failures} unexpected answers");
    println!("slope: {:.3} MiB a minute, after {} of {minutes} minutes", slope(&after), f64::from(minutes) / 4.0);
}

/// Pages of a person who is not signed in, one after the other.
async fn look(url: String, counts: Arc<[AtomicU32; 3]>) {
    let client = Client::new();
    loop {
        let page = client.get(&url).header("accept", "text/html").send().await;
        let is_whole = match page {
            Ok(page) => page.status().is_success() && page.bytes().await.is_ok(),
            Err(_) => false,
        };
        counts[if is_whole { 0 } else { 2 }].fetch_add(1, Relaxed);
        sleep(Duration::from_millis(4)).await;
    }
}

/// What a person does with two devices, over and over.
async fn live(base: String, email: String, counts: Arc<[AtomicU32; 3]>) {
    let client = Client::new();
    let note = |is_fine: bool| {
        if !is_fine {
            counts[2].fetch_add(1, Relaxed);
        }
    };
    let post = async |path: &str, cookies: &str, fields: &[(&str, &str)]| {
        let request = client.post(format!("{base}{path}")).header("cookie", cookies).form(fields);
        request.header("accept", "application/json").send().await.ok()
    };
    let get = async |path: &str, cookies: &str| {
        let answer = client.get(format!("{base}{path}")).header("cookie", cookies).send().await.ok()?;
        if answer.status().is_success() { answer.text().await.ok() } else { None }
    };
    let enter = async |path: &str, cookies: &str, password: &str| -> Option<String> {
        let answer = post(path, cookies, &[("email", &email), ("password", password)]).await?;
        let set = answer.headers().get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
        let pairs: Vec<_> = set.filter_map(|cookie| cookie.split(';').next()).map(str::to_owned).collect();
        if pairs.is_empty() { None } else { Some(pairs.join("; ")) }
    };
    let mut first = enter("/sign-up", "", PASSWORD).await.expect("an account");
    loop {
        note(enter("/sign-in", "", "a wrong password").await.is_none());
        if let Some(cookies) = enter("/sign-in", &first, PASSWORD).await {
            first = cookies;
        } else {
            note(false);
        }
        let second = enter("/sign-in", "", PASSWORD).await;
        note(second.is_some());
        for path in ["/devices", "/activity", "/account", "/api/receipts"] {
            note(get(path, &first).await.is_some());
        }
        let list: Option<serde_json::Value> =
            get("/api/devices?page=1", &first).await.and_then(|text| serde_json::from_str(&text).ok());
        let other = list.as_ref().and_then(|list| {
            let devices = list["page"]["devices"].as_array()?;
            devices.iter().find(|device| device["current"] != true)?["id"].as_str().map(str::to_owned)
        });
        note(other.is_some());
        if let Some(device) = other {
            // Both may be refused: too many names, or a device that is new.
            post("/devices/rename", &first, &[("device", &device), ("name", "The other")]).await;
            post("/devices/sign-out", &first, &[("device", &device), ("when", "now")]).await;
        }
        post("/account/download", &first, &[("password", PASSWORD)]).await;
        counts[1].fetch_add(1, Relaxed);
        sleep(Duration::from_millis(200)).await;
    }
}

/// Of the line nearest to all points (least squares).
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.iter().fold(0.0, |count, _| count + 1.0);
    let [x, y] = [0, 1].map(|axis| points.iter().map(|(x, y)| if axis == 0 { x } else { y }).sum::<f64>() / count);
    let up: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let along: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    up / along
}
