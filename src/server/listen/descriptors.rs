//! How many files may be open: every connection is one, and so is every file that is sent.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::Limits;

/// For the database, mail, the log, and what the system opens.
const RESERVE: u64 = 128;
/// As few as make sense.
const LEAST: u64 = 16;

/// Raises the limit to the highest that is allowed, and says what it is.
pub fn raise() -> u64 {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    match setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        Ok(()) => maximum.unwrap_or(u64::MAX),
        Err(error) => {
            tracing::warn!(%error, "the limit on open files could not be raised");
            current.unwrap_or(u64::MAX)
        }
    }
}

/// How many files may be open once [`raise`] was called, and how many `wanted` takes.
pub fn examine(wanted: Limits) -> (u64, u64) {
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    let needed = count(wanted.connections).saturating_add(count(wanted.requests)).saturating_add(RESERVE);
    (getrlimit(Resource::Nofile).maximum.unwrap_or(u64::MAX), needed)
}

/// `wanted`, or what the limit of open `files` allows: of those left over, half for connections and half for the
/// files sent on them.
pub fn within(wanted: Limits, files: u64) -> Limits {
    let left = usize::try_from(files.saturating_sub(RESERVE).max(2 * LEAST)).unwrap_or(usize::MAX);
    if wanted.connections.saturating_add(wanted.requests) <= left {
        return wanted;
    }
    let connections = wanted.connections.min(left.saturating_sub(wanted.requests.min(left / 4)));
    let limits = Limits { connections, requests: wanted.requests.min(left - connections), ..wanted };
    tracing::warn!(
        files,
        connections = limits.connections,
        requests = limits.requests,
        "fewer connections and requests are accepted than --max-connections and --max-requests allow: raise the \
         limit of open files (ulimit -n)"
    );
    limits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_fit_into_the_files_that_may_be_open() {
        let wanted = Limits { connections: 2048, connections_per_address: 256, requests: 1024 };
        assert_eq!(within(wanted, 524_288), wanted);
        for files in [0, 64, 256, 1024, 2048, 3000] {
            let limits = within(wanted, files);
            assert!(limits.connections >= 16 && limits.requests >= 8, "{files}: {limits:?}");
            let used = u64::try_from(limits.connections + limits.requests).unwrap();
            assert!(files < RESERVE + 2 * LEAST || used + RESERVE <= files, "{files}: {limits:?}");
        }
    }

    #[test]
    fn the_limit_of_open_files_is_the_highest_that_is_allowed() {
        let files = raise();
        let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
        assert_eq!((current, current.unwrap_or(u64::MAX)), (maximum, files));
    }
}
