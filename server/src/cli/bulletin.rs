//! `onemap bulletin`.

use super::{Failure, Outcome};
use crate::bulletin::{Bulletin, Subject, find_area};
use crate::print::{self, Language, Style};
use crate::snapshot::{Snapshot, Window};
use crate::store::Store;
use jiff::ToSpan;
use jiff::civil::{ISOWeekDate, Time, Weekday};
use onemap_engine::record::{LocalDate, LocalTime};
use serde_json::json;
use std::path::{Path, PathBuf};

/// The bulletin of a week or a month: how many, what about, where, who again, and what stands out.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The store to read.
    #[arg(long, value_name = "FILE.gpkg")]
    store: PathBuf,
    /// The area, by code or name [default: the city].
    #[arg(long, value_name = "AREA")]
    area: Option<String>,
    /// A week from Monday, as 2025-W52 [default: the last one that is over].
    #[arg(long, value_name = "WEEK", value_parser = week, conflicts_with_all = ["month", "from", "to"])]
    week: Option<Window>,
    /// A month, as 2025-12.
    #[arg(long, value_name = "MONTH", value_parser = month, conflicts_with_all = ["from", "to"])]
    month: Option<Window>,
    /// First moment of the period, as 2025-12-01.
    #[arg(long, value_name = "TIME", requires = "to")]
    from: Option<LocalTime>,
    /// First moment after it.
    #[arg(long, value_name = "TIME", requires = "from")]
    to: Option<LocalTime>,
    /// Language of the page.
    #[arg(long, value_enum, default_value = "zh")]
    lang: Language,
    /// The folder to write; it is made where it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Say what was written as JSON.
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  onemap bulletin --store city.gpkg --out bulletin
  onemap bulletin --store city.gpkg --area 望江街道 --week 2025-W52 --lang zh --out bulletin
  onemap bulletin --store city.gpkg --area 340111 --month 2025-12 --lang en --out december

The folder gets bulletin.html, which stands alone and prints on A4, bulletin.json with every figure and the findings in both languages, and a
CSV file for each table. Where Chromium is installed (or CHROMIUM names it) there is a bulletin.pdf too. Each part names the request of the
API, or the command, that gives the same numbers.";

fn week(text: &str) -> Result<Window, String> {
    let parts = text.split_once("-W").and_then(|(year, week)| Some((year.parse().ok()?, week.parse().ok()?)));
    let monday = parts.and_then(|(year, week)| ISOWeekDate::new(year, week, Weekday::Monday).ok());
    let monday = monday.map(LocalDate::from);
    let window = monday.and_then(|monday| between(monday, monday.checked_add(1.week()).ok()?));
    window.ok_or_else(|| "give a year and the number of a week it has, as 2025-W52".to_owned())
}

fn month(text: &str) -> Result<Window, String> {
    let first = format!("{text}-01").parse::<LocalDate>().ok().filter(|_| text.len() == "2025-12".len());
    let window = first.and_then(|first| between(first, first.checked_add(1.month()).ok()?));
    window.ok_or_else(|| "give a year and a month, as 2025-12".to_owned())
}

fn between(from: LocalDate, to: LocalDate) -> Option<Window> {
    Window::new(from.to_datetime(Time::midnight()), to.to_datetime(Time::midnight()))
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let store = Store::open(&args.store).map_err(Failure::input)?;
    let snapshot = Snapshot::load(&store, None).map_err(Failure::input)?;
    let window = args.window(&snapshot)?;
    let area = find_area(&snapshot, args.area.as_deref()).ok_or_else(|| {
        let name = args.area.as_deref().unwrap_or_default();
        Failure::usage(format!("--area {name}: no area of any level has this code or name"))
    })?;
    let callers = snapshot.reader().and_then(|reader| reader.callers()).map_err(Failure::input)?;
    let bulletin = Bulletin::new(&snapshot, &Subject::new(&snapshot, area, window), &callers)?;
    let files = args.write(&snapshot, &bulletin)?;
    args.tell(&bulletin, &files);
    Ok(Outcome::Done)
}

impl Args {
    fn window(&self, snapshot: &Snapshot) -> Result<Window, Failure> {
        if let Some((from, to)) = self.from.zip(self.to) {
            let window = Window::new(from, to);
            return window.ok_or_else(|| Failure::usage(format!("--from {from} is not before --to {to}")));
        }
        let last = || {
            last_week(snapshot.now)
                .ok_or_else(|| Failure::usage("the store has no complaints; give --week or --month"))
        };
        self.week.or(self.month).map_or_else(last, Ok)
    }

    /// The names of the files written, the page first.
    fn write(&self, snapshot: &Snapshot, bulletin: &Bulletin) -> Result<Vec<String>, Failure> {
        let failed =
            |path: &Path, error: std::io::Error| Failure::input(format!("{}: {error}", path.display()));
        std::fs::create_dir_all(&self.out).map_err(|error| failed(&self.out, error))?;
        let html = bulletin.html(snapshot, self.lang, Style::Within);
        let json = serde_json::to_string_pretty(bulletin).map_err(|error| Failure::input(error.to_string()))?;
        let texts =
            [("bulletin.html", html), ("bulletin.json", json + "\n")].into_iter().chain(bulletin.tables());
        let mut files = Vec::new();
        for (name, text) in texts {
            let path = self.out.join(name);
            std::fs::write(&path, text).map_err(|error| failed(&path, error))?;
            files.push(name.to_owned());
        }
        match print::pdf(&self.out.join("bulletin.html"), &self.out.join("bulletin.pdf")) {
            Ok(true) => files.push("bulletin.pdf".to_owned()),
            Ok(false) => eprintln!("onemap: no Chromium found, so there is no bulletin.pdf"),
            Err(error) => eprintln!("onemap: no bulletin.pdf: {error}"),
        }
        Ok(files)
    }

    fn tell(&self, bulletin: &Bulletin, files: &[String]) {
        if self.json {
            println!("{}", json!({ "area": bulletin.area, "window": bulletin.window, "files": files }));
            return;
        }
        let findings =
            if self.lang == Language::Chinese { &bulletin.findings.zh } else { &bulletin.findings.en };
        findings.iter().for_each(|finding| println!("{finding}"));
        println!("{}: {}", self.out.display(), files.join(", "));
    }
}

/// The last week from Monday that is over at a time.
fn last_week(now: Option<LocalTime>) -> Option<Window> {
    let tomorrow = now?.date().tomorrow().ok()?;
    let days = tomorrow.weekday().since(Weekday::Monday);
    let monday = tomorrow.checked_sub(i64::from(days).days()).ok()?;
    between(monday.checked_sub(1.week()).ok()?, monday)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(window: Window) -> [String; 2] {
        [window.from, window.to].map(|time| time.date().to_string())
    }

    #[test]
    fn weeks_begin_on_monday_and_follow_iso_8601() {
        assert_eq!(days(week("2025-W01").unwrap()), ["2024-12-30", "2025-01-06"]);
        assert_eq!(days(week("2026-W53").unwrap()), ["2026-12-28", "2027-01-04"]);
        for wrong in ["2025-W53", "2025-W00", "2025-52", "W1", ""] {
            assert!(week(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn months_are_whole() {
        assert_eq!(days(month("2024-02").unwrap()), ["2024-02-01", "2024-03-01"]);
        assert!(["2024-13", "2024", "2024-2", "2024-02-01"].iter().all(|wrong| month(wrong).is_err()));
    }

    #[test]
    fn the_last_week_is_over() {
        let ends = |now: &str| days(last_week(Some(now.parse().unwrap())).unwrap())[1].clone();
        assert_eq!(ends("2025-12-31T23:24:00"), "2025-12-29");
        assert_eq!(ends("2025-12-28T23:59:59"), "2025-12-29", "on Sunday, since its day is over");
        assert_eq!(last_week(None), None);
    }
}
