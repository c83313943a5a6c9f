//! Which complaints a method looks at: a window and the one before it, and what they must be.

use super::Failure;
use crate::snapshot::{Snapshot, Window};
use crate::store::{ComplaintColumns, Names, Store};
use jiff::SignedDuration;
use onemap_engine::coord::LatticePoint;
use onemap_engine::heat::Filter;
use onemap_engine::record::LocalTime;
use rustc_hash::FxHashSet;
use std::path::Path;

const EPOCH: LocalTime = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);

#[derive(clap::Args)]
pub(super) struct Selection {
    /// First moment of the window, as 2025-12-01 or 2025-12-01T08:00:00 [default: open; for cells, categories and trend, 30 days
    /// before --to].
    #[arg(long, value_name = "TIME")]
    from: Option<LocalTime>,
    /// First moment after the window [default: open; for cells, categories and trend, the midnight after the last complaint].
    #[arg(long, value_name = "TIME")]
    to: Option<LocalTime>,
    /// Only complaints of this major or minor category. May be repeated.
    #[arg(long, value_name = "NAME")]
    category: Vec<String>,
    /// Only complaints that came in by this channel. May be repeated.
    #[arg(long, value_name = "NAME")]
    channel: Vec<String>,
    /// Only complaints with this status. May be repeated.
    #[arg(long, value_name = "NAME")]
    status: Vec<String>,
}

/// The complaints of a window and of the one before it.
pub(super) struct Selected {
    /// All of the window.
    count: usize,
    /// Places of those in the window.
    pub points: Vec<LatticePoint>,
    pub points_before: Vec<LatticePoint>,
}

impl Selection {
    pub fn read(&self, store: &Path) -> Result<Selected, Failure> {
        let store = Store::open(store).map_err(Failure::input)?;
        let columns = store.reader().and_then(|reader| reader.complaint_columns()).map_err(Failure::input)?;
        let passes = self.passes(&columns)?;
        let last = columns.times.iter().max().map_or(LocalTime::MAX, |&time| local_time(time));
        let window = self.window(Window::ending_after(last))?;
        let within = |window: Window| -> Vec<usize> {
            let (from, to) = (seconds(window.from), seconds(window.to));
            (0..columns.len()).filter(|&row| (from..to).contains(&columns.times[row]) && passes(row)).collect()
        };
        let (now, before) = (within(window), within(window.before()));
        let places = |rows: &[usize]| rows.iter().filter_map(|&row| columns.places[row]).collect();
        Ok(Selected { count: now.len(), points: places(&now), points_before: places(&before) })
    }

    /// The window, and a filter of the city in memory that holds it.
    pub fn window_and_filter(&self, snapshot: &Snapshot) -> Result<(Window, Filter), Failure> {
        let window = self.window(snapshot.default_window())?;
        let filter = Filter { from: Some(window.from), to: Some(window.to), ..self.filter(snapshot)? };
        Ok((window, filter))
    }

    /// A filter of the city in memory. Where no window is given, complaints of all time pass.
    pub fn filter(&self, snapshot: &Snapshot) -> Result<Filter, Failure> {
        if let (Some(from), Some(to)) = (self.from, self.to) {
            window(from, to)?;
        }
        let known = &snapshot.complaints;
        let categories = ids("category", &self.category, &[&known.category_names, &known.subcategory_names])?;
        let [major, minor] = match categories {
            None => [None, None],
            Some(sets) if sets[0].len() == self.category.len() => [Some(numbers(&sets[0])), None],
            Some(sets) if sets[1].len() == self.category.len() => [None, Some(numbers(&sets[1]))],
            Some(_) => {
                return Err(Failure::usage("give --category either major categories or minor ones, not both"));
            }
        };
        Ok(Filter {
            from: self.from,
            to: self.to,
            categories: major,
            subcategories: minor,
            channels: ids("channel", &self.channel, &[&known.channel_names])?.map(|sets| numbers(&sets[0])),
            statuses: ids("status", &self.status, &[&known.status_names])?.map(|sets| numbers(&sets[0])),
        })
    }

    fn window(&self, default: Window) -> Result<Window, Failure> {
        let to = self.to.unwrap_or(default.to);
        let from = self.from.unwrap_or_else(|| self.to.and_then(Window::days_before).unwrap_or(default).from);
        window(from, to)
    }

    /// The test of one row; unknown names are refused with those there are.
    fn passes<'a>(&self, columns: &'a ComplaintColumns) -> Result<Box<dyn Fn(usize) -> bool + 'a>, Failure> {
        let channels = ids("channel", &self.channel, &[&columns.channel_names])?;
        let statuses = ids("status", &self.status, &[&columns.status_names])?;
        let categories =
            ids("category", &self.category, &[&columns.category_names, &columns.subcategory_names])?;
        Ok(Box::new(move |row| {
            let category = categories.as_ref().is_none_or(|sets| {
                sets[0].contains(&columns.categories[row]) || sets[1].contains(&columns.subcategories[row])
            });
            let listed =
                |sets: &Option<Vec<FxHashSet<u32>>>, id| sets.as_ref().is_none_or(|sets| sets[0].contains(&id));
            category && listed(&channels, columns.channels[row]) && listed(&statuses, columns.statuses[row])
        }))
    }
}

fn window(from: LocalTime, to: LocalTime) -> Result<Window, Failure> {
    Window::new(from, to).ok_or_else(|| Failure::usage(format!("--from {from} is not before --to {to}")))
}

/// Ids as the columns have them; those past the columns' range stand for no name there, and select nothing.
fn numbers<T: TryFrom<u32> + Ord>(ids: &FxHashSet<u32>) -> Vec<T> {
    let mut numbers: Vec<T> = ids.iter().filter_map(|&id| T::try_from(id).ok()).collect();
    numbers.sort_unstable();
    numbers
}

/// For each vocabulary the ids of the names it knows; `None` where no name was asked for.
fn ids(what: &str, asked: &[String], vocabularies: &[&Names]) -> Result<Option<Vec<FxHashSet<u32>>>, Failure> {
    if let Some(stranger) = asked.iter().find(|name| vocabularies.iter().all(|known| known.id(name).is_none()))
    {
        let known: Vec<&str> = vocabularies[0].all().iter().map(String::as_str).collect();
        return Err(Failure::usage(format!(
            "no complaint has the {what} {stranger}; there are {}",
            known.join(", ")
        )));
    }
    let sets = vocabularies.iter().map(|known| asked.iter().filter_map(|name| known.id(name)).collect());
    Ok((!asked.is_empty()).then(|| sets.collect()))
}

impl Selected {
    /// Complaints without a place are in no cell: how many, on stderr.
    pub fn say_unlocated(&self) {
        let unlocated = self.count - self.points.len();
        if unlocated > 0 {
            eprintln!("onemap: {unlocated} of {} complaints of the window have no place", self.count);
        }
    }
}

fn seconds(time: LocalTime) -> i64 {
    time.duration_since(EPOCH).as_secs()
}

fn local_time(seconds: i64) -> LocalTime {
    EPOCH.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(LocalTime::MAX)
}
