//! The rough location of an address: looked up in a file on this machine, never with a service.

mod attribution;
mod database;
mod label;

use std::{
    net::IpAddr,
    path::{Path, PathBuf},
};

use arc_swap::ArcSwapOption;
use maxminddb::MaxMindDbError;

pub use self::label::Label;
use self::label::{LOCAL, NOT_STORED, UNKNOWN};
use self::{
    attribution::attribution_of,
    database::{Database, Record},
};
use crate::model::{Attribution, Precision, Timestamp};

/// The rough location of an address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Location {
    /// As a person reads it: 'Lyon, France', 'France', 'Local network', 'Unknown location'.
    pub label: Label,
    /// ISO 3166-1 alpha-2, upper case.
    pub country: Option<String>,
    /// Degrees: latitude, longitude. Only a City database has them.
    pub coordinates: Option<(f64, f64)>,
    /// How precisely it was looked up.
    pub precision: Precision,
}

impl Location {
    fn only(label: &str) -> Self {
        // It says no more than the person may want kept, whatever that is.
        Self { label: label.into(), precision: Precision::Country, ..Self::default() }
    }

    /// For people who want no location stored.
    pub fn not_stored() -> Self {
        Self { label: NOT_STORED.into(), precision: Precision::None, ..Self::default() }
    }

    /// Whether nothing was known of the address, which may change with the database.
    pub fn is_unknown(&self) -> bool {
        self.country.is_none() && self.label == UNKNOWN.into()
    }

    fn of(record: Record, precision: Precision) -> Self {
        let city = record.city.filter(|_| precision == Precision::City);
        let label = Label::of(city, record.country.clone()).unwrap_or_else(|| UNKNOWN.into());
        let coordinates = record.coordinates.filter(|_| precision == Precision::City);
        Self { label, country: record.country, coordinates, precision }
    }
}

/// Looks locations up in a database in MaxMind's format, if there is one.
pub struct Locations {
    file: PathBuf,
    /// Whether it is the one that the set-up installs.
    installed: bool,
    database: ArcSwapOption<Database>,
}

impl Locations {
    /// From the file that `--location-db` names, else from the one that the set-up `installed`.
    ///
    /// A file that is missing or broken is a warning, never a failure: locations are then unknown.
    pub fn open(given: Option<&Path>, installed: &Path) -> Self {
        let file = given.unwrap_or(installed).to_path_buf();
        let locations = Self { file, installed: given.is_none(), database: ArcSwapOption::empty() };
        match Database::open(&locations.file) {
            Ok(database) => locations.database.store(Some(database.into())),
            Err(error) => {
                let file = locations.file.display();
                tracing::warn!(%error, %file, "the location database can't be read: all locations are unknown");
            }
        }
        locations
    }

    /// What the database that would be used says of itself, and when it was built.
    ///
    /// # Errors
    /// If it can't be read.
    pub fn examine(given: Option<&Path>, installed: &Path) -> Result<(String, Timestamp), MaxMindDbError> {
        let database = Database::open(given.unwrap_or(installed))?;
        Ok((database.describe(), database.built_at()))
    }

    /// Looks up `address`, no more precisely than `precision`.
    pub fn locate(&self, address: IpAddr, precision: Precision) -> Location {
        let address = address.to_canonical();
        if precision == Precision::None {
            Location::not_stored()
        } else if is_local(address) {
            Location::only(LOCAL)
        } else {
            let record = self.database.load().as_ref().and_then(|database| database.find(address));
            record.map_or_else(|| Location::only(UNKNOWN), |record| Location::of(record, precision))
        }
    }

    /// What the footer must say for the database's licence, if anything.
    pub fn attribution(&self) -> Option<Attribution> {
        let database = self.database.load();
        attribution_of(database.as_ref()?.metadata(), self.installed)
    }

    /// The database's name and date, for the start-up line.
    pub fn source(&self) -> String {
        self.database.load().as_ref().map_or_else(|| "not known".to_owned(), |database| database.describe())
    }

    /// Opens the database again: its file may have been replaced.
    pub fn reload(&self) {
        let file = self.file.display();
        match Database::open(&self.file) {
            Ok(database) => {
                tracing::info!(%file, database = database.describe(), "the location database was reloaded");
                self.database.store(Some(database.into()));
            }
            Err(error) => {
                tracing::warn!(%error, %file, "the location database can't be read: the previous one stays in use");
            }
        }
    }
}

/// Loopback, private (RFC 1918, RFC 4193) and link-local (RFC 3927, RFC 4291) addresses.
fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests;
