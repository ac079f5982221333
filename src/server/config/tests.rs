use clap::CommandFactory;

use super::*;
use crate::server::cli::{Cli, one_line};

const MINUTE: Duration = Duration::from_mins(1);
const DAY: Duration = Duration::from_hours(24);

fn parse(arguments: &[&str]) -> Result<Config, String> {
    Cli::try_parse_from([&["latchkey"], arguments].concat()).map(|cli| cli.config).map_err(|error| one_line(&error))
}

#[test]
fn everything_has_a_default() {
    let config = parse(&[]).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
    assert!(matches!(config.database(), Database::File(file) if file == *"data/latchkey.db"));
    let idle = (config.idle_timeout, config.kept_idle_timeout, config.absolute_lifetime);
    assert_eq!(idle, (DAY, 30 * DAY, 90 * DAY));
    assert_eq!(config.token_lifetime, 15 * MINUTE);
    assert_eq!(config.sign_up(), SignUp::Open);
    assert_eq!(parse(&["--smtp-url=smtp://localhost"]).unwrap().sign_up(), SignUp::Confirm);
    assert!(!config.https());
    assert_eq!(config.trusted_proxies, TrustedProxies::default());
}

#[test]
fn every_setting_has_an_environment_variable_named_after_it() {
    for argument in Cli::command().get_arguments().filter(|argument| argument.get_long().is_some()) {
        let flag = argument.get_long().unwrap();
        let variable = argument.get_env().unwrap_or_else(|| panic!("--{flag} has no variable"));
        assert_eq!(variable.to_str().unwrap(), format!("LATCHKEY_{}", flag.replace('-', "_").to_uppercase()));
    }
}

#[test]
fn a_wrong_setting_is_named_in_one_line() {
    for (flag, value) in [
        ("--listen", "nowhere"),
        ("--listen", ":3000"),
        ("--listen", "*:3000"),
        ("--listen", "localhost:70000"),
        ("--listen", "70000"),
        ("--listen", "::1:3000"),
        ("--listen", "no such host:3000"),
        ("--public-url", "ftp://example.com"),
        ("--public-url", "https://example.com/path"),
        ("--hsts", "forever"),
        ("--trusted-proxies", "10.0.0.0/33"),
        ("--trusted-proxies", "127.0.0.1,proxy.example"),
        ("--database-url", "mysql://localhost"),
        ("--idle-timeout", "soon"),
        ("--absolute-lifetime", "5s"),
        ("--session-limit", "0"),
        ("--sign-up", "perhaps"),
        ("--smtp-url", "http://mail.example.com"),
        ("--mail-from", "nobody"),
        ("--max-connections", "0"),
        ("--max-connections-per-address", "0"),
        ("--max-requests", "0"),
        ("--password-workers", "0"),
        ("--password-queue", "-1"),
        ("--log", "latchkey=loud"),
        ("--log", "verbose"),
        ("--log", ""),
        ("--log", "tower_http=debug"),
        ("--log", "info=latchkey"),
        ("--log-format", "xml"),
        ("--issuer", ""),
    ] {
        let argument = format!("{flag}={value}");
        let message = parse(&[&argument]).unwrap_err();
        assert!(message.contains(flag) && !message.contains('\n'), "{message}");
    }
}

#[test]
fn where_to_listen_may_be_a_host_or_a_port_of_this_machine() {
    for (value, address) in [
        ("8080", "127.0.0.1:8080"),
        ("0", "127.0.0.1:0"),
        ("localhost:3000", "127.0.0.1:3000"),
        ("[::]:80", "[::]:80"),
        ("0.0.0.0:80", "0.0.0.0:80"),
    ] {
        assert_eq!(parse(&["--listen", value]).unwrap().listen.to_string(), address);
    }
    assert!(parse(&["--listen=:3000"]).unwrap_err().contains("0.0.0.0 for every network"));
}

#[test]
fn a_log_that_says_something_or_was_silenced_on_purpose_is_taken() {
    for filter in ["off", "OFF", "warn", "latchkey", "latchkey=debug,tower_http=debug", "latchkey::server=warn,info"] {
        assert_eq!(parse(&[&format!("--log={filter}")]).unwrap().log, filter);
    }
}

#[test]
fn links_never_lead_to_an_address_that_is_none() {
    for (listen, url, reachable) in [
        ("127.0.0.1:3000", "http://127.0.0.1:3000/", true),
        ("0.0.0.0:3000", "http://localhost:3000/", false),
        ("[::]:3000", "http://localhost:3000/", false),
        ("[::ffff:0.0.0.0]:3000", "http://localhost:3000/", false),
        ("[2001:db8::1]:3000", "http://[2001:db8::1]:3000/", true),
    ] {
        let config = parse(&[&format!("--listen={listen}")]).unwrap();
        assert_eq!((config.public_url().as_str(), config.links_lead_here()), (url, reachable), "{listen}");
        let given = parse(&[&format!("--listen={listen}"), "--public-url=https://devices.example.com"]).unwrap();
        assert!(given.links_lead_here(), "{listen}");
    }
    for url in ["http://0.0.0.0:3000", "http://[::]", "https://0"] {
        assert!(parse(&[&format!("--public-url={url}")]).unwrap_err().contains("--public-url"), "{url}");
    }
}

#[test]
fn blank_is_white_space_and_nothing() {
    assert!(["", " ", "\t\r\n", "\u{a0}"].iter().all(|value| is_blank(OsStr::new(value))));
    assert!(!is_blank(OsStr::new(" x ")));
}
