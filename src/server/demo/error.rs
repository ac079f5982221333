//! What can go wrong with the demo.

use std::{io, path::PathBuf};

use crate::server::{failure::Failure, ids::NoRandomness};

/// Why there is no demo.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("--data-dir: the demo needs an empty folder, and {path} is not empty", path = .0.display())]
    NotEmpty(PathBuf),
    #[error("--data-dir: {path} can't be used: {source}", path = path.display())]
    Folder { path: PathBuf, source: io::Error },
    #[error("the demo's devices could not be made: {0}")]
    Devices(#[from] Failure),
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
}
