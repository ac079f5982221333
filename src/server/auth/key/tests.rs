use std::{
    os::unix::fs::{chown, symlink},
    thread,
};

use super::*;

#[test]
fn a_key_is_made_once_for_its_owner_alone_and_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signing.key");
    let made = Keyring::load_or_create(&path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let read = Keyring::load_or_create(&path).unwrap();
    assert_eq!(made.current().secret.expose_secret(), read.current().secret.expose_secret());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left behind");
}

#[test]
fn a_weak_broken_or_exposed_key_stops_the_start_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signing.key");
    for text in ["", "secret", "c2hvcnQ", "not base64!"] {
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(matches!(Keyring::load_or_create(&path), Err(KeyError::Malformed { .. })), "{text}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(matches!(Keyring::load_or_create(&path), Err(KeyError::Exposed { .. })));
}

#[test]
fn a_rotated_key_still_verifies_until_its_time_is_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signing.key");
    let day = Duration::from_hours(24);
    let at = |days: u32| Timestamp::from_millis(0).plus(day * days);
    let first = Keyring::load_or_create(&path).unwrap().current().kid.clone();
    let ring = Keyring::rotate(&path, at(1), 90 * day).unwrap();
    assert_ne!(ring.current().kid, first);
    assert!(ring.find(&first).is_some() && ring.count() == 2);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let ring = Keyring::rotate(&path, at(92), 90 * day).unwrap();
    assert!(ring.find(&first).is_none() && ring.count() == 2);
    assert_eq!(Keyring::load(&path).unwrap().count(), 2);
}

#[test]
fn without_a_key_nothing_is_rotated_and_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signing.key");
    let refused = Keyring::rotate(&path, Timestamp::from_millis(0), Duration::from_hours(1));
    assert!(matches!(refused, Err(KeyError::Missing { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn no_key_is_written_through_a_link_at_the_name_of_its_temporary_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signing.key");
    let elsewhere = folder.path().join("elsewhere");
    fs::write(&elsewhere, "untouched").unwrap();
    // The name that drafts had once, which anybody could tell.
    symlink(&elsewhere, folder.path().join(format!(".signing.key.{}", std::process::id()))).unwrap();
    Keyring::load_or_create(&path).unwrap();
    Keyring::rotate(&path, Timestamp::from_millis(0), Duration::from_hours(1)).unwrap();
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "untouched");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "no draft is left behind");
}

#[test]
fn a_key_behind_a_link_is_rotated_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (folder.path().join("real.key"), folder.path().join("signing.key"));
    Keyring::load_or_create(&path).unwrap();
    symlink(&path, &link).unwrap();
    let ring = Keyring::rotate(&link, Timestamp::from_millis(0), Duration::from_hours(1)).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(Keyring::load(&path).unwrap().current().kid, ring.current().kid);
}

#[test]
fn a_rotated_key_stays_its_owners_and_one_that_is_made_is_the_folders_owners() {
    let folder = tempfile::tempdir().unwrap();
    if chown(folder.path(), Some(4711), Some(4712)).is_err() {
        println!("skipped: only root can give a folder to another user");
        return;
    }
    let path = folder.path().join("signing.key");
    let owner = Owner { user: 4711, group: 4712 };
    Keyring::load_or_create(&path).unwrap();
    assert_eq!(Owner::of(&path).unwrap(), owner);
    Keyring::rotate(&path, Timestamp::from_millis(0), Duration::from_hours(1)).unwrap();
    assert_eq!(Owner::of(&path).unwrap(), owner);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn of_many_rotations_at_one_time_no_key_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signing.key");
    Keyring::load_or_create(&path).unwrap();
    let rotate = || Keyring::rotate(&path, Timestamp::from_millis(0), Duration::from_hours(1)).unwrap();
    let made: Vec<_> = thread::scope(|scope| {
        let rotations: Vec<_> = (0..8).map(|_| scope.spawn(|| rotate().current().kid.clone())).collect();
        rotations.into_iter().map(|rotation| rotation.join().unwrap()).collect()
    });
    let ring = Keyring::load(&path).unwrap();
    assert!(ring.count() == 9 && made.iter().all(|kid| ring.find(kid).is_some()));
}
