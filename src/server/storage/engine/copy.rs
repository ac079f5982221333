//! Moves an installation from one engine to the other: every row of it, or none.
//!
//! It knows which tables there are. Their columns it takes from the database, and how a value is read and
//! written from their types; so a migration that adds a column needs nothing here.

mod value;

use futures_util::TryStreamExt;
use sqlx::{AssertSqlSafe, Column, Executor, PgPool, QueryBuilder, SqlSafeStr, SqlitePool, Statement, TypeInfo};

use self::value::{Kind, Value, bind, read};
use super::{
    Connections, postgres, sqlite,
    tx::{Engine, OnRestored, Tx, on},
};
use crate::{
    model::Timestamp,
    server::storage::{
        database::{Copied, Database, Lock, Opening},
        error::{CopyError, StorageError},
    },
};

/// What an installation consists of; what a row refers to comes before it. Nothing else is kept but how the
/// schema came to be, and SQLite's generation, which is about its file.
const TABLES: [&str; 9] = [
    "users",
    "devices",
    "sessions",
    "ended_sessions",
    "events",
    "places",
    "mail_links",
    "outgoing_mail",
    "unreported_sign_ins",
];

/// So many rows are in memory, and in one statement: with 24 columns, half of the variables that SQLite takes.
const BATCH: usize = 500;

/// A transaction that sees one state of the source.
type Source = Engine<sqlx::Transaction<'static, sqlx::Sqlite>, postgres::Transaction>;

/// See [`crate::server::storage::copy`].
///
/// # Errors
/// If nothing was copied, and why.
pub async fn copy(
    from: &Database,
    to: &Database,
    now: Timestamp,
    on_restored: OnRestored,
) -> Result<Vec<Copied>, CopyError> {
    match (from, to) {
        (Database::Server(_), Database::Server(_)) => return Err(CopyError::BothServers),
        (Database::Server(_), _) | (_, Database::Server(_)) => {}
        _ => return Err(CopyError::BothFiles),
    }
    let source = alone(from, now, on_restored).await.map_err(CopyError::Source)?;
    let copied = match Connections::open(to, Opening::Create, now, on_restored).await {
        Ok(target) => {
            let copied = copy_in_one(&source, &target).await;
            target.close().await;
            copied
        }
        Err(error) => Err(CopyError::Target(error)),
    };
    on!(&source, pool, pool.close().await);
    copied
}

/// The source, brought up to date as at every opening, and nobody else's.
async fn alone(
    from: &Database,
    now: Timestamp,
    on_restored: OnRestored,
) -> Result<Engine<SqlitePool, PgPool>, StorageError> {
    Ok(match from {
        Database::Server(server) => Engine::Postgres(postgres::alone(server).await?),
        Database::File(_) | Database::Url(_) => Engine::Sqlite(sqlite::alone::alone(from, now, on_restored).await?),
    })
}

/// In one transaction on each side.
async fn copy_in_one(source: &Engine<SqlitePool, PgPool>, target: &Connections) -> Result<Vec<Copied>, CopyError> {
    let mut tx = target.begin(Lock::Everybody).await.map_err(CopyError::Target)?;
    let mut source = snapshot(source).await.map_err(CopyError::Source)?;
    let copied = copy_all(&mut source, &mut tx).await?;
    tx.commit().await.map_err(CopyError::Target)?;
    Ok(copied)
}

async fn snapshot(pools: &Engine<SqlitePool, PgPool>) -> Result<Source, StorageError> {
    Ok(match pools {
        // Nobody else has it open.
        Engine::Sqlite(pool) => Engine::Sqlite(pool.begin().await?),
        Engine::Postgres(pool) => {
            Engine::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?)
        }
    })
}

async fn copy_all(source: &mut Source, target: &mut Tx) -> Result<Vec<Copied>, CopyError> {
    for table in TABLES {
        let there = on!(&mut *target, db, number(&mut **db, table).await);
        if there.map_err(|error| CopyError::Table { table, error })? > 0 {
            return Err(CopyError::NotEmpty(table));
        }
    }
    let mut all = Vec::new();
    for table in TABLES {
        all.push(copy_table(source, target, table).await?);
    }
    if let Engine::Postgres(db) = target {
        postgres::move_identities(db).await.map_err(|error| CopyError::Target(error.into()))?;
    }
    Ok(all)
}

async fn copy_table(source: &mut Source, target: &mut Tx, table: &'static str) -> Result<Copied, CopyError> {
    let failed = |error| CopyError::Table { table, error };
    let (names, kinds) = columns(source, target, table).await.map_err(failed)?;
    let start = format!("INSERT INTO {table} ({names}) ");
    let select = AssertSqlSafe(format!("SELECT {names} FROM {table}"));
    let mut batch = Vec::with_capacity(BATCH);
    on!(&mut *source, db, {
        let mut rows = sqlx::query(select).fetch(&mut **db);
        while let Some(row) = rows.try_next().await.map_err(failed)? {
            let values = kinds.iter().enumerate().map(|(index, kind)| read(&row, index, *kind));
            batch.push(values.collect::<Result<Vec<_>, _>>().map_err(failed)?);
            if batch.len() == BATCH {
                insert(target, &start, batch.drain(..)).await.map_err(failed)?;
            }
        }
    });
    if !batch.is_empty() {
        insert(target, &start, batch.drain(..)).await.map_err(failed)?;
    }
    let sent = on!(source, db, number(&mut **db, table).await).map_err(failed)?;
    let rows = on!(target, db, number(&mut **db, table).await).map_err(failed)?;
    if sent == rows { Ok(Copied { table, rows }) } else { Err(CopyError::Counts { table, sent, arrived: rows }) }
}

/// The names of a table's columns, and how their values go over.
async fn columns(source: &mut Source, target: &mut Tx, table: &str) -> Result<(String, Vec<Kind>), sqlx::Error> {
    let described = |names: &str| AssertSqlSafe(format!("SELECT {names} FROM {table}")).into_sql_str();
    let there = on!(target, db, {
        let statement = db.prepare(described("*")).await?;
        let columns = statement.columns().iter();
        columns.map(|column| (column.name().to_owned(), column.type_info().name().to_owned())).collect::<Vec<_>>()
    });
    let names = there.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", ");
    let here: Vec<_> = on!(source, db, {
        let statement = db.prepare(described(&names)).await?;
        statement.columns().iter().map(|column| column.type_info().name().to_owned()).collect()
    });
    let kinds = here.iter().zip(&there).map(|(here, (_, there))| Kind::of(here, there));
    let kinds =
        kinds.collect::<Option<_>>().ok_or_else(|| sqlx::Error::TypeNotFound { type_name: table.to_owned() })?;
    Ok((names, kinds))
}

async fn insert(target: &mut Tx, start: &str, rows: impl Iterator<Item = Vec<Value>>) -> Result<(), sqlx::Error> {
    on!(target, db, {
        let mut insert = QueryBuilder::new(start);
        insert.push_values(rows, |mut fields, row| row.into_iter().for_each(|value| bind(&mut fields, value)));
        insert.build().execute(&mut **db).await?;
    });
    Ok(())
}

async fn number<'c, DB>(connection: impl Executor<'c, Database = DB>, table: &str) -> Result<i64, sqlx::Error>
where
    DB: sqlx::Database,
    DB::Arguments: sqlx::IntoArguments<DB>,
    for<'r> i64: sqlx::Decode<'r, DB> + sqlx::Type<DB>,
    usize: sqlx::ColumnIndex<DB::Row>,
{
    sqlx::query_scalar(AssertSqlSafe(format!("SELECT count(*) FROM {table}"))).fetch_one(connection).await
}
