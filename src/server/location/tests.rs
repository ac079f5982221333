use std::fs;

use super::*;
use crate::model::Language;

/// MaxMind's own test data: made up, but for the shape.
fn city_database() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/GeoLite2-City-Test.mmdb")
}

fn cities() -> Locations {
    Locations::open(Some(&city_database()), Path::new("nowhere"))
}

fn location(locations: &Locations, address: &str, precision: Precision) -> Location {
    locations.locate(address.parse().unwrap(), precision)
}

fn label(locations: &Locations, address: &str) -> String {
    location(locations, address, Precision::City).label.english()
}

#[test]
fn local_addresses_are_on_the_local_network() {
    for address in [
        "127.0.0.1",
        "127.8.8.8",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.7",
        "169.254.3.4",
        "::1",
        "fd00::1",
        "fe80::1",
        "::ffff:192.168.1.7",
    ] {
        assert_eq!(label(&cities(), address), "Local network", "{address}");
    }
}

#[test]
fn what_the_database_does_not_have_is_unknown() {
    for address in ["8.8.8.8", "172.15.0.1", "172.32.0.1", "192.169.0.1", "0.0.0.0", "2001:4860:4860::8888", "::"] {
        assert_eq!(location(&cities(), address, Precision::City), Location::only("Unknown location"), "{address}");
    }
}

#[test]
fn a_city_database_knows_city_country_and_coordinates() {
    for address in ["81.2.69.142", "::ffff:81.2.69.142"] {
        let london = location(&cities(), address, Precision::City);
        let expected = ("London, United Kingdom", Some("GB"), Some((51.5142, -0.0931)));
        assert_eq!((london.label.english().as_str(), london.country.as_deref(), london.coordinates), expected);
    }
    assert_eq!(label(&cities(), "2001:480::1"), "San Diego, United States");
    assert_eq!(label(&cities(), "2001:218::1"), "Japan", "where no city is known");
}

#[test]
fn a_country_is_named_in_the_readers_language_and_a_city_in_english() {
    let london = location(&cities(), "81.2.69.142", Precision::City).label;
    assert_eq!(london.in_language(Language::Fr), "London, Royaume-Uni");
    assert_eq!(london.to_stored(), r#"{"city":"London","country":"GB"}"#);
}

#[test]
fn a_location_is_as_precise_as_the_person_wants() {
    let britain = location(&cities(), "81.2.69.142", Precision::Country);
    assert_eq!(britain.label.in_language(Language::Es), "Reino Unido");
    assert_eq!(britain.label.to_stored(), r#"{"country":"GB"}"#);
    assert_eq!((britain.country.as_deref(), britain.coordinates), (Some("GB"), None));
    for address in ["81.2.69.142", "127.0.0.1", "8.8.8.8"] {
        assert_eq!(location(&cities(), address, Precision::None), Location::not_stored());
    }
    assert_eq!(label(&cities(), "127.0.0.1"), location(&cities(), "127.0.0.1", Precision::Country).label.english());
}

#[test]
fn the_licence_of_the_data_is_named() {
    assert!(cities().attribution().is_some_and(|it| it.text.contains("GeoLite Data created by MaxMind")));
    assert_eq!(Locations::open(None, Path::new("nowhere")).attribution(), None, "there are no data");
}

#[test]
fn without_a_sound_file_every_location_is_unknown() {
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read(city_database()).unwrap();
    let file = |content: &[u8]| {
        let file = folder.path().join("broken.mmdb");
        fs::write(&file, content).unwrap();
        file
    };
    for given in [folder.path().join("missing"), folder.path().to_path_buf(), file(b"")] {
        let locations = Locations::open(Some(&given), Path::new("nowhere"));
        assert_eq!(
            (label(&locations, "81.2.69.142"), label(&locations, "::1")),
            (UNKNOWN.into(), "Local network".into())
        );
    }
    for broken in [&whole[..whole.len() / 2], b"no database", &whole[1..]] {
        let locations = Locations::open(Some(&file(broken)), Path::new("nowhere"));
        for address in ["81.2.69.142", "2001:480::1", "1.1.1.1"] {
            assert!(!label(&locations, address).is_empty(), "whatever it finds, it does not fail");
        }
    }
}

#[test]
fn a_file_that_was_replaced_is_taken_up_and_a_broken_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("city.mmdb");
    let locations = Locations::open(None, &file);
    assert_eq!((label(&locations, "81.2.69.142").as_str(), locations.source().as_str()), (UNKNOWN, "not known"));
    let replace = |content: &[u8]| {
        fs::write(folder.path().join("new"), content).unwrap();
        fs::rename(folder.path().join("new"), &file).unwrap();
    };
    replace(&fs::read(city_database()).unwrap());
    assert_eq!(label(&locations, "81.2.69.142"), UNKNOWN, "not before it is reloaded");
    locations.reload();
    assert_eq!(label(&locations, "81.2.69.142"), "London, United Kingdom");
    assert!(locations.source().starts_with("GeoLite2-City of 20"));
    replace(b"broken");
    locations.reload();
    assert_eq!(label(&locations, "81.2.69.142"), "London, United Kingdom");
}

proptest::proptest! {
    #[test]
    fn no_damage_to_the_file_makes_it_fail(at in 0usize..21_088, byte: u8, address: std::net::IpAddr) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("damaged.mmdb");
        let mut content = fs::read(city_database()).unwrap();
        content[at] = byte;
        fs::write(&file, content).unwrap();
        let locations = Locations::open(Some(&file), Path::new("nowhere"));
        for address in [address, "81.2.69.142".parse().unwrap()] {
            proptest::prop_assert!(!locations.locate(address, Precision::City).label.in_language(Language::De).is_empty());
        }
    }
}
