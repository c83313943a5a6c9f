//! Proposals that a server computes while its clients wait, or do something else.

use super::{Proposal, ProposalError, Report, Request, run};
use crate::snapshot::Snapshot;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

/// How many are computed at once: each uses all the threads there are.
const MAX_RUNNING: usize = 2;

/// How many are kept with their results, the latest.
const KEPT: usize = 12;

/// The proposals of a server, in memory.
pub struct Jobs {
    /// Threads of their own: what a request for a tile asks of the others does not wait behind a whole city.
    pool: OnceLock<ThreadPool>,
    threads: usize,
    jobs: Mutex<Vec<Arc<Job>>>,
    /// Places for those under way; one that was cancelled keeps its own until it has stopped.
    places: Arc<Semaphore>,
    last: AtomicU64,
}

/// One proposal, begun and perhaps done.
pub struct Job {
    pub id: u64,
    pub request: Request,
    /// Who asked for it.
    pub actor: String,
    /// Communities, and those of them that are shared out.
    pub communities: usize,
    done: AtomicUsize,
    cancelled: AtomicBool,
    outcome: OnceLock<Result<Arc<Finished>, ProposalError>>,
}

/// What came of a job.
pub struct Finished {
    pub proposal: Proposal,
    pub report: Report,
    pub seconds: f64,
}

impl Jobs {
    /// Jobs that use so many threads.
    #[must_use]
    pub fn new(threads: usize) -> Self {
        let places = Arc::new(Semaphore::new(MAX_RUNNING));
        Self { pool: OnceLock::new(), threads, jobs: Mutex::default(), places, last: AtomicU64::new(0) }
    }

    /// All that are kept, in the order in which they were begun.
    pub fn all(&self) -> Vec<Arc<Job>> {
        self.locked().clone()
    }

    pub fn find(&self, id: u64) -> Option<Arc<Job>> {
        self.locked().iter().find(|job| job.id == id).cloned()
    }

    /// Cancels a job that is not done, and forgets it.
    pub fn remove(&self, id: u64) {
        let mut jobs = self.locked();
        jobs.iter().filter(|job| job.id == id).for_each(|job| job.cancel());
        jobs.retain(|job| job.id != id);
    }

    /// Cancels all that are not done: the server stops.
    pub fn cancel_all(&self) {
        self.locked().iter().for_each(|job| job.cancel());
    }

    /// A job that waits to be [carried out](Self::carry_out) in its place; `None` when as many as may be are under way.
    ///
    /// # Errors
    /// When what is asked for contradicts itself, or names no area.
    pub fn begin(
        &self,
        snapshot: &Snapshot,
        request: Request,
        actor: &str,
    ) -> Result<Option<(Arc<Job>, OwnedSemaphorePermit)>, ProposalError> {
        request.check(snapshot)?;
        let communities = request.communities(snapshot)?.len();
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else { return Ok(None) };
        let job = Arc::new(Job {
            id: self.last.fetch_add(1, Ordering::Relaxed) + 1,
            request,
            actor: actor.to_owned(),
            communities,
            done: AtomicUsize::new(0),
            cancelled: AtomicBool::new(false),
            outcome: OnceLock::new(),
        });
        let mut jobs = self.locked();
        if jobs.len() >= KEPT
            && let Some(oldest) = jobs.iter().position(|job| job.outcome().is_some())
        {
            jobs.remove(oldest);
        }
        jobs.push(Arc::clone(&job));
        Ok(Some((job, place)))
    }

    /// Computes a job on a thread of its own. A panic ends the job and nothing else.
    pub async fn carry_out(
        self: Arc<Self>,
        job: Arc<Job>,
        place: OwnedSemaphorePermit,
        snapshot: Arc<Snapshot>,
    ) {
        let at_work = Arc::clone(&job);
        let outcome = spawn_blocking(move || self.pool().install(|| at_work.compute(&snapshot))).await;
        let outcome = outcome.unwrap_or_else(|panic| Err(ProposalError::Failed(panic.to_string())));
        // Nobody else sets it.
        let _ = job.outcome.set(outcome.map(Arc::new));
        drop(place);
    }

    fn pool(&self) -> &ThreadPool {
        let build = || ThreadPoolBuilder::new().num_threads(self.threads).build();
        self.pool.get_or_init(|| build().expect("threads can be started"))
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Job>>> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Job {
    /// Communities that are shared out so far.
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// `None` until it is done.
    pub fn outcome(&self) -> Option<&Result<Arc<Finished>, ProposalError>> {
        self.outcome.get()
    }

    fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    fn compute(&self, snapshot: &Snapshot) -> Result<Finished, ProposalError> {
        let began = Instant::now();
        let advance = || {
            self.done.fetch_add(1, Ordering::Relaxed);
        };
        let proposal = run(snapshot.store(), snapshot, &self.request, &advance, &self.cancelled)?;
        let report = proposal.report(snapshot);
        Ok(Finished { proposal, report, seconds: began.elapsed().as_secs_f64() })
    }
}
