//! Parses the command line and the environment, and reports what is wrong with them.
//!
//! No value is ever repeated: it may be a secret, or a secret put into the wrong setting.

use std::{
    env,
    error::Error,
    ffi::OsStr,
    io::{self, Write},
};

use clap::{
    Arg, ArgMatches, CommandFactory, FromArgMatches, Parser, Subcommand,
    error::{ContextKind, ContextValue, ErrorKind},
};
use clap_complete::Shell;

use super::{
    commands::Command,
    config::{Config, is_blank, variables::FORMER},
    telemetry,
};

/// Below the help.
const AFTER: &str = "\
Settings come before the command: latchkey --data-dir=/srv/latchkey user list

Examples:
  latchkey                                               serve on http://127.0.0.1:3000
  latchkey --public-url=https://devices.example.com --trusted-proxies=127.0.0.1
  latchkey doctor                                        check the settings and what they name
  latchkey user add ada@example.com                      add an account
  latchkey session revoke ada@example.com --all          sign every device of an account out

Exit codes:
  0   done
  1   failed; one line says why
  2   a wrong setting or command; one line names it
  74  done, but the result could not be printed";

/// Latchkey: see every device that is signed in to your account, and sign any of them out, at once.
///
/// Without any settings it serves http://127.0.0.1:3000 from an SQLite file in ./data, with a signing key created
/// at the first start. Ctrl-C or SIGTERM stops it after finishing the requests in progress. SIGHUP reloads the
/// location database. An empty variable counts as not set.
#[derive(Clone, Debug, Parser)]
#[expect(clippy::doc_markdown, reason = "these lines are the help that people read")]
#[command(name = "latchkey", version, about, long_about, after_help = AFTER, subcommand_value_name = "COMMAND")]
pub struct Cli {
    #[command(flatten)]
    pub config: Config,

    /// With a command: print the result as JSON.
    #[arg(long, env = "LATCHKEY_JSON", global = true, value_parser = clap::builder::BoolishValueParser::new(), help_heading = "Log and output")]
    pub json: bool,

    /// What to do instead of serving.
    #[command(subcommand)]
    pub task: Option<Task>,
}

/// What the program can do.
#[derive(Clone, Debug, Subcommand)]
pub enum Task {
    /// Serve. The same as without a command.
    Serve,
    /// Serve a demo: an account with six devices, on temporary data that are removed at the end. Prints what to
    /// open. An empty folder given by --data-dir is used instead, and stays.
    Demo,
    #[command(flatten)]
    Command(Command),
    /// Print a script that completes commands and settings in a shell. For bash:
    /// source <(latchkey completions bash)
    Completions {
        /// The shell.
        shell: Shell,
    },
}

impl Cli {
    /// Reads the command line and the environment. An empty or blank variable counts as not set: compose files and
    /// the like set every variable that they know. If a setting is wrong, ends the process with one line that names
    /// it.
    pub fn load() -> Self {
        let command = Self::command().mut_args(with_variable);
        let parsed = command.clone().try_get_matches().and_then(|matches: ArgMatches| Self::from_arg_matches(&matches));
        parsed.unwrap_or_else(|error| {
            if error.use_stderr() {
                telemetry::complain(&one_line(&error));
                std::process::exit(2);
            }
            // Help, with all the variables.
            let help = Self::command().try_get_matches().err().unwrap_or(error);
            let printed = help.print().and_then(|()| io::stdout().flush());
            // A reader that goes away has read enough of the help.
            let is_lost = printed.is_err_and(|error| error.kind() != io::ErrorKind::BrokenPipe);
            std::process::exit(i32::from(is_lost))
        })
    }
}

/// The argument with the variable that it is read from: its own, else the former one, else none that is blank.
fn with_variable(argument: Arg) -> Arg {
    let Some(name) = argument.get_env().filter(|name| !is_set(name)) else { return argument };
    let former = FORMER.iter().find(|(current, former)| *current == name && is_set(OsStr::new(former)));
    let former = former.map(|(_, former)| *former);
    if former.is_some() || env::var_os(name).is_some() { argument.env(former) } else { argument }
}

fn is_set(name: &OsStr) -> bool {
    env::var_os(name).is_some_and(|value| !is_blank(&value))
}

/// What is wrong and with which setting, in one line, with clap's tip where it has one.
pub fn one_line(error: &clap::Error) -> String {
    let said = match error.kind() {
        ErrorKind::ValueValidation => {
            let reason = error.source().map_or_else(|| "it is malformed".to_owned(), ToString::to_string);
            format!("{}: {reason}", setting(error))
        }
        ErrorKind::InvalidValue => match error.get(ContextKind::ValidValue) {
            Some(ContextValue::Strings(values)) => {
                format!("{}: it must be one of {}", setting(error), values.join(", "))
            }
            _ => format!("{}: it needs a value", setting(error)),
        },
        ErrorKind::TooManyValues => format!("{}: it takes no value", setting(error)),
        ErrorKind::UnknownArgument => match context(error, ContextKind::InvalidArg) {
            // What comes after the name may be a value.
            Some(name) if name.starts_with('-') => {
                let name = name.split(['=', ' ']).next().unwrap_or_default();
                if is_setting(name) {
                    return format!("{name} is a setting, and comes before the command");
                }
                format!("unexpected argument {name}")
            }
            _ => "unexpected extra argument".to_owned(),
        },
        ErrorKind::InvalidSubcommand => "there is no such command".to_owned(),
        _ => first_paragraph(error),
    };
    match context(error, ContextKind::SuggestedArg).or_else(|| context(error, ContextKind::SuggestedSubcommand)) {
        Some(tip) => format!("{said}; did you mean {tip}?"),
        None => said,
    }
}

/// The flag, and the variable if the value may have come from there.
fn setting(error: &clap::Error) -> String {
    let shown = context(error, ContextKind::InvalidArg).unwrap_or_default();
    let flag = shown.split(' ').next().unwrap_or_default();
    let command = Cli::command().mut_args(with_variable);
    let argument = command.get_arguments().find(|argument| Some(argument.get_id().as_str()) == id_of(flag).as_deref());
    let variable = argument.and_then(Arg::get_env).filter(|name| env::var_os(name).is_some());
    match variable {
        Some(variable) => format!("{flag} ({})", variable.to_string_lossy()),
        None => flag.to_owned(),
    }
}

/// Whether a flag is one of the program, as against one of a command.
fn is_setting(flag: &str) -> bool {
    Cli::command()
        .get_arguments()
        .any(|argument| argument.get_long().is_some() && argument.get_long() == flag.strip_prefix("--"))
}

/// The script that completes commands and settings in a shell.
pub fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "latchkey", &mut script);
    script
}

fn id_of(flag: &str) -> Option<String> {
    flag.strip_prefix("--").map(|name| name.replace('-', "_"))
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        // The likeliest comes last.
        ContextValue::Strings(texts) => texts.last().cloned(),
        _ => None,
    }
}

/// clap's message without its usage, for what names settings and commands only.
fn first_paragraph(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let lines = text.lines().take_while(|line| !line.trim().is_empty()).map(str::trim);
    let text = lines.collect::<Vec<_>>().join(" ").trim_start_matches("error: ").to_owned();
    match context(error, ContextKind::InvalidValue).filter(|value| !value.is_empty()) {
        Some(value) => text.replace(&value, "…"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_says_what_latchkey_is() {
        let about = Cli::command().get_about().map(ToString::to_string).unwrap_or_default().to_lowercase();
        assert!(about.contains("see every device that is signed in to your account"), "{about}");
    }

    fn parse(arguments: &[&str]) -> Result<Cli, String> {
        Cli::try_parse_from([&["latchkey"], arguments].concat()).map_err(|error| one_line(&error))
    }

    #[test]
    fn a_wrong_setting_is_named_in_one_line_that_does_not_repeat_it() {
        for (flag, value) in [
            ("--listen", "hunter2"),
            ("--public-url", "https://ada:hunter2@example.com"),
            ("--public-url", "hunter2"),
            ("--trusted-proxies", "127.0.0.1,hunter2"),
            ("--database-url", "mysql://ada:hunter2@db.example/latchkey"),
            ("--database-url", "postgres://ada:hunter2@db.example:port/latchkey"),
            ("--idle-timeout", "hunter2"),
            ("--idle-timeout", "24hunter2"),
            ("--session-limit", "hunter2"),
            ("--sign-up", "hunter2"),
            ("--smtp-url", "smtp//ada:hunter2@mail.example"),
            ("--smtp-url", "http://ada:hunter2@mail.example"),
            ("--smtp-url", "smtps://ada:hunter2@mail.example:port"),
            ("--mail-from", "smtps://ada:hunter2@mail.example"),
            ("--password-queue", "hunter2"),
            ("--log", "hunter2"),
            ("--log", "latchkey=hunter2"),
            ("--log-format", "hunter2"),
        ] {
            for arguments in [vec![format!("{flag}={value}")], vec![flag.to_owned(), value.to_owned()]] {
                let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
                let message = parse(&arguments).unwrap_err();
                assert!(message.starts_with(&format!("{flag}: ")) && !message.contains('\n'), "{message}");
                assert!(!message.contains("hunter2"), "{message}");
            }
        }
    }

    #[test]
    fn the_databases_of_a_copy_are_not_repeated_either() {
        for arguments in [
            ["copy", "--from=sqlite:data/latchkey.db", "--to=mysql://ada:hunter2@db.example/latchkey"],
            ["copy", "--from=sqlite:data/latchkey.db", "--to=postgres://ada:hunter2@db.example:port/latchkey"],
            ["copy", "--from=hunter2", "--to=sqlite:data/latchkey.db"],
            ["copy", "--from=hunter2", "--form=hunter2"],
            ["copy", "--to=postgres://ada:hunter2@db.example/latchkey", "hunter2"],
            ["copy", "--to=postgres://ada:hunter2@db.example/latchkey", "--to=hunter2"],
            ["copy", "--to=postgres://ada:hunter2@db.example/latchkey", "--json"],
        ] {
            let message = parse(&arguments).unwrap_err();
            assert!(!message.contains("hunter2") && !message.contains('\n'), "{message}");
        }
    }

    #[test]
    fn what_stands_where_nothing_should_is_not_repeated_either() {
        for arguments in [
            &["hunter2"][..],
            &["smtps://ada:hunter2@mail.example"],
            &["--smtp-ulr=smtps://ada:hunter2@mail.example"],
            &["--smtp-ulr", "smtps://ada:hunter2@mail.example"],
            &["-phunter2"],
            &["user", "add", "ada@example.com", "hunter2"],
            &["user", "add", "ada@example.com", "--password=hunter2"],
            &["user", "add", "hunter2"],
            &["keys", "rotate", "hunter2"],
            &["session", "revoke", "ada@example.com", "hunter2"],
            &["--json=hunter2"],
        ] {
            let message = parse(arguments).unwrap_err();
            assert!(!message.contains("hunter2") && !message.contains('\n'), "{message}");
        }
    }

    #[test]
    fn a_setting_after_the_command_is_answered_with_where_it_belongs() {
        for arguments in [&["doctor", "--smtp-url=smtps://ada:hunter2@mail"][..], &["user", "list", "--listen", "80"]] {
            let message = parse(arguments).unwrap_err();
            assert!(message.contains("comes before the command") && !message.contains("hunter2"), "{message}");
        }
    }

    #[test]
    fn help_has_every_setting_under_a_heading() {
        for argument in Cli::command().get_arguments().filter(|argument| argument.get_env().is_some()) {
            assert!(argument.get_help_heading().is_some(), "{}", argument.get_id());
        }
    }

    #[test]
    fn a_typo_is_answered_with_what_was_meant() {
        for (arguments, tip) in [
            (&["--lissten=127.0.0.1:1"][..], "did you mean --listen?"),
            (&["users", "list"], "did you mean user?"),
            (&["user", "lsit"], "did you mean list?"),
        ] {
            let message = parse(arguments).unwrap_err();
            assert!(message.contains(tip), "{message}");
        }
    }
}
