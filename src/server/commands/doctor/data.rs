//! The data folder, the signing key and the database.

use std::path::Path;

use rustix::fs::{Access, access, statvfs};

use super::findings::Findings;
use crate::server::{
    auth::key::Keyring,
    config::Config,
    data_dir::{self, Openness},
    instance::InstanceId,
    private_files::{self, Owner, folder_of},
    storage::{self, Examination, StorageError},
};

/// Less room than this is soon used up, by the database's log alone.
const LITTLE: u64 = 100 << 20;

/// Looks at them.
pub async fn examine(config: &Config, findings: &mut Findings) {
    let folder = &config.data_dir;
    let is_there = folder.exists();
    if is_there {
        of_folder(folder, findings);
    } else {
        let found = format!("{} doesn't exist", folder.display());
        findings.warn(
            "data folder",
            found,
            "the server creates it at its first start; if it has started before, correct --data-dir",
        );
    }
    room(folder, findings);
    signing_key(config, findings);
    if folder.join("instance").exists() {
        match InstanceId::load_or_create(folder) {
            Err(error) => findings.fail("data folder", error.to_string(), None),
            Ok(_) if InstanceId::is_occupied(folder) => findings.ok("server", "one runs on this data folder"),
            Ok(_) => findings.ok("server", "none runs on this data folder"),
        }
    }
    database(config, findings).await;
}

fn of_folder(folder: &Path, findings: &mut Findings) {
    let name = folder.display();
    match data_dir::examine(folder) {
        Err(error) => findings.fail("data folder", error.to_string(), None),
        Ok(_) if !folder.is_dir() => {
            findings.fail("data folder", format!("{name} is not a folder"), "correct --data-dir");
        }
        Ok(_) if access(folder, Access::WRITE_OK | Access::EXEC_OK).is_err() => {
            findings.fail(
                "data folder",
                format!("this user can't write to {name}"),
                "run this as the user of the server",
            );
        }
        Ok(Openness::Private) => findings.ok("data folder", name.to_string()),
        Ok(Openness::Closable(mode)) => {
            let found = format!("other users can open {name} (mode {mode:03o})");
            findings.warn("data folder", found, "the server closes it to them when it starts");
        }
        Ok(Openness::Shared(mode)) => {
            let found = format!("other users can list {name} (mode {mode:03o}), which also holds other things");
            findings.warn("data folder", found, "use a folder of its own");
        }
    }
}

/// How much room there is on the disk, by the nearest folder that exists.
fn room(folder: &Path, findings: &mut Findings) {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let Some(disk) = folder.ancestors().find_map(|folder| statvfs(folder).ok()) else { return };
    let room = disk.f_bavail.saturating_mul(disk.f_frsize);
    let found = format!("{} MiB are free", room >> 20);
    if room < LITTLE {
        findings.warn("disk", found, "make room: on a full disk nobody can sign in");
    } else {
        findings.ok("disk", found);
    }
}

fn signing_key(config: &Config, findings: &mut Findings) {
    let file = config.signing_key_file();
    let database = config.database_file().filter(|file| file.exists());
    if !file.exists() {
        let found = format!("{} doesn't exist", file.display());
        if database.is_some() {
            findings.warn(
                "signing key",
                found,
                "restore it before the server starts, or every device must sign in again",
            );
        } else {
            findings.ok("signing key", found + ": the server creates it at its first start");
        }
        return;
    }
    let owners = Owner::of(&file).ok().zip(database.and_then(|file| Owner::of(&file).ok()));
    if let Some((key, database)) = owners.filter(|(key, database)| key.user != database.user) {
        let found = format!("{} belongs to uid {}, the database to uid {}", file.display(), key.user, database.user);
        findings.fail("signing key", found, "give both to the user of the server");
        return;
    }
    match Keyring::load(&file) {
        Ok(ring) => {
            let older = ring.count() - 1;
            findings.ok("signing key", format!("{}, with {older} older", file.display()));
        }
        Err(error) => findings.fail("signing key", error.to_string(), None),
    }
}

async fn database(config: &Config, findings: &mut Findings) {
    let database = config.database();
    let name = database.described();
    if let Some(Err(error)) = database.file().map(|file| private_files::require_ours(&file)) {
        findings.fail("database", error.to_string(), None);
        return;
    }
    match storage::examine(&database).await {
        Ok(Examination { damage: Some(damage), .. }) => {
            findings.fail("database", format!("{name} is damaged: {damage}"), "stop the server, and restore a backup");
        }
        Ok(Examination { restored: Some(why), .. }) => {
            let found = format!("{name} counts as restored from a backup: {why}");
            findings.warn("database", found, "when the server starts, every device must sign in again");
        }
        Ok(Examination { lacking, .. }) if !lacking.is_empty() => {
            let found = format!("the schema of {name} lacks {} steps", lacking.len());
            findings.warn("database", found, "make a backup; the server, or 'latchkey migrate', takes them");
        }
        Ok(_) => findings.ok("database", format!("{name} is up to date")),
        Err(StorageError::Missing(file)) => {
            let found = format!("{} doesn't exist", file.display());
            let advice = "the server creates it at its first start; if it has started before, correct --data-dir";
            findings.warn("database", found, advice);
        }
        Err(StorageError::Empty(name)) => {
            findings.warn(
                "database",
                format!("there is nothing in {name} yet"),
                "the server fills it at its first start",
            );
        }
        // These name the file.
        Err(error @ (StorageError::Unreadable { .. } | StorageError::Foreign(_) | StorageError::File { .. })) => {
            findings.fail("database", error.to_string(), "restore a backup, or correct --database-url");
        }
        Err(error) => findings.fail("database", format!("{name}: {error}"), None),
    }
    if let Some(file) = database.file() {
        let folder = folder_of(&file);
        if folder != config.data_dir && folder.exists() && access(folder, Access::WRITE_OK | Access::EXEC_OK).is_err() {
            let found = format!("this user can't write to {}, where the database is", folder.display());
            findings.fail("database", found, "run this as the user of the server");
        }
    }
}
