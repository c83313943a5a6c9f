//! The only bridge from async to CPU work: a bounded pool on rayon.
//!
//! A job whose client has gone before it began is dropped. Equal jobs are joined by the caches in front of the
//! pool, whose entries are filled once however many ask (`crate::cache`).

use crate::error::{Kind, Problem};
use rayon::ThreadPool;
use std::sync::Arc;
use tokio::sync::{Semaphore, oneshot};

/// A pool of threads and the number of jobs that may run or wait for it at once.
#[derive(Clone)]
pub struct Compute {
    pool: Arc<ThreadPool>,
    places: Arc<Semaphore>,
    queue: usize,
}

impl Compute {
    /// A pool of `threads` that takes up to `queue` jobs, running ones included.
    ///
    /// # Errors
    /// When the threads cannot be started.
    pub fn new(threads: usize, queue: usize) -> Result<Self, rayon::ThreadPoolBuildError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|index| format!("compute-{index}"))
            // The job's channel closes as the panic unwinds, and the request is answered 500.
            .panic_handler(|_| tracing::error!("a job panicked; the request it was for gets a 500"))
            .build()?;
        Ok(Self { pool: Arc::new(pool), places: Arc::new(Semaphore::new(queue)), queue })
    }

    /// The job's result, computed on the pool.
    ///
    /// # Errors
    /// `Busy` when the queue is full, `Internal` when the job panics, else the job's own.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| self.full())?;
        let (answer, result) = oneshot::channel();
        self.pool.spawn(move || {
            if answer.is_closed() {
                return;
            }
            let result = job();
            drop(place);
            // The client may have gone meanwhile; then nobody is left to hear the answer.
            let _ = answer.send(result);
        });
        result.await.unwrap_or_else(|_| Err(Problem::new(Kind::Internal, Kind::Internal.entry().advice)))
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
        let compute = Compute::new(1, 4).unwrap();
        assert_eq!(compute.run(|| Ok(6 * 7)).await, Ok(42));
        let refused = compute.run(|| Err::<(), _>(Problem::parameter("z", "too large"))).await;
        assert_eq!(refused.unwrap_err().detail, "z: too large");
        assert_eq!(compute.in_flight(), 0);
    }

    #[tokio::test]
    async fn a_panic_is_a_problem_and_the_pool_goes_on() {
        let compute = Compute::new(1, 4).unwrap();
        let panicked = compute.run(|| -> Result<(), Problem> { panic!("in the test") }).await;
        assert_eq!(panicked.unwrap_err().kind, Kind::Internal);
        assert_eq!(compute.run(|| Ok(1)).await, Ok(1));
    }

    /// A job that holds the pool's only thread until the sender is dropped.
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
        let compute = Compute::new(1, 1).unwrap();
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
        let compute = Compute::new(1, 4).unwrap();
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
