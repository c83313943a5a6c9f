//! The only bridge from async to CPU work: a bounded queue in front of a few threads.
//!
//! A job whose client has gone before it began is dropped. Equal jobs are joined by the caches in front of the
//! queue, whose entries are filled once however many ask (`crate::cache`).
//!
//! Jobs do not run on rayon's threads, though they share their work among them. A thread of rayon's that waits for its share
//! takes up other work meanwhile: another job, which may wait for what the first one is making, and so both for ever.

use crate::error::{Kind, Problem};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// How many jobs may run at once, and how many may run or wait.
#[derive(Clone)]
pub struct Compute {
    running: Arc<Semaphore>,
    places: Arc<Semaphore>,
    queue: usize,
}

impl Compute {
    /// `threads` jobs at once, up to `queue` with those that wait.
    #[must_use]
    pub fn new(threads: usize, queue: usize) -> Self {
        Self { running: Arc::new(Semaphore::new(threads)), places: Arc::new(Semaphore::new(queue)), queue }
    }

    /// The job's result, computed on a thread of its own.
    ///
    /// # Errors
    /// `Busy` when the queue is full, `Internal` when the job panics, else the job's own.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| self.full())?;
        let turn = Arc::clone(&self.running).acquire_owned().await.map_err(Problem::internal)?;
        let done = spawn_blocking(move || {
            // Both are given back when the job is done, also where its client has gone meanwhile.
            let _held = (place, turn);
            job()
        });
        done.await.unwrap_or_else(|error| Err(Problem::internal(error)))
    }

    /// Jobs that run or wait now.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        self.queue - self.places.available_permits()
    }

    fn full(&self) -> Problem {
        Problem::new(Kind::Busy, format!("{} requests are waiting already", self.queue))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc;

    #[tokio::test]
    async fn jobs_give_their_result_or_their_problem() {
        let compute = Compute::new(1, 4);
        assert_eq!(compute.run(|| Ok(6 * 7)).await, Ok(42));
        let refused = compute.run(|| Err::<(), _>(Problem::parameter("z", "too large"))).await;
        assert_eq!(refused.unwrap_err().detail, "z: too large");
        assert_eq!(compute.in_flight(), 0);
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_and_the_next_job_runs() {
        let compute = Compute::new(1, 4);
        let panicked = compute.run(|| -> Result<(), Problem> { panic!("in the test") }).await;
        assert_eq!(panicked.unwrap_err().kind, Kind::Internal);
        assert_eq!(compute.run(|| Ok(1)).await, Ok(1));
    }

    /// A job that holds the only turn until the sender is dropped.
    fn hold(compute: &Compute) -> (tokio::task::JoinHandle<Result<(), Problem>>, mpsc::Sender<()>) {
        let (release, held) = mpsc::channel::<()>();
        let compute = compute.clone();
        let job = tokio::spawn(async move {
            let wait = move || {
                // An error is what ends the wait: the sender was dropped.
                let _ = held.recv();
                Ok(())
            };
            compute.run(wait).await
        });
        (job, release)
    }

    #[tokio::test]
    async fn a_full_queue_refuses_at_once() {
        let compute = Compute::new(1, 1);
        let (job, release) = hold(&compute);
        while compute.in_flight() == 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(compute.run(|| Ok(())).await.unwrap_err().kind, Kind::Busy);
        drop(release);
        assert_eq!(job.await.unwrap(), Ok(()));
    }

    #[tokio::test]
    async fn a_job_nobody_waits_for_is_not_begun() {
        let compute = Compute::new(1, 4);
        let (job, release) = hold(&compute);
        while compute.in_flight() == 0 {
            tokio::task::yield_now().await;
        }
        let begun = Arc::new(AtomicBool::new(false));
        let (abandoned, mark) = (compute.clone(), Arc::clone(&begun));
        let begin = move || {
            mark.store(true, Ordering::SeqCst);
            Ok(())
        };
        let waiting = tokio::spawn(async move { abandoned.run(begin).await });
        while compute.in_flight() < 2 {
            tokio::task::yield_now().await;
        }
        waiting.abort();
        assert!(waiting.await.unwrap_err().is_cancelled());
        drop(release);
        job.await.unwrap().unwrap();
        assert_eq!(compute.run(|| Ok(())).await, Ok(()));
        assert!(!begun.load(Ordering::SeqCst));
    }
}
