use super::*;

const PROXY: &str = "127.0.0.1";

fn seen(name: &'static str, value: &str) -> String {
    let mut headers = HeaderMap::new();
    headers.insert(name, HeaderValue::from_str(value).unwrap());
    client_address(&headers, PROXY.parse().unwrap(), &PROXY.parse().unwrap()).to_string()
}

#[test]
fn a_zone_is_dropped_in_every_spelling() {
    for (node, address) in [
        ("fe80::1%eth0", "fe80::1"),
        ("FE80::1%ETH0", "fe80::1"),
        ("fe80::1%25eth0", "fe80::1"),
        ("fe80::1%25", "fe80::1"),
        ("fe80::1%2", "fe80::1"),
        ("[fe80::1%eth0]", "fe80::1"),
        ("[fe80::1%eth0.100]:443", "fe80::1"),
        ("[fe80::1%25eth0]:443", "fe80::1"),
        ("[fe80::1%en-p1s0]:_hidden", "fe80::1"),
        ("[::ffff:192.0.2.1%eth0]:443", "192.0.2.1"),
        ("::ffff:192.0.2.1%eth0", "192.0.2.1"),
        ("192.0.2.1:_hidden", "192.0.2.1"),
    ] {
        assert_eq!(seen("x-forwarded-for", node), address, "{node}");
        assert_eq!(seen("x-forwarded-for", &format!("\"{node}\"")), address, "{node}");
        assert_eq!(seen("forwarded", &format!("for=\"{node}\"")), address, "{node}");
        assert_eq!(seen("forwarded", &format!("For={node};proto=https")), address, "{node}");
    }
    assert_eq!(seen("forwarded", r#"for="\[fe80::1%eth0\]:443""#), "fe80::1");
}

#[test]
fn what_is_no_address_with_a_zone_is_none() {
    for node in [
        "fe80::1%",
        "[fe80::1%]",
        "192.0.2.1%eth0",
        "[fe80::1%eth0",
        "fe80::1%eth0]",
        "[fe80::1%eth0]x",
        "[fe80::1]:99999",
        "%eth0",
        "[192.0.2.1%1]",
        "fe80::1%eth 0",
    ] {
        assert_eq!(seen("x-forwarded-for", node), PROXY, "{node}");
    }
}

#[test]
fn a_proxy_may_be_named_with_its_zone() {
    let trusted: TrustedProxies = "fe80::2%eth0".parse().unwrap();
    let mut headers = HeaderMap::new();
    headers.insert("x-forwarded-for", HeaderValue::from_static("[fe80::1%eth0]:443"));
    assert_eq!(client_address(&headers, "fe80::2".parse().unwrap(), &trusted).to_string(), "fe80::1");
}
