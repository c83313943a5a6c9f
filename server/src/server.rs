//! The running server: reads its store, listens, sees imports, stops gracefully.

use crate::config::Config;
use crate::listener::Limits;
use crate::snapshot::Snapshot;
use crate::state::App;
use crate::store::{self, Reader, Store};
use crate::{listener, open_files, routes};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::spawn_blocking;

/// How often the store is asked whether it has changed.
const POLL: Duration = Duration::from_millis(500);
/// A client has this long to send the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// A client may take nothing of its answer for this long.
const STALL_TIMEOUT: Duration = Duration::from_secs(30);

/// A server that cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    #[error(transparent)]
    Store(#[from] store::StoreError),
    #[error("cannot listen on {address}: {}", reason(error))]
    Listen { address: String, error: io::Error },
    #[error("cannot start: {0}")]
    Start(String),
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            "the port is in use; stop what listens there or give another with --listen".into()
        }
        io::ErrorKind::PermissionDenied => "not permitted; ports below 1024 need rights".into(),
        _ => error.to_string(),
    }
}

/// Serves the store until the process is told to stop. `ready` is called with the address once requests are answered.
///
/// # Errors
/// When the store cannot be read or the address cannot be listened on.
pub async fn run(config: Config, ready: impl FnOnce(&str)) -> Result<(), ServerError> {
    let store = Store::open(&config.store)?;
    let app = Arc::new(App::new(&config));
    let failed = |error| ServerError::Listen { address: config.listen.clone(), error };
    let listener = TcpListener::bind(&config.listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let stop = stop_signal().map_err(|error| ServerError::Start(error.to_string()))?;
    // Until the store is read, requests are answered 503: whoever waits for the server learns that it is coming.
    let limits = Limits {
        connections: open_files::connections(config.connections),
        head_timeout: HEAD_TIMEOUT,
        stall_timeout: STALL_TIMEOUT,
    };
    let serving = tokio::spawn(listener::serve(listener, routes::app(Arc::clone(&app)), limits, stop));
    let watched = read(&app, store, &config).await?;
    ready(&format!("http://{address}"));
    let proposals = Arc::clone(&app.proposals);
    let watching = tokio::spawn(watch(app, watched, config));
    let served = serving.await.map_err(|error| ServerError::Start(error.to_string()));
    watching.abort();
    proposals.cancel_all();
    served
}

/// A store and how its changes are seen: on the connection that plans are edited on, which does not see its own, or on one that
/// only reads where the store is read-only.
struct Watched {
    store: Store,
    reader: Reader,
    /// As of the last reading.
    data_version: i64,
}

impl Watched {
    fn data_version(&self, app: &App) -> store::Result<i64> {
        let of_desk = app.desk(&self.store).data_version()?;
        of_desk.map_or_else(|| self.reader.data_version(), Ok)
    }
}

/// Reads the store for the first time.
async fn read(app: &Arc<App>, store: Store, config: &Config) -> Result<Watched, ServerError> {
    let (app, now) = (Arc::clone(app), config.now);
    let reading = spawn_blocking(move || {
        let reader = store.reader()?;
        let mut watched = Watched { store, reader, data_version: 0 };
        watched.data_version = watched.data_version(&app)?;
        load(&app, &watched.store, now)?;
        Ok::<_, store::StoreError>(watched)
    });
    Ok(reading.await.map_err(|error| ServerError::Start(error.to_string()))??)
}

/// Reads the store into a snapshot and publishes it.
fn load(app: &App, store: &Store, now: Option<onemap_engine::record::LocalTime>) -> store::Result<()> {
    let started = std::time::Instant::now();
    let snapshot = Snapshot::load(store, now)?;
    let (buildings, complaints) = (snapshot.buildings.records.len(), snapshot.complaints.columns.len());
    app.publish(snapshot);
    if let Ok(snapshot) = app.snapshot() {
        std::thread::spawn(move || snapshot.warm_up());
    }
    tracing::info!(buildings, complaints, seconds = started.elapsed().as_secs_f64(), "store read");
    Ok(())
}

/// Reads the store again whenever another process has committed to it. A reading that fails leaves the city as it is.
async fn watch(app: Arc<App>, mut watched: Watched, config: Config) {
    loop {
        tokio::time::sleep(POLL).await;
        let (app, now) = (Arc::clone(&app), config.now);
        let polled = spawn_blocking(move || {
            if let Err(error) = watched.poll(&app, now) {
                tracing::warn!(%error, "cannot read the store again; serving what was read before");
            }
            watched
        });
        match polled.await {
            Ok(back) => watched = back,
            Err(error) => return tracing::error!(%error, "the store is no longer watched"),
        }
    }
}

impl Watched {
    fn poll(&mut self, app: &App, now: Option<onemap_engine::record::LocalTime>) -> store::Result<()> {
        let data_version = self.data_version(app)?;
        let desk = app.desk(&self.store);
        let changed_here = desk.has_changed_city().unwrap_or_else(|error| {
            tracing::warn!(%error, "a plan whose day has come cannot be brought into force");
            false
        });
        if data_version != self.data_version || changed_here {
            load(app, &self.store, now).inspect_err(|_| desk.note_changed_city())?;
            self.data_version = data_version;
        }
        Ok(())
    }
}

/// Ends when the process is asked to stop.
fn stop_signal() -> io::Result<impl Future<Output = ()> + Send> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping");
    })
}
