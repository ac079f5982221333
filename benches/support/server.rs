//! A server of its own for a benchmark: the program itself, over a fresh folder.

use std::{
    fs,
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use tempfile::TempDir;

pub const STYLE: &str = "/pkg/latchkey.css";
pub const LONG: &str = "/pkg/long.wasm";
/// Bytes of [`LONG`].
pub const LONG_BYTES: usize = 22 * 1024 * 1024;

/// It ends with this.
pub struct Server {
    process: Child,
    pub address: SocketAddr,
    /// Removed with it.
    folder: Option<TempDir>,
}

impl Server {
    /// This build, or the one that `LATCHKEY_BENCH_PROGRAM` names; with these settings, and with files to send.
    pub fn start(settings: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        fs::create_dir_all(site.join("pkg")).expect("a folder");
        fs::write(site.join(&STYLE[1..]), "a {}\n".repeat(4000)).expect("a file");
        fs::write(site.join(&LONG[1..]), vec![b'a'; LONG_BYTES]).expect("a file");
        let mut server = Self::start_in(folder.path(), settings);
        server.folder = Some(folder);
        server
    }

    /// The same in a folder that has been prepared: there is a `site/` in it, and maybe `data/`.
    pub fn start_in(folder: &Path, settings: &[&str]) -> Self {
        let address = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
        let program = std::env::var_os("LATCHKEY_BENCH_PROGRAM");
        let program = program.unwrap_or_else(|| env!("CARGO_BIN_EXE_latchkey").into());
        // It runs in another folder.
        let mut command = Command::new(fs::canonicalize(program).expect("the program"));
        command.env_clear().current_dir(folder).arg("--site-root").arg(folder.join("site")).args(settings);
        command.arg(format!("--listen={address}")).stderr(Stdio::null());
        let mut process = command.spawn().expect("the program");
        while TcpStream::connect(address).is_err() {
            assert!(process.try_wait().expect("its status").is_none(), "the program ended");
            thread::sleep(Duration::from_millis(1));
        }
        Self { process, address, folder: None }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What it holds in memory, in MiB.
    pub fn resident(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).expect("Linux");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line of it");
        line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number") / 1024.0
    }

    /// The processor time that it has used.
    pub fn used(&self) -> Duration {
        let threads = fs::read_dir(format!("/proc/{}/task", self.process.id())).expect("Linux");
        let used = threads.filter_map(|thread| {
            let text = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
            text.split(' ').next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(used.sum())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
