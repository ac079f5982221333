//! A PostgreSQL of the tests' own: one cluster for the whole process, in a temporary folder, on a free port
//! of the loopback address. It ends with the process, even if that is killed.
//!
//! The programs are Debian's, which `bin/setup test` installs, or any others of 13 or newer. They never run as
//! root.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    os::unix::{
        fs::{OpenOptionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::{
        Mutex, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgConnection, postgres::PgConnectOptions};
use tokio::sync::OnceCell;

/// The script that starts the cluster, and ends it when this process is gone.
const SUPERVISOR: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/integration/support/postgres.sh");

/// The databases that no test uses any longer.
static UNUSED: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// A database of one test. It is removed after this is dropped, when the next one is made.
pub struct PostgresDatabase {
    /// With the name and the password of a role that owns the database and has no other rights.
    pub url: String,
    name: String,
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        UNUSED.lock().unwrap_or_else(PoisonError::into_inner).push(std::mem::take(&mut self.name));
    }
}

/// An empty database.
///
/// # Panics
/// With one line, if there is no PostgreSQL.
pub async fn database() -> PostgresDatabase {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    static ROLE: OnceCell<()> = OnceCell::const_new();
    let mut admin = admin().await;
    let cluster = shared();
    let unused = std::mem::take(&mut *UNUSED.lock().unwrap_or_else(PoisonError::into_inner));
    for name in unused {
        admin.execute(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).await.unwrap();
    }
    let role = async || {
        let create = format!("CREATE ROLE latchkey LOGIN PASSWORD '{}'", cluster.password);
        cluster.admin().await.execute(AssertSqlSafe(create)).await.unwrap();
    };
    ROLE.get_or_init(role).await;
    let name = format!("test_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    // Nobody can be connected to template0, which would stop it from being copied.
    let create = format!("CREATE DATABASE {name} OWNER latchkey TEMPLATE template0");
    admin.execute(AssertSqlSafe(create)).await.unwrap();
    let url = format!("postgres://latchkey:{}@127.0.0.1:{}/{name}", cluster.password, cluster.port);
    PostgresDatabase { url, name }
}

/// A connection of the superuser, who may change its settings.
///
/// # Panics
/// With one line, if there is no PostgreSQL.
pub async fn admin() -> PgConnection {
    tokio::task::spawn_blocking(shared).await.unwrap().admin().await
}

/// A running PostgreSQL. It ends when this is dropped, or the process ends.
pub struct Cluster {
    pub port: u16,
    pub folder: PathBuf,
    password: String,
    /// Holds the pipe to the supervisor's standard input, whose end is the sign to stop.
    supervisor: Child,
}

impl Cluster {
    /// Starts one: about two seconds.
    ///
    /// # Errors
    /// With one line that says why there is none.
    pub fn start() -> Result<Self, String> {
        let programs = programs().ok_or("there is no PostgreSQL: run `bin/setup test`, or install 13 or newer")?;
        let fault = |error: std::io::Error| format!("PostgreSQL can't be started: {error}");
        // The supervisor removes it, for it outlives this process.
        let folder = tempfile::Builder::new().prefix("latchkey-postgres-").tempdir().map_err(fault)?.keep();
        let mut supervisor = Command::new("sh");
        supervisor.arg(SUPERVISOR).arg(programs).arg(&folder).args(free_ports().map_err(fault)?);
        // Of a group of its own, so that Ctrl-C reaches it by the end of this process alone.
        supervisor.stdin(Stdio::piped()).stdout(Stdio::piped()).process_group(0);
        let password = password();
        let file = write_password(&folder, &password).map_err(fault)?;
        if let Some((user, group)) = other_than_root() {
            for path in [&folder, &file] {
                chown(path, Some(user), Some(group)).map_err(fault)?;
            }
            supervisor.uid(user).gid(group);
        }
        let mut supervisor = supervisor.spawn().map_err(fault)?;
        let answer = first_line(supervisor.stdout.take().expect("it is piped")).map_err(fault)?;
        let port = answer.trim().parse().map_err(|_| format!("PostgreSQL can't be started: {}", answer.trim()))?;
        Ok(Self { port, folder, password, supervisor })
    }

    async fn admin(&self) -> PgConnection {
        let options = PgConnectOptions::new_without_pgpass().host("127.0.0.1").port(self.port);
        options.username("postgres").password(&self.password).database("postgres").connect().await.unwrap()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // Waiting closes its standard input first.
        let _ = self.supervisor.wait();
    }
}

/// The cluster of all tests. It is never dropped: the supervisor sees the process end.
fn shared() -> &'static Cluster {
    static CLUSTER: OnceLock<Result<Cluster, String>> = OnceLock::new();
    CLUSTER.get_or_init(Cluster::start).as_ref().unwrap_or_else(|why| panic!("{why}"))
}

/// The folder of PostgreSQL's programs: the newest of Debian's, which are in no `PATH`, else that of `PATH`.
fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<_> = debian.map(|version| version.path().join("bin")).collect();
    debian.sort_by_key(|folder| folder.parent()?.file_name()?.to_str()?.parse::<u32>().ok());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut all = debian.into_iter().rev().chain(std::env::split_paths(&path));
    // A link elsewhere stands for the program alone, and not for those beside it.
    let initdb = all.find_map(|folder| folder.join("initdb").canonicalize().ok())?;
    initdb.parent().map(Path::to_owned)
}

/// Several: another process may take one before the cluster does.
fn free_ports() -> std::io::Result<Vec<String>> {
    let listeners: Vec<_> = (0..3).map(|_| TcpListener::bind("127.0.0.1:0")).collect::<Result<_, _>>()?;
    listeners.iter().map(|listener| Ok(listener.local_addr()?.port().to_string())).collect()
}

/// The user and the group of the cluster where this process is root: PostgreSQL refuses to run as that.
fn other_than_root() -> Option<(u32, u32)> {
    let id = |arguments: &[&str]| {
        let output = Command::new("id").args(arguments).stderr(Stdio::null()).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse::<u32>().ok()
    };
    if id(&["-u"]) != Some(0) {
        return None;
    }
    ["postgres", "nobody"].into_iter().find_map(|name| Some((id(&["-u", name])?, id(&["-g", name])?)))
}

fn password() -> String {
    let mut random = [0; 16];
    getrandom::fill(&mut random).expect("the system has random bytes");
    format!("{:032x}", u128::from_ne_bytes(random))
}

fn write_password(folder: &Path, password: &str) -> std::io::Result<PathBuf> {
    let file = folder.join("password");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true).mode(0o600).open(&file)?.write_all(password.as_bytes())?;
    Ok(file)
}

fn first_line(output: ChildStdout) -> std::io::Result<String> {
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line)?;
    Ok(line)
}
