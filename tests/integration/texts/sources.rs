//! What the sources say to people, read out of their tokens.

use std::{fs, path::Path};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// Attributes, and props of our components, that people read or hear.
const READ_ALOUD: [&str; 8] = ["label", "placeholder", "title", "alt", "text", "lead", "newer", "older"];

/// A file of the sources.
pub struct Source {
    /// From the root of the project.
    pub path: String,
    /// Texts of its own.
    pub texts: Vec<String>,
    /// The texts of the catalogues that it looks up.
    pub keys: Vec<String>,
}

/// Every file of `src`. Texts are looked for where pages are made, and emails.
pub fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    list(Path::new("src"), &mut files);
    files.into_iter().map(source).collect()
}

fn list(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path.to_str().unwrap().to_owned());
        }
    }
    files.sort();
}

fn source(path: String) -> Source {
    let code = fs::read_to_string(&path).unwrap();
    let tokens: TokenStream = code.split("#[cfg(test)]\nmod tests").next().unwrap().parse().unwrap();
    let mut found = Source { path, texts: Vec::new(), keys: Vec::new() };
    let people_read_it = ["src/pages", "src/components/", "src/islands/", "src/app.rs", "src/server/accounts/emails"]
        .iter()
        .any(|start| found.path.starts_with(start))
        && !found.path.ends_with("/tests.rs");
    walk(tokens, people_read_it, &mut found);
    found
}

fn walk(tokens: TokenStream, people_read_it: bool, found: &mut Source) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let before = |back: usize| index.checked_sub(back).map(|index| tokens[index].to_string()).unwrap_or_default();
        match token {
            TokenTree::Group(group) if looks_up(group, &before) => {
                literals(group.stream(), &mut found.keys);
                // Its variables may be texts, too.
                walk(after_key(group.stream()), people_read_it, found);
            }
            // `#[expect(reason = …)]`
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket && before(1) == "#" => {
                walk(group.stream(), false, found);
            }
            // Not for people, or not in words.
            TokenTree::Group(_)
                if matches!(
                    before(1).as_str(),
                    "expect" | "format_description" | "query" | "field" | "sent" | "ticked" | "chosen"
                ) => {}
            TokenTree::Group(group)
                if before(1) == "!" && matches!(before(2).as_str(), "format_description" | "include_str") =>
            {
                drop(group.stream());
            }
            TokenTree::Group(group) => walk(group.stream(), people_read_it, found),
            TokenTree::Literal(literal) if people_read_it => {
                let attribute = (before(1) == "=").then(|| before(2));
                let is_read = attribute.is_none_or(|name| READ_ALOUD.contains(&name.as_str()));
                let Some(text) = text_of(&literal.to_string()) else { continue };
                if is_read && is_for_people(&text) {
                    found.texts.push(text);
                }
            }
            _ => {}
        }
    }
}

/// `t!(…)`, `rich(…)`, `Message::new(…)`.
fn looks_up(group: &Group, before: &dyn Fn(usize) -> String) -> bool {
    group.delimiter() == Delimiter::Parenthesis
        && ((before(1) == "!" && before(2) == "t")
            || (matches!(before(1).as_str(), "rich" | "forms") && before(2) != "fn")
            || (before(1) == "new" && before(4) == "Message"))
}

/// The keys in what looks one up: its first literal, or both of `if … { "a" } else { "b" }`.
fn literals(tokens: TokenStream, keys: &mut Vec<String>) {
    let mut choice = false;
    for token in tokens {
        match token {
            TokenTree::Literal(literal) => return keys.extend(text_of(&literal.to_string())),
            TokenTree::Ident(word) if word == "if" || word == "match" => choice = true,
            TokenTree::Group(group) if choice && group.delimiter() == Delimiter::Brace => {
                literals(group.stream(), keys);
            }
            _ => {}
        }
    }
}

/// What comes after the key.
fn after_key(tokens: TokenStream) -> TokenStream {
    tokens.into_iter().skip_while(|token| !matches!(token, TokenTree::Literal(_))).skip(1).collect()
}

fn text_of(literal: &str) -> Option<String> {
    syn::parse_str::<syn::LitStr>(literal).ok().map(|text| text.value())
}

/// Words, or the punctuation of a sentence that was put together; not the words of forms, paths and styles.
fn is_for_people(text: &str) -> bool {
    let trimmed = text.trim();
    let (Some(first), has_space) = (trimmed.chars().next(), trimmed.contains(' ')) else { return false };
    let has_letters = trimmed.chars().any(char::is_alphabetic);
    if !has_letters {
        return matches!(trimmed, "." | "," | ":" | "?" | "!" | "·");
    }
    let is_code = trimmed.starts_with(['/', '#', '.', '{']) || trimmed.contains("://") || trimmed.starts_with("http");
    !is_code && (first.is_uppercase() || has_space)
}
