//! What must be said of a database where its data are shown.

use maxminddb::Metadata;

use crate::model::Attribution;

/// GeoLite2's licence agreement asks for these words.
const GEOLITE: Attribution = Attribution {
    text: "This product includes GeoLite Data created by MaxMind, available from",
    link: "https://www.maxmind.com",
};
/// CC BY 4.0; DB-IP asks for a link on the pages that show its data.
const DB_IP: Attribution = Attribution { text: "IP Geolocation by DB-IP,", link: "https://db-ip.com" };
/// CC BY 4.0: the package is declared CC0, but its data are the NRO's, whose licence it carries.
const INSTALLED: Attribution =
    Attribution { text: "Location data from the registries of the NRO,", link: "https://www.nro.net" };

/// What the licence of a database asks for, by what it says of itself.
pub fn attribution_of(metadata: &Metadata, installed: bool) -> Option<Attribution> {
    let said = metadata.description.values().chain([&metadata.database_type]);
    let said = said.map(|text| text.to_lowercase()).collect::<Vec<_>>().join("\n");
    if said.contains("geolite") {
        Some(GEOLITE)
    } else if said.contains("dbip") || said.contains("db-ip") {
        Some(DB_IP)
    } else {
        installed.then_some(INSTALLED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_is_attributed_as_its_licence_asks() {
        let metadata = |database_type: &str, description: &str| -> Metadata {
            serde_json::from_value(serde_json::json!({
                "binary_format_major_version": 2, "binary_format_minor_version": 0, "build_epoch": 0,
                "database_type": database_type, "description": { "en": description }, "ip_version": 6,
                "languages": ["en"], "node_count": 1, "record_size": 24,
            }))
            .unwrap()
        };
        for (database_type, description, attribution) in [
            ("GeoLite2-City", "GeoLite2 City database", Some(GEOLITE)),
            ("DBIP-City-Lite", "DB-IP.com", Some(DB_IP)),
            ("DBIP-City-Lite (compat=City)", "", Some(DB_IP)),
            ("GeoIP2-City", "GeoIP2 City database", None),
        ] {
            assert_eq!(attribution_of(&metadata(database_type, description), false), attribution);
        }
        assert_eq!(attribution_of(&metadata("country", ""), true), Some(INSTALLED));
    }
}
