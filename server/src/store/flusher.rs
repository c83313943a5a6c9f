//! Sends what is being written to disk meanwhile, so that the flush at the end of a large import finds little left to do.

use std::io;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

const INTERVAL: Duration = Duration::from_millis(250);

/// A thread that flushes now and then until it is dropped.
pub(super) struct Flusher {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Flusher {
    /// Failures are left to the flush at the end, which reports them.
    pub(super) fn start(flush: impl Fn() -> io::Result<()> + Send + 'static) -> Self {
        let (stop, stopped) = channel();
        let thread = thread::spawn(move || {
            while stopped.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
                flush().ok();
            }
        });
        Self { stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Flusher {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // It has no reason to panic, and what it does has no result.
            thread.join().ok();
        }
    }
}
