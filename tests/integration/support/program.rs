//! The program itself, as a process of its own.

use std::{
    io::{BufRead, BufReader, Write},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Output, Stdio},
    sync::{Arc, Mutex},
};

use reqwest::{
    Client,
    header::{ACCEPT, HeaderValue},
};

use super::soon;

/// The program, in `folder`, with no variable set.
pub fn latchkey(folder: &Path) -> Command {
    let site = folder.join("site");
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_latchkey"));
    command.env_clear().current_dir(folder).arg("--site-root").arg(site);
    command
}

/// A client that calls the server functions as a program does: it asks for JSON.
pub fn json_client() -> Client {
    let accept = (ACCEPT, HeaderValue::from_static("application/json"));
    Client::builder().default_headers([accept].into_iter().collect()).build().unwrap()
}

/// Runs a command to its end.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    latchkey(folder).args(arguments).output().unwrap()
}

/// Runs a command with this on standard input.
pub fn run_with_input(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = latchkey(folder);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    // It may end without reading.
    let _ = process.stdin.take().unwrap().write_all(input.as_bytes());
    process.wait_with_output().unwrap()
}

/// The program while it serves; it is killed with the test.
/// Who may do what with a file.
pub fn mode(path: &Path) -> u32 {
    std::fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

pub struct Running {
    pub process: Child,
    pub url: String,
    /// What it has written to its log until now.
    pub log: Arc<Mutex<String>>,
}

impl Running {
    pub fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::of(latchkey(folder), arguments)
    }

    /// What `command` starts.
    pub fn of(command: Command, arguments: &[&str]) -> Self {
        Self::of_with(command, &[&["--listen=127.0.0.1:0"], arguments].concat(), &[])
    }

    /// With these variables; it says itself where it listens, which must be given.
    pub fn start_with(folder: &Path, arguments: &[&str], variables: &[(String, &str)]) -> Self {
        Self::of_with(latchkey(folder), arguments, variables)
    }

    fn of_with(mut command: Command, arguments: &[&str], variables: &[(String, &str)]) -> Self {
        command.args(arguments).envs(variables.iter().cloned()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap());
        let log = Arc::new(Mutex::new(String::new()));
        let mut line = String::new();
        while !line.contains("Latchkey serves ") {
            line.clear();
            assert_ne!(lines.read_line(&mut line).unwrap(), 0, "it ended before it served");
            log.lock().unwrap().push_str(&line);
        }
        // Read on, or the program would wait for room in the pipe.
        let rest = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                rest.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        let url = line.split("Latchkey serves ").nth(1).unwrap().split('/').take(3).collect::<Vec<_>>().join("/");
        Self { process, url, log }
    }

    /// Its log, once that says `words`.
    pub async fn logs(&self, words: &str) -> String {
        soon(&format!("the log says {words}"), async || {
            let log = self.log.lock().unwrap().clone();
            log.contains(words).then_some(log)
        })
        .await
    }

    pub fn signal(&self, signal: &str) {
        let status = Command::new("kill").args([signal, &self.process.id().to_string()]).status().unwrap();
        assert!(status.success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
