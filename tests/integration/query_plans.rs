//! What grows with accounts and with time is found by an index: a statement that reads a whole table is quick in
//! every other test, and takes seconds at a million rows.

use std::fs;

use proc_macro2::{TokenStream, TokenTree};
use sqlx::{AssertSqlSafe, Row};

use crate::support::{Connection, TestApp};

/// Where the statements stand.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/server/storage/statements");

/// The statements that may, by how they begin.
const READ_EVERYTHING: [&str; 7] = [
    // Operators' commands, which list everything.
    "SELECT * FROM users ORDER BY email_key",
    "SELECT id FROM sessions ORDER BY id",
    "SELECT id, recipient, kind, created_at, next_try_at, tries, last_error FROM outgoing_mail ORDER BY",
    // Once, when a database was restored from a backup.
    "DELETE FROM mail_links WHERE purpose = $1",
    "DELETE FROM outgoing_mail",
    // What waits is little: emails go within seconds, and are bounded by kind.
    "UPDATE outgoing_mail SET next_try_at",
    "SELECT kind, count(*), min(at), max(at) FROM",
];

#[tokio::test]
async fn only_statements_that_are_about_everything_read_a_whole_table() {
    let app = TestApp::start().await;
    let mut database = app.connect().await;
    let statements = statements();
    assert!(statements.len() > 90, "only {} were found", statements.len());
    let mut used = [false; READ_EVERYTHING.len()];
    let mut faults = Vec::new();
    for statement in &statements {
        let scans = scans(&mut database, statement).await;
        if let Some(index) = READ_EVERYTHING.iter().position(|start| statement.starts_with(start)) {
            used[index] = true;
        } else if !scans.is_empty() {
            faults.push(format!("{statement}\n    {}", scans.join("\n    ")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(used, [true; READ_EVERYTHING.len()], "an exception is of no statement");
}

#[tokio::test]
async fn a_statement_without_an_index_is_noticed() {
    let app = TestApp::start().await;
    let mut database = app.connect().await;
    for statement in
        ["SELECT id FROM sessions WHERE user_agent = $1", "DELETE FROM events WHERE kind = $1 AND device_name = $2"]
    {
        assert_ne!(scans(&mut database, statement).await, [""; 0], "{statement}");
    }
    assert_eq!(scans(&mut database, "SELECT id FROM sessions WHERE id = $1").await, [""; 0]);
}

/// Every text in the statements' files that is a statement, on one line each.
fn statements() -> Vec<String> {
    let mut statements = Vec::new();
    for file in fs::read_dir(FOLDER).unwrap() {
        let source = fs::read_to_string(file.unwrap().path()).unwrap();
        collect(source.parse().unwrap(), &mut statements);
    }
    statements
}

fn collect(tokens: TokenStream, statements: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => collect(group.stream(), statements),
            TokenTree::Literal(literal) => {
                let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) else { continue };
                let text = text.value().split_whitespace().collect::<Vec<_>>().join(" ");
                // What is put in narrows the rows down, or locks them.
                let text = text.replace("AND {}", "").replace("{}", "");
                if ["SELECT ", "INSERT ", "UPDATE ", "DELETE "].iter().any(|verb| text.starts_with(verb)) {
                    statements.push(text);
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
}

/// The steps of its plan that read a table, or an index of one, from end to end.
async fn scans(database: &mut Connection, statement: &str) -> Vec<String> {
    match database {
        Connection::Sqlite(_) => sqlite_scans(database, statement).await,
        Connection::Postgres(_) => postgres_scans(database, statement).await,
    }
}

/// <https://www.sqlite.org/eqp.html>: `SCAN` is a step over all rows, `SEARCH` one over some.
async fn sqlite_scans(database: &mut Connection, statement: &str) -> Vec<String> {
    let tables: Vec<String> = database.list("SELECT name FROM sqlite_schema WHERE type = 'table'").await;
    let Connection::Sqlite(connection) = database else { panic!("it is another engine") };
    let explain = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}")));
    let steps = explain.fetch_all(connection).await.unwrap();
    let steps = steps.iter().map(|step| step.get("detail"));
    let of_table = |step: &String| {
        let name = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
        name.is_some_and(|name| tables.iter().any(|table| table == name))
    };
    steps.filter(of_table).collect()
}

/// Where nothing but a sequential scan, or an index that nothing was looked up in, is left when the planner is
/// to avoid it.
async fn postgres_scans(database: &mut Connection, statement: &str) -> Vec<String> {
    let parameters = (1..100).take_while(|number| statement.contains(&format!("${number}"))).count();
    let values = if parameters == 0 { String::new() } else { format!("({})", vec!["NULL"; parameters].join(", ")) };
    database.execute("SET enable_seqscan = off").await;
    database.execute("SET plan_cache_mode = force_generic_plan").await;
    database.execute(&format!("PREPARE statement AS {statement}")).await;
    let lines: Vec<String> = database.list(&format!("EXPLAIN (COSTS OFF) EXECUTE statement{values}")).await;
    database.execute("DEALLOCATE statement").await;
    let is_step = |line: &String| line.contains("->") || !line.starts_with(' ');
    let mut scans = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let details = || lines[index + 1..].iter().take_while(|line| !is_step(line));
        let looked_up = || details().any(|line| line.trim_start().starts_with("Index Cond"));
        let by_index = line.contains("Index Scan") || line.contains("Index Only Scan");
        if is_step(line) && (line.contains("Seq Scan on") || (by_index && !looked_up())) {
            scans.push(line.trim().to_owned());
        }
    }
    scans
}
