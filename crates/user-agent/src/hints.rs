//! User-Agent Client Hints (<https://wicg.github.io/ua-client-hints/>): what Chromium tells beside a
//! User-Agent that it has frozen. Structured fields (RFC 9651), read by `sfv`.
//!
//! Anyone can send anything: a header that is longer than any browser's, or no structured field,
//! says nothing.

use http::{HeaderMap, HeaderValue};
use sfv::{BareItem, Item, List, ListEntry, Parser};

use crate::{
    tables::{Answer, BRANDS},
    words::{major, number_after, plain_model},
};

/// What `Accept-CH` asks for (RFC 8942). Chromium sends the brands, `-Mobile` and `-Platform`
/// unasked; they stand here for those that don't.
///
/// There is no `Critical-CH`: it makes a browser repeat the request if it left a hint out, and
/// nothing here needs one so soon. A device is named when it signs in, by a POST that follows the
/// page with the form, and that page has asked.
pub const ACCEPT_CH: &str = "Sec-CH-UA, Sec-CH-UA-Mobile, Sec-CH-UA-Platform, Sec-CH-UA-Platform-Version, \
                             Sec-CH-UA-Model, Sec-CH-UA-Full-Version-List";

/// Bytes of one header that are read: real brand lists take a third of it.
const MAX_HEADER: usize = 512;

/// What a browser tells of itself and of the device. Nothing is set that it didn't tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The browser, where its brand is one that is known.
    pub(crate) browser: Option<Answer>,
    /// The version of the Chromium that it is made of.
    pub(crate) chromium: Option<String>,
    /// 'Windows', 'macOS', 'Android' …: as sent.
    pub(crate) platform: Option<String>,
    /// The platform's version, up to three numbers. On Windows it is not Windows' own.
    pub(crate) platform_version: Option<String>,
    /// The model, fit to be shown.
    pub(crate) model: Option<String>,
    /// Whether the browser would rather have pages for a phone.
    pub(crate) mobile: Option<bool>,
}

impl Hints {
    /// Reads them off a request.
    pub fn of(headers: &HeaderMap) -> Self {
        // The full list first: some browsers add themselves only there.
        let mut brands = brands(headers, "sec-ch-ua-full-version-list");
        brands.extend(self::brands(headers, "sec-ch-ua"));
        Self {
            browser: best(&brands),
            chromium: brands.iter().find(|(name, _)| name == "Chromium").and_then(|(_, version)| major(version)),
            platform: text(headers, "sec-ch-ua-platform"),
            platform_version: text(headers, "sec-ch-ua-platform-version"),
            model: text(headers, "sec-ch-ua-model").and_then(|model| plain_model(&model)),
            mobile: item(headers, "sec-ch-ua-mobile").and_then(|item| item.as_boolean()),
        }
    }

    /// The browser, unless User-Agent and hints tell of different Chromiums. They never do where a
    /// browser writes both: someone has set the User-Agent, to be called what it says.
    pub(crate) fn browser_beside(&self, user_agent: &str) -> Option<&Answer> {
        let claimed = number_after(user_agent, "Chrome/");
        let at_odds = matches!((&claimed, &self.chromium), (Some(claimed), Some(sent)) if claimed != sent);
        self.browser.as_ref().filter(|_| !at_odds)
    }

    /// The platform's major version as a number: 15 of '15.0.0'.
    pub(crate) fn platform_major(&self) -> Option<u32> {
        major(self.platform_version.as_deref()?)?.parse().ok()
    }
}

/// The best known of the brands. Those made up to keep servers from relying on the list (its
/// 'GREASE', such as "Not;A=Brand") are in no table.
fn best(brands: &[(String, String)]) -> Option<Answer> {
    let names: Vec<_> = brands.iter().map(|(name, _)| name.as_str()).collect();
    let (name, brand) = BRANDS.best(&names)?;
    let version = brands.iter().find(|(name, _)| name == brand).and_then(|(_, version)| major(version));
    Some(Answer { name, version })
}

/// Brands and their versions.
fn brands(headers: &HeaderMap, name: &str) -> Vec<(String, String)> {
    let list = ascii(headers, name).and_then(|value| Parser::new(&value).parse::<List>().ok());
    list.iter().flatten().filter_map(brand_and_version).collect()
}

fn brand_and_version(entry: &ListEntry) -> Option<(String, String)> {
    let ListEntry::Item(item) = entry else { return None };
    let version = item.params.get("v").and_then(BareItem::as_string).map_or("", |version| version.as_str());
    Some((item.bare_item.as_string()?.as_str().to_owned(), version.to_owned()))
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    // Not what RFC 9651 allows in a string, but what some browsers send: a model in their own script.
    let sent = || {
        let value = value(headers, name)?.trim_ascii().strip_prefix(b"\"")?.strip_suffix(b"\"")?;
        (!value.is_ascii() && !value.contains(&b'"')).then(|| String::from_utf8_lossy(value).into_owned())
    };
    let text = match item(headers, name) {
        Some(item) => item.as_string()?.as_str().to_owned(),
        None => sent()?,
    };
    (!text.is_empty()).then_some(text)
}

fn item(headers: &HeaderMap, name: &str) -> Option<BareItem> {
    let item: Item = Parser::new(value(headers, name)?).parse().ok()?;
    Some(item.bare_item)
}

/// Without the bytes that no structured field has: a brand with one loses its own name, and no other's.
fn ascii(headers: &HeaderMap, name: &str) -> Option<Vec<u8>> {
    let value = value(headers, name)?;
    Some(value.iter().map(|byte| if byte.is_ascii() { *byte } else { b'?' }).collect())
}

fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a [u8]> {
    headers.get(name).map(HeaderValue::as_bytes).filter(|value| value.len() <= MAX_HEADER)
}

#[cfg(test)]
pub mod tests;
