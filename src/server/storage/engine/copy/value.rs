//! A value on its way from one engine to the other.

use sqlx::{ColumnIndex, Database, Decode, Encode, Row, Type, query_builder::Separated};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Bytes,
    Text,
    Integer,
    Real,
    Switch,
}

impl Kind {
    /// By what the two engines call its type. Only one of them has a type for what is true or false.
    pub fn of(here: &str, there: &str) -> Option<Self> {
        match (here, there) {
            ("BOOL", _) | (_, "BOOL") => Some(Self::Switch),
            ("BYTEA" | "BLOB", "BYTEA" | "BLOB") => Some(Self::Bytes),
            ("TEXT", "TEXT") => Some(Self::Text),
            ("INT8" | "INTEGER", "INT8" | "INTEGER") => Some(Self::Integer),
            ("FLOAT8" | "REAL", "FLOAT8" | "REAL") => Some(Self::Real),
            _ => None,
        }
    }
}

/// What a row holds in one column, or that it holds nothing.
pub enum Value {
    Bytes(Option<Vec<u8>>),
    Text(Option<String>),
    Integer(Option<i64>),
    Real(Option<f64>),
    Switch(Option<bool>),
}

/// Reads a column.
///
/// # Errors
/// If it holds something else.
pub fn read<'r, R: Row>(row: &'r R, index: usize, kind: Kind) -> Result<Value, sqlx::Error>
where
    usize: ColumnIndex<R>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    f64: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
{
    Ok(match kind {
        Kind::Bytes => Value::Bytes(row.try_get(index)?),
        Kind::Text => Value::Text(row.try_get(index)?),
        Kind::Integer => Value::Integer(row.try_get(index)?),
        Kind::Real => Value::Real(row.try_get(index)?),
        Kind::Switch => Value::Switch(row.try_get(index)?),
    })
}

/// Adds a value to a statement.
pub fn bind<DB: Database>(fields: &mut Separated<'_, DB, &'static str>, value: Value)
where
    for<'q> Option<Vec<u8>>: Encode<'q, DB> + Type<DB>,
    for<'q> Option<String>: Encode<'q, DB> + Type<DB>,
    for<'q> Option<i64>: Encode<'q, DB> + Type<DB>,
    for<'q> Option<f64>: Encode<'q, DB> + Type<DB>,
    for<'q> Option<bool>: Encode<'q, DB> + Type<DB>,
{
    match value {
        Value::Bytes(value) => fields.push_bind(value),
        Value::Text(value) => fields.push_bind(value),
        Value::Integer(value) => fields.push_bind(value),
        Value::Real(value) => fields.push_bind(value),
        Value::Switch(value) => fields.push_bind(value),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_goes_only_where_its_kind_is_kept() {
        assert_eq!(Kind::of("INTEGER", "INT8"), Some(Kind::Integer));
        assert_eq!(Kind::of("INTEGER", "BOOL"), Some(Kind::Switch));
        assert_eq!(Kind::of("BOOL", "INTEGER"), Some(Kind::Switch));
        for (here, there) in [("TEXT", "BYTEA"), ("INTEGER", "FLOAT8"), ("BLOB", "TEXT"), ("JSONB", "JSONB")] {
            assert_eq!(Kind::of(here, there), None, "{here} {there}");
        }
    }
}
