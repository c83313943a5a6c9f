//! Counters of the running server, in Prometheus' text format.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Mutex;
use std::time::Duration;

/// Upper bounds of the latency buckets, milliseconds.
const BUCKETS_MS: [u64; 10] = [1, 2, 5, 10, 20, 50, 100, 500, 1000, 5000];

#[derive(Default)]
pub struct Metrics {
    /// By route and status class.
    routes: Mutex<BTreeMap<(String, u16), Latency>>,
}

/// A latency histogram.
#[derive(Clone, Default)]
struct Latency {
    /// Requests per bucket; the last holds those above every bound.
    counts: [u64; BUCKETS_MS.len() + 1],
    total: Duration,
}

impl Metrics {
    /// Counts one answered request under its route (as written in the router, so that there are few).
    pub fn answered(&self, route: &str, status: u16, took: Duration) {
        let mut routes = self.routes.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let latency = routes.entry((route.to_owned(), status)).or_default();
        let bucket = BUCKETS_MS.partition_point(|&bound| u128::from(bound) < took.as_millis());
        latency.counts[bucket] += 1;
        latency.total += took;
    }

    /// All counters, with the jobs that run or wait on the pool now, and the tiles found and not found in the cache.
    pub fn text(&self, jobs: usize, [hits, misses]: [u64; 2]) -> String {
        let mut out = String::new();
        gauge(&mut out, "onemap_compute_jobs", "Jobs running or waiting on the CPU pool.", jobs as u64);
        counter(&mut out, "onemap_tile_cache_hits_total", "Tiles found in the cache.", hits);
        counter(&mut out, "onemap_tile_cache_misses_total", "Tiles not found there.", misses);
        out.push_str(
            "# HELP onemap_request_seconds Time to answer.\n# TYPE onemap_request_seconds histogram\n",
        );
        let routes = self.routes.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        for ((route, status), latency) in routes.iter() {
            latency.write(&mut out, &format!("route=\"{route}\",status=\"{status}\""));
        }
        out
    }
}

impl Latency {
    fn write(&self, out: &mut String, labels: &str) {
        let mut below = 0;
        for (bound, count) in BUCKETS_MS.iter().zip(self.counts) {
            below += count;
            let seconds = *bound as f64 / 1000.0;
            line(out, format_args!("onemap_request_seconds_bucket{{{labels},le=\"{seconds}\"}} {below}"));
        }
        let all: u64 = self.counts.iter().sum();
        line(out, format_args!("onemap_request_seconds_bucket{{{labels},le=\"+Inf\"}} {all}"));
        line(out, format_args!("onemap_request_seconds_sum{{{labels}}} {}", self.total.as_secs_f64()));
        line(out, format_args!("onemap_request_seconds_count{{{labels}}} {all}"));
    }
}

fn gauge(out: &mut String, name: &str, help: &str, value: u64) {
    line(out, format_args!("# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}"));
}

fn counter(out: &mut String, name: &str, help: &str, value: u64) {
    line(out, format_args!("# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}"));
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(out, "{text}").expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_cumulative_and_closed_above() {
        let metrics = Metrics::default();
        for millis in [1, 2, 3, 9000] {
            metrics.answered("/tiles/{layer}", 200, Duration::from_millis(millis));
        }
        let text = metrics.text(0, [0, 0]);
        let labels = "route=\"/tiles/{layer}\",status=\"200\"";
        assert!(text.contains(&format!("onemap_request_seconds_bucket{{{labels},le=\"0.001\"}} 1\n")));
        assert!(text.contains(&format!("onemap_request_seconds_bucket{{{labels},le=\"0.005\"}} 3\n")));
        assert!(text.contains(&format!("onemap_request_seconds_bucket{{{labels},le=\"5\"}} 3\n")));
        assert!(text.contains(&format!("onemap_request_seconds_count{{{labels}}} 4\n")));
        assert!(text.contains(&format!("onemap_request_seconds_sum{{{labels}}} 9.006\n")));
    }
}
