//! The security log as a file, read while it is sent: see [`crate::server::accounts::export`].

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};
use futures_util::stream::{Stream, try_unfold};
use serde_json::{Value, json};

use super::security_log::{by_cause, selection, view};
use crate::{
    error::AppError,
    model::{ActivityFilter, ActivityFormat, ActivityView, EventKind, Language},
    server::{
        auth::current::CurrentSession, clock::rfc3339, failure::Failure, ids::UserId, state::AppState,
        storage::StorageError,
    },
    texts::event_title,
};

/// Entries that are read at a time.
const PIECE: u32 = 500;
/// The columns of the table.
const COLUMNS: [&str; 10] =
    ["time", "what", "reason", "device", "done_by", "also_signed_out", "location", "ip_address", "flags", "device_id"];

/// What is still to be read.
pub struct ActivityFile {
    state: AppState,
    user: UserId,
    language: Language,
    format: ActivityFormat,
    kinds: Vec<EventKind>,
    everything: bool,
    /// The id of the last entry that was read.
    before: i64,
    /// Entries of the moment that was read last: more of it may follow.
    held: Vec<ActivityView>,
    /// Whether the head of the file was written, and whether an entry was.
    begun: (bool, bool),
    is_over: bool,
}

/// Begins the file of the entries that `show` chooses.
///
/// # Errors
/// If too many were asked for.
pub fn activity_file(
    state: &AppState,
    current: &CurrentSession,
    show: ActivityFilter,
    format: ActivityFormat,
) -> Result<ActivityFile, Failure> {
    state.throttle.admit_change(&current.session)?;
    let (kinds, everything) = selection(show);
    Ok(ActivityFile {
        state: state.clone(),
        user: current.session.user_id,
        language: current.language,
        format,
        kinds,
        everything,
        before: i64::MAX,
        held: Vec::new(),
        begun: (false, false),
        is_over: false,
    })
}

impl ActivityFile {
    /// The pieces of the text. After an error the connection ends without the end of the answer, and no browser takes
    /// it for a complete file.
    pub fn pieces(self) -> impl Stream<Item = Result<String, AppError>> {
        try_unfold(self, |file| async { file.piece().await.map_err(|error| Failure::from(error).report()) })
    }

    async fn piece(mut self) -> Result<Option<(String, Self)>, StorageError> {
        let mut text = String::new();
        // A piece without text would end the answer.
        while text.is_empty() && !self.is_over {
            let entries = self.read().await?;
            let (has_head, has_entry) = self.begun;
            text = match self.format {
                ActivityFormat::Csv => table(&entries, !has_head, self.language),
                ActivityFormat::Json => list(&entries, !has_head, !has_entry, self.is_over),
            };
            self.begun = (true, has_entry || !entries.is_empty());
        }
        Ok((!text.is_empty()).then_some((text, self)))
    }

    /// The next entries. Those of one moment come together: they may have one cause.
    async fn read(&mut self) -> Result<Vec<ActivityView>, StorageError> {
        let storage = &self.state.storage;
        let page = storage.list_events_before(self.user, &self.kinds, self.everything, self.before, PIECE).await?;
        self.is_over = page.len() < PIECE as usize;
        let mut entries = std::mem::take(&mut self.held);
        for (id, event) in page {
            self.before = id;
            entries.push(view(event, self.language));
        }
        if let Some(moment) = entries.last().map(|entry| entry.at).filter(|_| !self.is_over) {
            let first = entries.iter().position(|entry| entry.at == moment).unwrap_or_default();
            self.held = entries.split_off(first);
        }
        Ok(if self.everything { entries } else { by_cause(entries) })
    }
}

/// Rows of the table (RFC 4180), with its head if they are the first. The mark of UTF-8 is for spreadsheets.
fn table(entries: &[ActivityView], is_first: bool, language: Language) -> String {
    let mut rows = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    if is_first {
        rows.write_record(COLUMNS).expect("memory takes every row");
    }
    for entry in entries {
        let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let flags: Vec<_> = entry.flags.iter().map(|flag| flag.as_str()).collect();
        let cells = [
            rfc3339(entry.at),
            event_title(entry.kind, language),
            word(entry.reason.map(<&str>::from)),
            text(&entry.device_name),
            text(&entry.done_by),
            entry.ended_others.to_string(),
            text(&entry.location),
            text(&entry.ip_address),
            flags.join(" "),
            entry.device.as_ref().map(ToString::to_string).unwrap_or_default(),
        ];
        rows.write_record(cells.iter().map(|cell| inert(cell).into_owned())).expect("memory takes every row");
    }
    let bytes = rows.into_inner().expect("memory takes every row");
    let text = String::from_utf8(bytes).expect("memory takes every row");
    if is_first { format!("\u{feff}{text}") } else { text }
}

/// A cell that no spreadsheet takes for a formula: names of devices are whatever somebody typed (OWASP, CSV
/// Injection).
fn inert(cell: &str) -> Cow<'_, str> {
    let formula = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(formula) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Elements of the list, with its head, the first of them, or its end.
fn list(entries: &[ActivityView], has_head: bool, has_first: bool, is_last: bool) -> String {
    let mut text = String::from(if has_head { "[" } else { "" });
    for (index, entry) in entries.iter().enumerate() {
        text += if has_first && index == 0 { "\n" } else { ",\n" };
        text += &as_json(entry).to_string();
    }
    text += if is_last { "\n]\n" } else { "" };
    text
}

/// An entry as a program reads it. Times are milliseconds since 1970-01-01T00:00:00Z.
fn as_json(entry: &ActivityView) -> Value {
    json!({
        "at": entry.at, "kind": entry.kind, "reason": entry.reason, "device": entry.device_name,
        "done_by": entry.done_by, "ip_address": entry.ip_address, "location": entry.location,
        "device_id": entry.device, "flags": entry.flags, "also_signed_out": entry.ended_others,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(inert(cell), format!("'{cell}"));
        }
        for cell in ["", "Work laptop", "a=b", "81.2.69.142", "'quoted"] {
            assert_eq!(inert(cell), cell);
        }
    }
}
