//! A file in MaxMind's format: <https://maxmind.github.io/MaxMind-DB/>.

use std::{
    collections::BTreeMap,
    net::IpAddr,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use maxminddb::{LookupResult, MaxMindDbError, Metadata, Mmap, PathElement, Reader};
use serde::Deserialize;

use crate::model::Timestamp;

/// An open database.
pub struct Database {
    reader: Reader<Mmap>,
    /// Whether it was said already that it is broken.
    complained: AtomicBool,
}

/// What it has of an address.
#[derive(Debug, Default, PartialEq)]
pub struct Record {
    /// In English, else by another of its names.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: Option<String>,
    pub coordinates: Option<(f64, f64)>,
}

impl Database {
    /// Maps the file into memory: that takes no time and little memory, however large it is.
    ///
    /// # Errors
    /// If it isn't there, or is no such database.
    pub fn open(file: &Path) -> Result<Self, MaxMindDbError> {
        // SAFETY: the file must not change while it is mapped. Nothing here writes to it, the set-up replaces it by
        // renaming, which leaves the mapped one as it was, and docs/devices.md asks operators who bring their own
        // to do the same.
        #[expect(unsafe_code, reason = "a mapped file is read in place; there is no safe way to map one")]
        let reader = unsafe { Reader::open_mmap(file) }?;
        Ok(Self { reader, complained: AtomicBool::new(false) })
    }

    /// What the file says of itself.
    pub fn metadata(&self) -> &Metadata {
        self.reader.metadata()
    }

    /// In a few words, for the log.
    pub fn describe(&self) -> String {
        let Metadata { database_type, build_epoch, .. } = self.metadata();
        // The installed one calls itself 'country ipvAll'.
        let database_type = if database_type.starts_with("country ") { "countries" } else { database_type };
        let built =
            i64::try_from(*build_epoch).ok().and_then(|time| time::OffsetDateTime::from_unix_timestamp(time).ok());
        built.map_or_else(|| database_type.to_owned(), |built| format!("{database_type} of {}", built.date()))
    }

    /// When it was built.
    pub fn built_at(&self) -> Timestamp {
        Timestamp::from_seconds(i64::try_from(self.metadata().build_epoch).unwrap_or_default())
    }

    /// What is known of an address.
    pub fn find(&self, address: IpAddr) -> Option<Record> {
        if address.is_ipv6() && self.metadata().ip_version == 4 {
            return None;
        }
        match self.reader.lookup(address) {
            Ok(found) if found.has_data() => Some(record(&found)),
            Ok(_) => None,
            Err(error) => {
                if !self.complained.swap(true, Ordering::Relaxed) {
                    tracing::warn!(%error, "the location database is broken: some locations are unknown");
                }
                None
            }
        }
    }
}

/// MaxMind's and DB-IP's own files nest what they have, with names in many languages; those that
/// others make of them are flat, with one name.
fn record(found: &LookupResult<'_, Mmap>) -> Record {
    let country = text(found, &["country", "iso_code"]).or_else(|| text(found, &["country_code"]));
    let country = country.filter(|code| code.len() == 2).map(str::to_ascii_uppercase);
    let coordinates = number(found, &["location", "latitude"])
        .zip(number(found, &["location", "longitude"]))
        .or_else(|| number(found, &["latitude"]).zip(number(found, &["longitude"])))
        .filter(|(latitude, longitude)| latitude.abs() <= 90.0 && longitude.abs() <= 180.0);
    Record { city: city(found), country, coordinates }
}

fn city(found: &LookupResult<'_, Mmap>) -> Option<String> {
    let other = || {
        let names: BTreeMap<&str, &str> = value(found, &["city", "names"])?;
        names.into_values().find(|name| !name.is_empty())
    };
    let name = text(found, &["city", "names", "en"]).or_else(other).or_else(|| text(found, &["city"]));
    name.map(str::to_owned)
}

fn text<'a>(found: &LookupResult<'a, Mmap>, path: &[&str]) -> Option<&'a str> {
    value(found, path).filter(|text: &&str| !text.is_empty())
}

/// The format has numbers of four bytes and of eight.
fn number(found: &LookupResult<'_, Mmap>, path: &[&str]) -> Option<f64> {
    value(found, path).or_else(|| value::<f32>(found, path).map(f64::from))
}

/// What stands there; nothing if it is of another kind.
fn value<'a, T: Deserialize<'a>>(found: &LookupResult<'a, Mmap>, path: &[&str]) -> Option<T> {
    let path: Vec<_> = path.iter().map(|key| PathElement::Key(key)).collect();
    found.decode_path(&path).ok().flatten()
}
