//! The PostgreSQL that the tests start, by itself.

use std::{
    io::{BufRead, BufReader},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use sqlx::{Connection, Executor, PgConnection};

use crate::support::{
    postgres::{Cluster, database},
    soon,
};

#[tokio::test]
async fn each_test_has_a_database_of_its_own() {
    let (one, other) = (database().await, database().await);
    let mut first = PgConnection::connect(&one.url).await.unwrap();
    let mut second = PgConnection::connect(&other.url).await.unwrap();
    first.execute("CREATE TABLE things (name TEXT)").await.unwrap();
    second.execute("CREATE TABLE things (name TEXT)").await.unwrap();
    first.execute("INSERT INTO things VALUES ('a thing')").await.unwrap();
    let count = "SELECT count(*) FROM things";
    assert_eq!(sqlx::query_scalar::<_, i64>(count).fetch_one(&mut first).await.unwrap(), 1);
    assert_eq!(sqlx::query_scalar::<_, i64>(count).fetch_one(&mut second).await.unwrap(), 0);
    let rights = "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user";
    assert!(!sqlx::query_scalar::<_, bool>(rights).fetch_one(&mut first).await.unwrap());
}

#[tokio::test]
async fn nobody_connects_without_the_password() {
    let database = database().await;
    let (before, after) = database.url.split_once('@').unwrap();
    let name = before.rsplit_once(':').unwrap().0;
    for url in [format!("{name}@{after}"), format!("{name}:guessed@{after}")] {
        assert!(PgConnection::connect(&url).await.is_err(), "{url}");
    }
}

/// Run by the test below in a process of its own.
#[test]
#[ignore = "it only waits to be killed"]
fn a_process_that_has_a_cluster() {
    let cluster = Cluster::start().unwrap();
    println!("\ncluster {} {}", cluster.port, cluster.folder.display());
    std::thread::sleep(Duration::from_mins(1));
}

#[tokio::test]
async fn a_cluster_ends_with_its_process_and_leaves_nothing() {
    for signal in ["-INT", "-KILL"] {
        let arguments = ["--ignored", "--exact", "--nocapture", "postgres::a_process_that_has_a_cluster"];
        let mut process =
            Command::new(std::env::current_exe().unwrap()).args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = lines.map_while(Result::ok).find(|line| line.starts_with("cluster ")).expect("it says where it is");
        let [_, port, folder] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let address = format!("127.0.0.1:{port}");
        assert!(TcpStream::connect(&address).is_ok() && Path::new(folder).exists(), "{line}");
        assert!(Command::new("kill").args([signal, &process.id().to_string()]).status().unwrap().success());
        process.wait().unwrap();
        soon("the folder is removed", async || (!Path::new(folder).exists()).then_some(())).await;
        assert!(TcpStream::connect(&address).is_err(), "{signal}");
    }
}
