use std::time::Duration;

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::server::auth::key::SigningKey;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const HOUR: Duration = Duration::from_hours(1);
const KEY: [u8; 32] = [7; 32];

fn tokens() -> Tokens {
    Tokens::new(Keyring::of(SigningKey::new(KEY)), "latchkey")
}

fn issued() -> (String, Verified) {
    let (user_id, session_id) = (UserId::generate().unwrap(), SessionId::generate().unwrap());
    let verified = Verified { user_id, session_id, issued_at: NOW.seconds(), expired: false, early: false };
    let token = tokens().issue(verified.user_id, &verified.session_id, NOW, NOW.plus(HOUR)).unwrap();
    (token, verified)
}

fn kid() -> String {
    SigningKey::new(KEY).kid
}

fn part(token: &str, index: usize) -> Value {
    let text = token.split('.').nth(index).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap()
}

/// Signs any header and any claims with the right key: what only a thief of the key could do.
fn forged(header: &Value, claims: &Value) -> String {
    let encoded = [header, claims].map(|value| URL_SAFE_NO_PAD.encode(value.to_string())).join(".");
    let signature = jsonwebtoken::crypto::sign(encoded.as_bytes(), &EncodingKey::from_secret(&KEY), ALGORITHM).unwrap();
    format!("{encoded}.{signature}")
}

fn refused(token: &str) {
    assert!(matches!(tokens().verify(token, NOW), Err(TokenError::Invalid(_))), "{token}");
    assert_eq!(tokens().session_ever_named(token), None, "{token}");
}

#[test]
fn a_token_vouches_for_its_session_until_it_expires() {
    let (token, verified) = issued();
    assert_eq!(tokens().verify(&token, NOW).unwrap(), verified);
    assert!(tokens().verify(&token, NOW.plus(HOUR.checked_sub(Duration::from_secs(1)).unwrap())).is_ok());
    assert!(tokens().verify(&token, NOW.plus(HOUR)).unwrap().expired);
    assert_eq!(tokens().session_ever_named(&token), Some(verified.session_id));
}

#[test]
fn a_token_carries_exactly_the_claims_it_must() {
    let (token, _) = issued();
    assert_eq!(part(&token, 0), json!({"typ": "session+jwt", "alg": "HS256", "kid": kid()}));
    let claims = part(&token, 1);
    let mut names: Vec<_> = claims.as_object().unwrap().keys().cloned().collect();
    names.sort();
    assert_eq!(names, ["aud", "exp", "iat", "iss", "nbf", "sid", "sub"]);
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 3600);
}

#[test]
fn a_header_that_means_the_same_in_other_letters_is_accepted() {
    let (token, _) = issued();
    let written_otherwise = json!({"alg": "HS256", "kid": kid(), "typ": "session+jwt"});
    let forged = forged(&written_otherwise, &part(&token, 1));
    assert_ne!(token.split('.').next(), forged.split('.').next());
    assert!(tokens().verify(&forged, NOW).is_ok());
}

#[test]
fn an_issuer_with_characters_that_json_escapes_verifies_its_own_tokens() {
    let tokens = Tokens::new(Keyring::of(SigningKey::new(KEY)), "the \"issuer\" \\ Zürich");
    let (user, session) = (UserId::generate().unwrap(), SessionId::generate().unwrap());
    let token = tokens.issue(user, &session, NOW, NOW.plus(HOUR)).unwrap();
    assert_eq!(tokens.verify(&token, NOW).unwrap().session_id, session);
}

#[test]
fn a_token_from_before_its_time_vouches_for_nothing_alone() {
    let (token, _) = issued();
    let before = |seconds| tokens().verify(&token, NOW.minus(Duration::from_secs(seconds))).unwrap();
    assert!(before(61).early);
    // Clocks are set back by a little all the time (RFC 7519, section 4.1.5: some leeway).
    assert!(!before(59).early);
}

#[test]
fn a_token_without_a_signature_is_refused() {
    let (token, _) = issued();
    let claims = token.split('.').nth(1).unwrap();
    for algorithm in ["none", "None", "NONE", "nOnE"] {
        let header = URL_SAFE_NO_PAD.encode(json!({"typ": "session+jwt", "alg": algorithm, "kid": kid()}).to_string());
        refused(&format!("{header}.{claims}."));
        refused(&format!("{header}.{claims}.{}", token.split('.').nth(2).unwrap()));
    }
    refused(&token[..=token.rfind('.').unwrap()]);
}

#[test]
fn a_token_of_another_key_issuer_or_algorithm_is_refused() {
    let (token, verified) = issued();
    let other_key = Tokens::new(Keyring::of(SigningKey::new([8; 32])), "latchkey");
    let other_issuer = Tokens::new(Keyring::of(SigningKey::new(KEY)), "elsewhere");
    for other in [other_key, other_issuer] {
        refused(&other.issue(verified.user_id, &verified.session_id, NOW, NOW.plus(HOUR)).unwrap());
    }
    for algorithm in [Algorithm::HS384, Algorithm::HS512] {
        let header = Header { typ: Some(TYPE.into()), kid: Some(kid()), ..Header::new(algorithm) };
        refused(&encode(&header, &part(&token, 1), &EncodingKey::from_secret(&KEY)).unwrap());
    }
}

#[test]
fn a_token_of_another_type_or_audience_or_without_a_claim_is_refused() {
    let (token, _) = issued();
    let header = part(&token, 0);
    let claims = part(&token, 1);
    assert!(tokens().verify(&forged(&header, &claims), NOW).is_ok(), "the forger's tools work");
    for typ in [json!("JWT"), json!("at+jwt"), json!(""), Value::Null] {
        refused(&forged(&json!({"typ": typ, "alg": "HS256", "kid": kid()}), &claims));
    }
    refused(&forged(&json!({"alg": "HS256", "kid": kid()}), &claims));
    refused(&forged(&json!({"typ": TYPE, "alg": "HS256", "kid": kid(), "crit": ["b64"]}), &claims));
    for name in claims.as_object().unwrap().keys() {
        let mut lacking = claims.clone();
        lacking.as_object_mut().unwrap().remove(name);
        refused(&forged(&header, &lacking));
    }
    for (name, value) in [("aud", json!("other")), ("iss", json!("other")), ("sid", json!("x")), ("sub", json!("x"))] {
        let mut wrong = claims.clone();
        wrong[name] = value;
        refused(&forged(&header, &wrong));
    }
}

#[test]
fn a_token_changed_anywhere_is_refused() {
    let (token, _) = issued();
    for (index, character) in token.char_indices() {
        let replacement = if character == 'A' { 'B' } else { 'A' };
        let mut changed = token.clone();
        changed.replace_range(index..=index, &replacement.to_string());
        // The last character of the signature carries 2 bits that decode to nothing.
        if URL_SAFE_NO_PAD.decode(changed.rsplit('.').next().unwrap()).is_ok() || index < token.rfind('.').unwrap() {
            refused(&changed);
        }
    }
}

#[test]
fn a_kid_is_a_name_among_our_keys_and_nothing_else() {
    let (token, _) = issued();
    let claims = part(&token, 1);
    for kid in
        ["", "other", "../../../../dev/null", "' UNION SELECT 'key", "/etc/passwd", "\0", "http://evil.example/key"]
    {
        refused(&forged(&json!({"typ": TYPE, "alg": "HS256", "kid": kid}), &claims));
    }
    refused(&forged(&json!({"typ": TYPE, "alg": "HS256"}), &claims));
    // Where a token brings its own key, nobody looks.
    let own =
        json!({"typ": TYPE, "alg": "HS256", "kid": "x", "jku": "http://evil.example", "x5u": "http://evil.example"});
    refused(&forged(&own, &claims));
}

#[test]
fn a_key_that_was_rotated_still_verifies_and_the_new_one_signs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signing.key");
    let tokens = Tokens::from_file(path.clone(), "latchkey").unwrap();
    let (user, session) = (UserId::generate().unwrap(), SessionId::generate().unwrap());
    let before = tokens.issue(user, &session, NOW, NOW.plus(HOUR)).unwrap();
    // Some file systems keep the time of a change in steps.
    let rotated = loop {
        let ring = Keyring::rotate(&path, NOW, HOUR).unwrap();
        tokens.reload();
        let after = tokens.issue(user, &session, NOW, NOW.plus(HOUR)).unwrap();
        if part(&after, 0)["kid"] == ring.current().kid.as_str() {
            break after;
        }
    };
    assert!(tokens.verify(&before, NOW).is_ok() && tokens.verify(&rotated, NOW).is_ok());
    // A process that has not heard of it yet reads it as soon as it meets the new key.
    let other = Tokens::from_file(path.clone(), "latchkey").unwrap();
    Keyring::rotate(&path, NOW, HOUR).unwrap();
    tokens.reload();
    let newest = tokens.issue(user, &session, NOW, NOW.plus(HOUR)).unwrap();
    assert!(other.verify(&newest, NOW).is_ok());
}

proptest! {
    #[test]
    fn no_text_passes_for_a_token_or_panics(text in "\\PC{0,300}") {
        prop_assert!(tokens().verify(&text, NOW).is_err());
    }

    #[test]
    fn no_three_parts_pass_for_a_token_or_panic(text in "[A-Za-z0-9_-]{0,80}\\.[A-Za-z0-9_-]{0,80}\\.[A-Za-z0-9_-]{0,60}") {
        prop_assert!(tokens().verify(&text, NOW).is_err());
    }
}
