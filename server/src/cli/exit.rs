//! What a subcommand ends with, and the POSIX exit code each ending has.

use crate::intake::IntakeError;
use std::process::ExitCode;

/// A run that did what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The output was written: 0.
    Done,
    /// `check` found violations: 1.
    Violations,
}

/// A run that could not; the message says what is wrong and what would be right.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Contradictory or impossible arguments: 2.
    #[error("{0}")]
    Usage(String),
    /// Input missing or unreadable, output not writable, or aborted on a bad row: 3.
    #[error("{0}")]
    Input(String),
}

impl Failure {
    /// Any error as an input failure, its message kept.
    pub fn input(error: impl std::fmt::Display) -> Self {
        Self::Input(error.to_string())
    }

    /// What is wrong with a file of grids, where the column of their code is named by `--grid-id`.
    pub fn of_grids(error: &IntakeError) -> Self {
        Self::input(error.to_string().replace("--map code=COLUMN", "--grid-id COLUMN"))
    }

    pub fn usage(error: impl std::fmt::Display) -> Self {
        Self::Usage(error.to_string())
    }
}

pub(super) fn code(outcome: Result<Outcome, Failure>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Violations) => ExitCode::from(1),
        Err(failure) => {
            eprintln!("onemap: {failure}");
            ExitCode::from(match failure {
                Failure::Usage(_) => 2,
                Failure::Input(_) => 3,
            })
        }
    }
}
