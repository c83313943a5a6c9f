//! File → environment → flags → one validated `Config`.

use crate::basemap::{Basemap, BasemapError, BasemapSettings};
use crate::check::{Policy, PolicyError};
use axum::http::{HeaderValue, Uri};
use clap::ValueEnum;
use onemap_engine::record::LocalTime;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tower_http::cors::AllowOrigin;

/// The settings as one source gives them; the command line and the environment come through clap, a file through TOML.
#[derive(Clone, Debug, Default, Deserialize, clap::Args)]
#[serde(rename_all = "kebab-case")]
pub struct Settings {
    /// The store to serve (a GeoPackage file that `onemap import` wrote)
    #[arg(long, env = "ONEMAP_STORE", value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, env = "ONEMAP_LISTEN", value_name = "HOST:PORT")]
    pub listen: Option<String>,
    /// What counts as now, local time [default: the time of the last complaint]
    #[arg(long, env = "ONEMAP_NOW", value_name = "TIME")]
    pub now: Option<String>,
    /// How to write the log [default: text]
    #[arg(long, env = "ONEMAP_LOG_FORMAT")]
    pub log_format: Option<LogFormat>,
    /// What to log: a level, or a filter as `tracing` knows it [default: info]
    #[arg(long, env = "ONEMAP_LOG", value_name = "FILTER")]
    pub log: Option<String>,
    /// Threads for tiles, heat and statistics [default: one per core]
    #[arg(long, env = "ONEMAP_THREADS", value_name = "N")]
    pub threads: Option<usize>,
    /// Requests that may wait for a thread before the server answers 503 [default: 1024]
    #[arg(long, env = "ONEMAP_QUEUE", value_name = "N")]
    pub queue: Option<usize>,
    /// Connections open at once; more wait to be accepted [default: 16384]
    #[arg(long, env = "ONEMAP_CONNECTIONS", value_name = "N")]
    pub connections: Option<usize>,
    /// Memory for finished tiles and answers [default: 256]
    #[arg(long, env = "ONEMAP_CACHE_MIB", value_name = "MIB")]
    pub cache_mib: Option<u64>,
    /// Seconds after which a request is given up [default: 30]
    #[arg(long, env = "ONEMAP_TIMEOUT_S", value_name = "SECONDS")]
    pub timeout_s: Option<u64>,
    /// Other pages that may read from here, by scheme and host, or * for any, separated by commas [default: none]
    #[arg(long, env = "ONEMAP_ALLOW_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    pub allow_origin: Option<Vec<String>>,
    /// Parameters and severities of the rules that plans are checked by, as TOML, as for `onemap check`
    #[arg(long, env = "ONEMAP_RULES", value_name = "FILE.toml")]
    pub rules: Option<PathBuf>,
    #[command(flatten)]
    #[serde(default)]
    pub basemap: BasemapSettings,
    /// What a file says that is no setting.
    #[arg(skip)]
    #[serde(flatten)]
    unknown: BTreeMap<String, toml::Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    Text,
    Json,
}

/// What the server runs with, every value checked.
#[derive(Clone, Debug)]
pub struct Config {
    pub store: PathBuf,
    pub listen: String,
    pub now: Option<LocalTime>,
    pub log_format: LogFormat,
    pub log: String,
    /// Threads of the CPU pool.
    pub threads: usize,
    /// CPU jobs running or waiting at once.
    pub queue: usize,
    pub connections: usize,
    pub cache_bytes: u64,
    pub timeout: Duration,
    pub allowed: Option<AllowOrigin>,
    pub basemap: Option<Basemap>,
    pub policy: Policy,
    /// To be said once the log is set up.
    pub warnings: Vec<String>,
}

/// Settings that cannot be run with.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("cannot read the configuration {}: {error}", path.display())]
    Unreadable { path: PathBuf, error: std::io::Error },
    #[error("the configuration {} is not valid: {error}", path.display())]
    Invalid { path: PathBuf, error: toml::de::Error },
    #[error("no store given: say which with --store FILE")]
    NoStore,
    #[error("listen: “{0}” is not HOST:PORT, such as 127.0.0.1:8080")]
    Listen(String),
    #[error("now: “{0}” is not a time, such as 2025-12-31T23:59:59")]
    Now(String),
    #[error(
        "allow-origin: “{0}” is not the origin of a page, such as https://gis.example.cn or http://10.0.0.5:3000, nor *"
    )]
    Origin(String),
    #[error("{0} must be at least 1")]
    Zero(&'static str),
    #[error("rules: {0}")]
    Rules(#[from] PolicyError),
    #[error(transparent)]
    Basemap(#[from] BasemapError),
}

impl Settings {
    /// The settings of a TOML file.
    ///
    /// # Errors
    /// When the file cannot be read, is not TOML, or has a value of the wrong type.
    pub fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::Unreadable { path: path.into(), error })?;
        toml::from_str(&text).map_err(|error| ConfigError::Invalid { path: path.into(), error })
    }

    /// What a file says that is no setting, a key in a table after the table's name.
    fn unknown_keys(&self) -> impl Iterator<Item = String> {
        let basemap = self.basemap.unknown.keys().map(|key| format!("basemap.{key}"));
        self.unknown.keys().cloned().chain(basemap)
    }

    /// These settings, and the other's where these are silent.
    fn over(self, below: Self) -> Self {
        Self {
            store: self.store.or(below.store),
            listen: self.listen.or(below.listen),
            now: self.now.or(below.now),
            log_format: self.log_format.or(below.log_format),
            log: self.log.or(below.log),
            threads: self.threads.or(below.threads),
            queue: self.queue.or(below.queue),
            connections: self.connections.or(below.connections),
            cache_mib: self.cache_mib.or(below.cache_mib),
            timeout_s: self.timeout_s.or(below.timeout_s),
            allow_origin: self.allow_origin.or(below.allow_origin),
            rules: self.rules.or(below.rules),
            basemap: self.basemap.over(below.basemap),
            unknown: below.unknown,
        }
    }
}

impl Config {
    /// One validated configuration from the command line (environment included) over a file.
    ///
    /// # Errors
    /// When a value is missing or cannot be run with; the message names it.
    pub fn resolve(flags: Settings, file: Settings) -> Result<Self, ConfigError> {
        let settings = flags.over(file);
        let warnings =
            settings.unknown_keys().map(|key| format!("unknown setting “{key}” is ignored")).collect();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Self {
            store: settings.store.ok_or(ConfigError::NoStore)?,
            listen: listen(settings.listen)?,
            now: settings.now.map(now).transpose()?,
            log_format: settings.log_format.unwrap_or(LogFormat::Text),
            log: settings.log.unwrap_or_else(|| "info".to_owned()),
            threads: positive("threads", settings.threads.unwrap_or(cores))?,
            queue: positive("queue", settings.queue.unwrap_or(1024))?,
            connections: positive("connections", settings.connections.unwrap_or(16_384))?,
            cache_bytes: settings.cache_mib.unwrap_or(256).saturating_mul(1 << 20),
            timeout: Duration::from_secs(settings.timeout_s.unwrap_or(30).max(1)),
            allowed: settings.allow_origin.map(allowed).transpose()?,
            basemap: settings.basemap.resolve()?,
            policy: settings.rules.as_deref().map(Policy::open).transpose()?.unwrap_or_default(),
            warnings,
        })
    }
}

fn listen(given: Option<String>) -> Result<String, ConfigError> {
    let listen = given.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let host_and_port =
        listen.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
    if host_and_port || listen.parse::<SocketAddr>().is_ok() {
        Ok(listen)
    } else {
        Err(ConfigError::Listen(listen))
    }
}

/// The origins of a list, or any where it says `*`.
fn allowed(origins: Vec<String>) -> Result<AllowOrigin, ConfigError> {
    if origins.iter().any(|origin| origin == "*") {
        return Ok(AllowOrigin::any());
    }
    Ok(AllowOrigin::list(origins.into_iter().map(origin).collect::<Result<Vec<_>, _>>()?))
}

/// An origin as browsers write it: scheme and authority, and nothing after them.
fn origin(given: String) -> Result<HeaderValue, ConfigError> {
    let uri = given.parse::<Uri>().ok().filter(|uri| {
        let written = format!(
            "{}://{}",
            uri.scheme_str().unwrap_or_default(),
            uri.authority().map_or("", |a| a.as_str())
        );
        matches!(uri.scheme_str(), Some("http" | "https")) && written == given
    });
    uri.and_then(|_| HeaderValue::try_from(&given).ok()).ok_or(ConfigError::Origin(given))
}

fn now(given: String) -> Result<LocalTime, ConfigError> {
    given.parse().map_err(|_| ConfigError::Now(given))
}

fn positive(name: &'static str, value: usize) -> Result<usize, ConfigError> {
    if value == 0 { Err(ConfigError::Zero(name)) } else { Ok(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> Settings {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn flags_win_over_the_file_and_the_rest_has_defaults() {
        let flags = Settings { listen: Some("0.0.0.0:9000".into()), ..Settings::default() };
        let config = Config::resolve(
            flags,
            file("store = 'a.gpkg'\nlisten = '[::1]:80'\nlog-format = 'json'\ncache-mib = 2"),
        );
        let config = config.unwrap();
        assert_eq!(config.listen, "0.0.0.0:9000");
        assert_eq!(config.store, PathBuf::from("a.gpkg"));
        assert_eq!(config.log_format, LogFormat::Json);
        assert_eq!(config.cache_bytes, 2 * 1024 * 1024);
        assert_eq!(config.timeout, Duration::from_secs(30));
    }

    #[test]
    fn unknown_keys_are_warned_of_by_name() {
        let config =
            Config::resolve(Settings::default(), file("store = 'a'\nlissten = 'x'\n[basemap]\nkey = 1"));
        let warnings = config.unwrap().warnings;
        assert_eq!(
            warnings,
            ["unknown setting “lissten” is ignored", "unknown setting “basemap.key” is ignored"]
        );
    }

    #[test]
    fn impossible_values_are_refused() {
        let refused = |text: &str| Config::resolve(Settings::default(), file(text)).unwrap_err().to_string();
        assert!(refused("").contains("--store"));
        assert!(refused("store = 'a'\nlisten = 'here'").contains("HOST:PORT"));
        assert!(refused("store = 'a'\nlisten = 'here:99999'").contains("HOST:PORT"));
        assert!(refused("store = 'a'\nnow = '2025-02-30'").contains("2025-02-30"));
        assert!(refused("store = 'a'\nqueue = 0").contains("queue"));
        for origin in ["gis.example.cn", "https://gis.example.cn/", "ftp://gis.example.cn", "https://"] {
            assert!(refused(&format!("store = 'a'\nallow-origin = ['{origin}']")).contains(origin));
        }
        assert!(refused("store = 'a'\n[basemap]\ntianditu-key = 'a1'").contains("basemap.approval"));
    }
}
