//! Complaints by unit and step of time.

use super::setting::outside;
use super::{Refusal, Units};
use crate::snapshot::{Snapshot, Step, Window};
use onemap_engine::heat::Filter;
use onemap_engine::record::LocalTime;

/// Counts of complaints in units and steps.
pub(super) struct Cube<'a> {
    pub units: Units<'a>,
    /// Where each step begins, and the end of the last.
    pub edges: Vec<LocalTime>,
    /// By unit, within it by step.
    pub counts: Vec<u64>,
    pub notes: Vec<String>,
}

/// More bins than memory should hold.
const MOST_BINS: usize = 50_000_000;

impl<'a> Cube<'a> {
    /// Only steps that lie wholly in the window count; what lies in none is told.
    ///
    /// # Errors
    /// When there are fewer steps than `least`, or more bins than can be held.
    pub fn of(
        units: Units<'a>,
        snapshot: &Snapshot,
        (window, step): (Window, Step),
        least: usize,
        filter: &Filter,
    ) -> Result<Self, Refusal> {
        let edges = whole_steps(window, step, least)?;
        let steps = edges.len() - 1;
        if units.len().saturating_mul(steps) > MOST_BINS {
            let wrong =
                format!("{} units × {steps} steps are more than {MOST_BINS}; give longer steps", units.len());
            return Err(Refusal::new("step", wrong));
        }
        let filter_in = |from, to| filter.during(from, to);
        let (mut counts, mut without) = units.series(snapshot, &filter_in(edges[0], edges[steps]), &edges);
        let in_window = snapshot.complaints.columns.select(&filter_in(window.from, window.to)).count();
        let counted: u64 = counts.iter().sum();
        let mut notes = outside(without, counted);
        without += counted;
        if in_window > without {
            let (left_out, step) = (in_window - without, step.name());
            notes.push(format!("{left_out} of {in_window} complaints lie in no whole {step} of the window"));
        }
        counts.shrink_to_fit();
        Ok(Self { units, edges, counts, notes })
    }

    pub fn steps(&self) -> usize {
        self.edges.len() - 1
    }

    pub fn values(&self) -> Vec<f64> {
        self.counts.iter().map(|&count| count as f64).collect()
    }
}

fn whole_steps(window: Window, step: Step, least: usize) -> Result<Vec<LocalTime>, Refusal> {
    let wrong = |wrong: String| Refusal::new("step", wrong);
    let edges = step.edges(window);
    let mut edges =
        edges.ok_or_else(|| wrong("the window has too many of them; give longer ones".to_owned()))?;
    edges.retain(|&edge| window.from <= edge && edge <= window.to);
    let steps = edges.len().saturating_sub(1);
    if steps < least {
        let name = step.name();
        let (from, to) = (window.from, window.to);
        return Err(wrong(format!(
            "from {from} to {to} there are {steps} whole steps of a {name}, at least {least} are needed; give shorter ones or a longer window"
        )));
    }
    Ok(edges)
}

/// The window of a filter; where it is open, from the first complaint on, and to the midnight after the last.
pub(super) fn window_of(filter: &Filter, snapshot: &Snapshot) -> Result<Window, Refusal> {
    let all = snapshot.all_time();
    let (from, to) = (filter.from.unwrap_or(all.from), filter.to.unwrap_or(all.to));
    Window::new(from, to)
        .ok_or_else(|| Refusal::new("from", format!("there is no complaint from {from} to {to}")))
}
