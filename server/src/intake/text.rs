//! The report of an import as a table for people.

use super::report::{Counted, FileReport, GridsReport, Locating, Report};
use onemap_engine::coverage::Extent;
use std::fmt::{Display, Formatter, Result};

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        writeln!(
            f,
            "{:<12} {:>10} {:>10} {:>10} {:>10} {:>10}  file",
            "layer", "read", "accepted", "updated", "unchanged", "rejected"
        )?;
        self.files.iter().try_for_each(|file| write_counts(f, file))?;
        self.files.iter().try_for_each(|file| write_remarks(f, file))?;
        if let Some(grids) = &self.grids {
            write_grids(f, grids)?;
        }
        write_locating(f, self.locating)?;
        for (what, file) in
            [("rejected rows", &self.rejects_file), ("unlocated complaints", &self.unlocated_file)]
        {
            if let Some(file) = file {
                writeln!(f, "{what} are listed in {}", file.display())?;
            }
        }
        write!(f, "{} written in {:.1} s", self.store.display(), self.seconds)
    }
}

fn write_counts(f: &mut Formatter<'_>, file: &FileReport) -> Result {
    writeln!(
        f,
        "{:<12} {:>10} {:>10} {:>10} {:>10} {:>10}  {}",
        file.layer,
        file.read,
        file.accepted,
        file.updated,
        file.unchanged,
        file.rejected,
        file.file.display()
    )
}

fn write_remarks(f: &mut Formatter<'_>, file: &FileReport) -> Result {
    let plain = file.crs.starts_with("EPSG:4326 (the") || file.crs == "EPSG:4326";
    let remarkable = !plain || file.households_estimated > 0;
    if !remarkable && file.rejections.is_empty() && file.warnings.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n{}", file.file.display())?;
    if !plain {
        writeln!(f, "  coordinates read as {}", file.crs)?;
    }
    if file.households_estimated > 0 {
        writeln!(
            f,
            "  {} buildings: households estimated from units, floors and area",
            file.households_estimated
        )?;
    }
    if let Some(advice) = file.advice {
        writeln!(f, "  {advice}")?;
    }
    file.rejections.iter().try_for_each(|counted| write_counted(f, "rejected", counted))?;
    file.warnings.iter().try_for_each(|counted| write_counted(f, "accepted", counted))
}

fn write_counted(f: &mut Formatter<'_>, fate: &str, counted: &Counted) -> Result {
    let rows: Vec<_> = counted.rows.iter().map(u64::to_string).collect();
    let more = if counted.count > rows.len() as u64 { ", …" } else { "" };
    let Counted { count, field, message, .. } = counted;
    writeln!(f, "  {count} {fate}: {field}: {message} (row {}{more})", rows.join(", "))
}

fn write_grids(f: &mut Formatter<'_>, report: &GridsReport) -> Result {
    let state = if report.clean { "no gaps, no overlaps" } else { "not a clean coverage" };
    writeln!(f, "\ngrids of layer {}: {} grids, {state}", report.layer, report.grids)?;
    for issue in &report.issues {
        writeln!(f, "  {} × {}", issue.count, issue.kind)?;
    }
    for example in &report.examples {
        let size = match example.extent {
            Extent::AreaM2(area) => format!("{area:.2} m²"),
            Extent::LengthM(length) => format!("{length:.2} m"),
            Extent::Places(places) => format!("{places} places"),
        };
        let (kind, grids) = (&example.kind, example.grids.join(", "));
        writeln!(f, "  {kind} of {size} at {:.7}, {:.7}: {grids}", example.lon, example.lat)?;
    }
    Ok(())
}

fn write_locating(f: &mut Formatter<'_>, locating: Locating) -> Result {
    if locating == Locating::default() {
        return writeln!(f);
    }
    let Locating { by_building, by_compound, by_area, unlocated } = locating;
    writeln!(
        f,
        "\ncomplaints without coordinates: {by_building} located by building or address, {by_compound} by compound, \
         {by_area} by grid or community; {unlocated} unlocated"
    )
}
