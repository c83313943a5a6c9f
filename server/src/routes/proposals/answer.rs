//! What is said about a proposal.

use crate::error::{Kind, Problem};
use crate::proposal::{self, ProposalError, Report};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Proposals that are kept.
#[derive(Serialize, ToSchema)]
#[schema(as = ProposalList)]
pub struct JobList {
    pub items: Vec<Job>,
}

/// A proposal without its report.
#[derive(Serialize, ToSchema)]
#[schema(as = Proposal)]
pub struct Job {
    pub id: u64,
    pub state: State,
    /// What went wrong, where it failed.
    pub error: Option<String>,
    /// Communities that it is about, and those of them that are shared out so far.
    pub communities: usize,
    pub done: usize,
    /// How long it took.
    pub seconds: Option<f64>,
    /// Areas that were asked about; none: all communities.
    pub areas: Vec<String>,
    pub min: f64,
    pub max: f64,
    pub target: f64,
    pub seed: u64,
    pub rebalance: bool,
    /// Who asked for it.
    pub actor: String,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ProposalState)]
pub enum State {
    Running,
    Done,
    Cancelled,
    Failed,
}

/// A proposal with its report, once it is done.
#[derive(Serialize, ToSchema)]
#[schema(as = ProposalDetail)]
pub struct JobDetail {
    #[serde(flatten)]
    pub job: Job,
    pub report: Option<Report>,
}

impl Job {
    pub fn of(job: &proposal::Job) -> Self {
        let (state, error) = match job.outcome() {
            None => (State::Running, None),
            Some(Ok(_)) => (State::Done, None),
            Some(Err(ProposalError::Cancelled)) => (State::Cancelled, None),
            Some(Err(error)) => (State::Failed, Some(error.to_string())),
        };
        let options = &job.request.options;
        Self {
            id: job.id,
            state,
            error,
            communities: job.communities,
            done: job.done(),
            seconds: finished(job).map(|finished| finished.seconds),
            areas: job.request.areas.clone(),
            min: options.min,
            max: options.max,
            target: options.target,
            seed: options.seed,
            rebalance: job.request.rebalance,
            actor: job.actor.clone(),
        }
    }
}

impl JobDetail {
    pub fn of(job: &proposal::Job) -> Self {
        Self { job: Job::of(job), report: finished(job).map(|finished| finished.report.clone()) }
    }
}

/// What came of a job that is done.
pub fn finished(job: &proposal::Job) -> Option<&Arc<proposal::Finished>> {
    job.outcome().and_then(|outcome| outcome.as_ref().ok())
}

/// As [`finished`].
///
/// # Errors
/// When it is not done.
pub fn done(job: &proposal::Job) -> Result<Arc<proposal::Finished>, Problem> {
    finished(job).cloned().ok_or_else(|| Problem::new(Kind::WrongState, "the proposal is not done"))
}
