use proptest::prelude::*;

use super::*;

const FORWARDED: &str = "forwarded";
const FOR: &str = "x-forwarded-for";

fn headers(lines: &[(&str, &str)]) -> HeaderMap {
    let lines = lines.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_str(value).unwrap()));
    let mut headers = HeaderMap::new();
    for (name, value) in lines {
        let _: bool = headers.append::<HeaderName>(name, value);
    }
    headers
}

/// Behind three trusted networks.
fn address(peer: &str, lines: &[(&str, &str)]) -> String {
    let trusted = "10.0.0.0/8, 2001:db8:1::/48,192.0.2.7".parse().unwrap();
    client_address(&headers(lines), peer.parse().unwrap(), &trusted).to_string()
}

#[test]
fn by_default_no_header_counts() {
    let headers = headers(&[(FOR, "203.0.113.1"), (FORWARDED, "for=203.0.113.1")]);
    for peer in ["127.0.0.1", "10.0.0.1", "198.51.100.9", "::1"] {
        let peer: IpAddr = peer.parse().unwrap();
        assert_eq!(client_address(&headers, peer, &TrustedProxies::default()), peer);
    }
}

#[test]
fn what_an_untrusted_peer_sends_does_not_count() {
    for lines in [&[(FOR, "203.0.113.1")][..], &[(FORWARDED, "for=203.0.113.1")], &[(FOR, "10.0.0.1")]] {
        assert_eq!(address("198.51.100.9", lines), "198.51.100.9");
        assert_eq!(address("192.0.2.8", lines), "192.0.2.8");
        assert_eq!(address("2001:db8:2::1", lines), "2001:db8:2::1");
    }
}

#[test]
fn a_trusted_proxy_says_whom_it_was_asked_by() {
    assert_eq!(address("10.0.0.1", &[]), "10.0.0.1");
    for (line, client) in [
        ("203.0.113.1", "203.0.113.1"),
        (" 203.0.113.1:4711 ", "203.0.113.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("::ffff:203.0.113.1", "203.0.113.1"),
    ] {
        assert_eq!(address("10.0.0.1", &[(FOR, line)]), client, "{line}");
        assert_eq!(address("2001:db8:1::5", &[(FOR, line)]), client, "{line}");
        assert_eq!(address("::ffff:10.0.0.1", &[(FORWARDED, &format!("for=\"{line}\""))]), client, "{line}");
    }
    for line in [
        "For=203.0.113.1;proto=https",
        "proto=https ; by=10.0.0.1; for=203.0.113.1",
        "FOR=\"203.0.113.1:_x\", for=203.0.113.1",
    ] {
        assert_eq!(address("10.0.0.1", &[(FORWARDED, line)]), "203.0.113.1", "{line}");
    }
}

#[test]
fn a_chain_is_read_from_the_right_as_far_as_it_is_trusted() {
    for (line, client) in [
        // What the client itself sent stands to the left.
        ("1.1.1.1, 203.0.113.1", "203.0.113.1"),
        ("10.0.0.9, 203.0.113.1", "203.0.113.1"),
        ("203.0.113.1, 10.0.0.2", "203.0.113.1"),
        ("1.1.1.1,203.0.113.1,192.0.2.7,2001:db8:1::2, 10.0.0.2", "203.0.113.1"),
        // Somebody within the trusted network.
        ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
    ] {
        assert_eq!(address("10.0.0.1", &[(FOR, line)]), client, "{line}");
        let elements: Vec<_> = line.split(',').map(|node| format!("for=\"{}\"", node.trim())).collect();

        assert_eq!(address("10.0.0.1", &[(FORWARDED, &elements.join(", "))]), client, "{line}");
    }
    let lines = [(FOR, "1.1.1.1"), (FOR, "8.8.8.8, 203.0.113.1"), (FOR, "10.0.0.2")];
    assert_eq!(address("10.0.0.1", &lines), "203.0.113.1", "several lines are one list");
}

#[test]
fn garbage_ends_the_walk_at_the_last_good_address() {
    for garbage in [
        "",
        ",",
        "unknown",
        "_hidden",
        "203.0.113.1.5",
        "203.0.113",
        "203.0.113.1:",
        "203.0.113.1:99999",
        "[203.0.113.1]",
        "fe80::1%",
        "[::1",
        "::1]:5",
        "localhost",
        "203.0.113.1;",
        "\"",
        "\\",
        "é",
    ] {
        assert_eq!(address("10.0.0.1", &[(FOR, garbage)]), "10.0.0.1", "{garbage}");
        assert_eq!(address("10.0.0.1", &[(FOR, &format!("1.1.1.1, {garbage}, 10.0.0.2"))]), "10.0.0.2", "{garbage}");
        assert_eq!(address("10.0.0.1", &[(FOR, &format!("{garbage}, 203.0.113.1"))]), "203.0.113.1", "{garbage}");
        assert_eq!(address("10.0.0.1", &[(FORWARDED, &format!("for=\"{garbage}, for=203.0.113.1"))]), "203.0.113.1");
    }
    for garbage in
        ["for", "for=", "for=unknown", "for=_hidden", "by=203.0.113.1", "for=1.1.1.1;for=2.2.2.2", "=", ";;="]
    {
        assert_eq!(address("10.0.0.1", &[(FORWARDED, garbage)]), "10.0.0.1", "{garbage}");
        assert_eq!(address("10.0.0.1", &[(FORWARDED, &format!("{garbage}, for=203.0.113.1"))]), "203.0.113.1");
    }
}

#[test]
fn what_a_client_put_into_a_quoted_string_is_not_read() {
    for element in [
        r#"for=203.0.113.1;host="a, for=1.1.1.1""#,
        r#"for=203.0.113.1;host="a;for=1.1.1.1""#,
        r#"for=203.0.113.1;host="a\", for=1.1.1.1;b=\"""#,
        r#"host="a\\\", for=1.1.1.1, b=\\";for="203.0.113.1""#,
    ] {
        assert_eq!(address("10.0.0.1", &[(FORWARDED, element)]), "203.0.113.1", "{element}");
        let after = format!("for=1.1.1.1;x=\", {element}");
        assert_eq!(address("10.0.0.1", &[(FORWARDED, &after)]), "203.0.113.1", "{after}");
    }
}

#[test]
fn of_two_headers_that_differ_neither_counts() {
    assert_eq!(address("10.0.0.1", &[(FOR, "203.0.113.1"), (FORWARDED, "for=1.1.1.1")]), "10.0.0.1");
    assert_eq!(address("10.0.0.1", &[(FOR, "203.0.113.1"), (FORWARDED, "for=unknown")]), "10.0.0.1");
    assert_eq!(address("10.0.0.1", &[(FOR, "203.0.113.1"), (FORWARDED, "for=203.0.113.1")]), "203.0.113.1");
}

#[test]
fn networks_and_addresses_may_be_trusted() {
    let trusted = |text: &str| text.parse::<TrustedProxies>().map(|trusted| trusted.to_string());
    assert_eq!(trusted("").unwrap(), "no proxy is trusted");
    assert_eq!(trusted("127.0.0.1, ::1/128").unwrap(), "trusted: 127.0.0.1/32, ::1/128");
    assert_eq!(trusted("::ffff:10.0.0.0/104").unwrap(), "trusted: 10.0.0.0/8");
    for wrong in ["nowhere", "10.0.0.0/33", "10.0.0.0/8;10.0.0.1", "10.0.0", "::/129", "127.0.0.1:80"] {
        assert!(trusted(wrong).is_err(), "{wrong}");
    }
}

proptest! {
    #[test]
    fn whatever_comes_from_an_untrusted_peer_its_address_counts(
        lines in prop::collection::vec((prop::bool::ANY, "[ -~]{0,60}|(for=)?\"?[0-9a-f.:,;\\[\\]]{0,40}\"?"), 0..5),
    ) {
        let lines: Vec<_> = lines.iter().map(|(x, line)| (if *x { FOR } else { FORWARDED }, line.as_str())).collect();
        prop_assert_eq!(address("198.51.100.9", &lines), "198.51.100.9");
    }

    #[test]
    fn whatever_comes_before_it_what_the_trusted_proxy_added_counts(
        before in "([ -~]|[\",;=\\\\])*", forwarded in prop::bool::ANY,
    ) {
        let (name, added) = if forwarded { (FORWARDED, "for=203.0.113.1;host=\"x\"") } else { (FOR, "203.0.113.1") };
        prop_assert_eq!(address("10.0.0.1", &[(name, &format!("{before}, {added}"))]), "203.0.113.1");
    }
}
