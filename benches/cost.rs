//! What a request costs before it is known whose it is: processor time for each public path and each
//! thing that a client may make long. `cargo bench --bench cost`
//!
//! Twice as much must cost no more than twice as much; and what is over the limits, next to nothing.

#[allow(dead_code, reason = "each benchmark measures something else of it")]
mod support;

use std::{fmt::Write, time::Duration};

use reqwest::{Client, Method, RequestBuilder};

use self::support::server::{STYLE, Server};

const PATHS: [&str; 13] = [
    "/",
    "/sign-in",
    "/sign-up",
    "/sign-up/confirm",
    "/password/forgotten",
    "/password/reset",
    "/devices/disown",
    "/devices/recognise",
    "/account/undo",
    "/devices",
    "/api/devices",
    STYLE,
    "/nothing",
];
/// Within every limit, and twice that; and beyond them all.
const SIZES: [usize; 3] = [3 * 1024, 6 * 1024, 60 * 1024];
const ROUNDS: u32 = 40;
/// Growth that is still linear, as the clock of a busy machine has it, and time that is noise.
const LINEAR: f64 = 2.6;
const NOISE: Duration = Duration::from_micros(150);

type Long = fn(RequestBuilder, usize) -> RequestBuilder;

/// What may be long. `repeated` numbers its parts, so that all differ.
const LONGS: [(&str, Method, Long); 16] = [
    ("query: names", Method::GET, |request, size| query(request, &repeated("&a", size))),
    ("query: one value", Method::GET, |request, size| query(request, &format!("next=/{}", "a".repeat(size)))),
    ("query: escapes", Method::GET, |request, size| query(request, &format!("next={}", "%2F".repeat(size / 3)))),
    ("form: names", Method::POST, |request, size| form(request, repeated("&a", size))),
    ("form: one value", Method::POST, |request, size| form(request, format!("email={}&password=", "a".repeat(size)))),
    ("form: escapes", Method::POST, |request, size| form(request, format!("link={}", "%40".repeat(size / 3)))),
    ("form: nested", Method::POST, |request, size| form(request, format!("a{}=b", "[a]".repeat(size / 3)))),
    ("cookies", Method::GET, |request, size| request.header("cookie", repeated("; a=", size))),
    ("cookie: token", Method::GET, |request, size| {
        request.header("cookie", format!("latchkey={}.{}.a", "e".repeat(size / 2), "e".repeat(size / 2)))
    }),
    ("user-agent", Method::GET, |request, size| request.header("user-agent", repeated(" Mozilla/5.0 (X11; ", size))),
    ("accept", Method::GET, |request, size| request.header("accept", repeated(", text/a", size))),
    ("accept-language", Method::GET, |request, size| request.header("accept-language", repeated(", de;q=0.", size))),
    ("sec-ch-ua", Method::GET, |request, size| request.header("sec-ch-ua", repeated(", \"a\";v=", size))),
    ("x-forwarded-for", Method::GET, |request, size| request.header("x-forwarded-for", "127.0.0.1,".repeat(size / 10))),
    ("forwarded", Method::GET, |request, size| request.header("forwarded", "for=\"\\\\\\\"\",".repeat(size / 11))),
    ("origin", Method::POST, |request, size| request.header("origin", format!("http://{}", "a.".repeat(size / 2)))),
];

#[tokio::main]
async fn main() {
    let server = Server::start(&["--attempts-per-minute=1000000", "--trusted-proxies=127.0.0.1"]);
    let client = Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let mut steep = 0;
    println!("{:18}{:>24}{:>12}{:>12}{:>14}", "", "path that costs most", "6 KiB", "6 / 3 KiB", "60 KiB");
    for (what, method, long) in LONGS {
        let mut worst: Option<(&str, [Duration; 3])> = None;
        for path in PATHS {
            let mut costs = [Duration::ZERO; 3];
            for (cost, size) in costs.iter_mut().zip(SIZES) {
                let send = async || {
                    let request = long(client.request(method.clone(), server.url(path)), size);
                    // It may be refused before it is read.
                    let _ = request.send().await;
                };
                *cost = measured(&server, send).await;
            }
            let is_steep = costs[1].as_secs_f64() > LINEAR * (costs[0] + NOISE).as_secs_f64();
            if is_steep {
                println!("{what} {path}: {costs:?} for {SIZES:?} bytes");
                steep += 1;
            }
            if worst.is_none_or(|(_, worst)| costs[1] > worst[1]) {
                worst = Some((path, costs));
            }
        }
        let Some((path, [once, twice, beyond])) = worst else { continue };
        let ratio = twice.as_secs_f64() / once.as_secs_f64();
        println!("{what:18}{path:>24}{twice:>12.0?}{ratio:>12.2}{beyond:>14.0?}");
    }
    assert_eq!(steep, 0, "costs that grow faster than what is sent");
}

/// The least of three means: what else the machine does only adds.
async fn measured(server: &Server, send: impl AsyncFn()) -> Duration {
    let mut least = Duration::MAX;
    for _ in 0..3 {
        let before = server.used();
        for _ in 0..ROUNDS / 3 {
            send().await;
        }
        least = least.min(server.used().checked_sub(before).unwrap() / (ROUNDS / 3));
    }
    least
}

fn repeated(part: &str, size: usize) -> String {
    let mut text = String::new();
    for number in 0.. {
        let _ = write!(text, "{number:x}{part}");
        if text.len() >= size {
            break;
        }
    }
    text
}

fn query(request: RequestBuilder, query: &str) -> RequestBuilder {
    let (client, request) = request.build_split();
    let mut request = request.expect("a request");
    request.url_mut().set_query(Some(query));
    RequestBuilder::from_parts(client, request)
}

fn form(request: RequestBuilder, form: String) -> RequestBuilder {
    request.header("content-type", "application/x-www-form-urlencoded").body(form)
}
