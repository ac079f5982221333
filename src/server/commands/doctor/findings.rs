//! What was found, as lines and as JSON.

use serde::Serialize;
use serde_json::{Value, json};

/// How good or bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    #[strum(serialize = "ok")]
    Ok,
    /// The server works, but probably not as meant.
    #[strum(serialize = "warn")]
    Warn,
    /// The server doesn't start, or something doesn't work.
    #[strum(serialize = "FAIL")]
    Fail,
}

/// What was found of one thing.
#[derive(Clone, Debug, Serialize)]
struct Finding {
    level: Level,
    check: &'static str,
    found: String,
    advice: Option<&'static str>,
}

/// Everything that was found, in the order in which it was looked at.
#[derive(Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// All is well with it.
    pub fn ok(&mut self, check: &'static str, found: impl Into<String>) {
        self.0.push(Finding { level: Level::Ok, check, found: found.into(), advice: None });
    }

    /// The server works, but probably not as meant.
    pub fn warn(&mut self, check: &'static str, found: impl Into<String>, advice: &'static str) {
        self.0.push(Finding { level: Level::Warn, check, found: found.into(), advice: Some(advice) });
    }

    /// The server doesn't start, or something doesn't work. Without advice where the words have it already.
    pub fn fail(&mut self, check: &'static str, found: impl Into<String>, advice: impl Into<Option<&'static str>>) {
        self.0.push(Finding { level: Level::Fail, check, found: found.into(), advice: advice.into() });
    }

    /// How many checks failed.
    pub fn failed(&self) -> usize {
        self.count(Level::Fail)
    }

    fn count(&self, level: Level) -> usize {
        self.0.iter().filter(|finding| finding.level == level).count()
    }

    /// A line for each, and one with the sum.
    pub fn text(&self) -> String {
        let widest = self.0.iter().map(|finding| finding.check.len()).max().unwrap_or_default();
        let line = |Finding { level, check, found, advice }: &Finding| {
            let advice = advice.map(|advice| format!("; {advice}")).unwrap_or_default();
            format!("{:4}  {check:widest$}  {found}{advice}\n", <&str>::from(level))
        };
        let [ok, warned, failed] = [Level::Ok, Level::Warn, Level::Fail].map(|level| self.count(level));
        let lines: String = self.0.iter().map(line).collect();
        format!("{lines}{ok} ok, {warned} to look at, {failed} failed")
    }

    /// The same, for programs.
    pub fn value(&self) -> Value {
        json!(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_finding_is_a_line_with_its_advice() {
        let mut findings = Findings::default();
        findings.ok("site", "target/site");
        findings.warn("locations", "the file is old", "install a newer one");
        findings.fail("signing key", "run chmod 600 on it", None);
        let text = "ok    site         target/site\nwarn  locations    the file is old; install a newer one\nFAIL  signing key  run chmod 600 on it\n1 ok, 1 to look at, 1 failed";
        assert_eq!(findings.text(), text);
        assert_eq!(findings.value()[2]["level"], "fail");
        assert_eq!(findings.failed(), 1);
    }
}
