//! `wrk`, which sends the load of a benchmark from a process of its own: `bin/setup bench` installs it.

use std::{process::Command, time::Duration};

use tokio::task::spawn_blocking;

/// GET requests over connections that are kept, each of which waits for its answer before it asks again.
pub struct Load<'a> {
    pub url: String,
    /// The `Cookie` header.
    pub cookie: &'a str,
    pub seconds: u32,
    pub connections: u32,
}

/// What came of a [`Load`].
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    /// Requests a second.
    pub rate: f64,
    /// The median, and the 99th percentile, of the times until an answer.
    pub p50: Duration,
    pub p99: Duration,
}

impl Load<'_> {
    /// Sends it.
    ///
    /// # Panics
    /// If there is no `wrk`, or one request was not answered with success.
    pub async fn run(&self) -> Figures {
        let mut command = Command::new("wrk");
        command.args(["-t1", "--latency", "--timeout", "10s", "-H", "accept: application/json"]);
        command.arg(format!("-c{}", self.connections)).arg(format!("-d{}s", self.seconds));
        command.arg("-H").arg(format!("cookie: {}", self.cookie)).arg(&self.url);
        let output = spawn_blocking(move || command.output()).await.expect("it doesn't panic");
        let output = output.expect("there is no wrk: run `bin/setup bench`");
        let text = String::from_utf8(output.stdout).expect("text");
        let failed = text.lines().find(|line| line.contains("Non-2xx") || line.contains("Socket errors"));
        assert!(output.status.success() && failed.is_none(), "{}: {failed:?}", self.url);
        let after = |label: &str| {
            let line = text.lines().find_map(|line| line.trim().strip_prefix(label)).expect("a figure of wrk");
            line.trim().to_owned()
        };
        Figures {
            rate: after("Requests/sec:").parse().expect("a number"),
            p50: time(&after("50%")),
            p99: time(&after("99%")),
        }
    }
}

/// As `wrk` writes it: `857.00us`, `1.24ms`, `2.01s`.
fn time(text: &str) -> Duration {
    let digits = text.find(|character: char| character.is_ascii_alphabetic()).expect("a unit");
    let (number, unit) = text.split_at(digits);
    let number: f64 = number.parse().expect("a number");
    Duration::from_secs_f64(match unit {
        "us" => number / 1e6,
        "ms" => number / 1e3,
        "s" => number,
        _ => panic!("a time of wrk in {unit}"),
    })
}
