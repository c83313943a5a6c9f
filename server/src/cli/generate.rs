//! `onemap generate`.

use super::{Failure, Outcome};
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;
use onemap_engine::city::{City, Manifest, Options};
use onemap_engine::format::Format;
use std::path::PathBuf;
use std::time::Instant;

const EXAMPLE: &str = "\
Example:
  onemap generate --grids 779 --buildings 60000 --complaints 240000 --seed 7 --out demo
  onemap import --store city.gpkg --from demo

The folder holds city, districts, streets, communities, grids, compounds, buildings, roads and water as GeoJSON,
staff.csv and complaints.csv, truth.json with all that was planted, and manifest.json. The same options give the same
bytes on any machine of one kind and on any number of threads.";

/// Make a demo or benchmark city from a seed.
#[derive(clap::Args)]
#[command(after_help = EXAMPLE)]
pub struct Args {
    /// Grids; the city's area and people follow: 779 are 297 km² and 1.26 million people.
    #[arg(long, default_value_t = Options::default().grids)]
    grids: u32,
    /// Buildings. The more there are for the area, the more of them are small.
    #[arg(long, default_value_t = Options::default().buildings)]
    buildings: usize,
    /// Complaints in the whole period.
    #[arg(long, default_value_t = Options::default().complaints)]
    complaints: u64,
    #[arg(long, default_value_t = Options::default().seed)]
    seed: u64,
    /// Day of the first complaints.
    #[arg(long, value_name = "YYYY-MM-DD", default_value_t = Options::default().start)]
    start: Date,
    /// The day after the last complaints.
    #[arg(long, value_name = "YYYY-MM-DD", default_value_t = Options::default().end)]
    end: Date,
    /// Folder for the files; made if need be.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Format of the layers that have shapes.
    #[arg(long, value_enum, default_value_t)]
    format: Layers,
    /// Report as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Layers {
    #[default]
    Geojson,
    Parquet,
}

pub fn run(args: &Args) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let bar = progress_bar(args.complaints);
    bar.set_message("growing the city");
    let city = City::generate(args.options()).map_err(Failure::usage)?;
    bar.set_message("writing");
    let manifest = city
        .write(&args.out, args.format.into(), &mut |rows| bar.set_position(rows))
        .map_err(Failure::input)?;
    bar.finish_and_clear();
    report(args, &manifest, started.elapsed().as_secs_f64())?;
    Ok(Outcome::Done)
}

impl Args {
    fn options(&self) -> Options {
        Options {
            grids: self.grids,
            buildings: self.buildings,
            complaints: self.complaints,
            seed: self.seed,
            start: self.start,
            end: self.end,
        }
    }
}

impl From<Layers> for Format {
    fn from(layers: Layers) -> Self {
        match layers {
            Layers::Geojson => Self::GeoJson,
            Layers::Parquet => Self::Parquet,
        }
    }
}

/// Drawn on stderr where that is a terminal, else not at all.
fn progress_bar(complaints: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} complaints {eta}");
    let bar = ProgressBar::with_draw_target(Some(complaints), ProgressDrawTarget::stderr());
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn report(args: &Args, manifest: &Manifest, seconds: f64) -> Result<(), Failure> {
    if args.json {
        let mut report = serde_json::to_value(manifest).map_err(Failure::input)?;
        report["folder"] = args.out.display().to_string().into();
        report["seconds"] = seconds.into();
        println!("{report:#}");
        return Ok(());
    }
    println!("{} in {} ({seconds:.1} s)", manifest.city, args.out.display());
    for written in &manifest.files {
        println!("{:>12}  {}", written.rows, written.file);
    }
    Ok(())
}
