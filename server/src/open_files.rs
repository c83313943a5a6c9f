//! How many files and connections the process may hold open.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Files beside connections: the store, the log, what the runtime needs.
const OTHERS: usize = 256;

/// Raises the limit to what the system permits, and gives the connections that fit under it, at most those wanted.
pub fn connections(wanted: usize) -> usize {
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        tracing::debug!(%error, "cannot raise the limit of open files");
    }
    let limit = getrlimit(Resource::Nofile).current;
    let room = limit.map_or(usize::MAX, |files| usize::try_from(files).unwrap_or(usize::MAX));
    let fitting = room.saturating_sub(OTHERS).clamp(1, wanted.max(1));
    if fitting < wanted {
        tracing::warn!(fitting, wanted, "the system allows fewer open files than connections are configured");
    }
    fitting
}
