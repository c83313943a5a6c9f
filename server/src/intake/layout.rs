//! Whether the grids of a layer tile: gaps, overlaps and the rest, counted and placed.

use super::report::{Example, GridsReport, IssueCount};
use crate::store::{self, ChangeReader};
use onemap_engine::coverage::{Coverage, Issue, IssueKind};
use onemap_engine::record::Area;
use std::collections::BTreeMap;

/// How many issues are described; `onemap check` lists all.
const EXAMPLES: usize = 20;

/// The grids of a layer (the default one where none is named) built as a coverage.
pub(super) fn check(reader: &ChangeReader<'_>, layer: Option<&str>) -> store::Result<GridsReport> {
    let grids = reader.grids(layer)?;
    let shapes: Vec<_> = grids.iter().map(|grid| grid.shape.clone()).collect();
    let issues = Coverage::build(&shapes).report.issues;
    let mut counts: BTreeMap<IssueKind, usize> = BTreeMap::new();
    issues.iter().for_each(|issue| *counts.entry(issue.kind).or_default() += 1);
    let layers = reader.grid_layers()?;
    let named = layers.into_iter().find(|known| layer.map_or(known.is_default, |layer| known.id == layer));
    Ok(GridsReport {
        layer: named.map(|layer| layer.id).unwrap_or_default(),
        grids: grids.len(),
        clean: issues.iter().all(|issue| issue.kind.is_harmless()),
        issues: counts.into_iter().map(|(kind, count)| IssueCount { kind: code(kind), count }).collect(),
        examples: issues
            .iter()
            .filter(|issue| !issue.kind.is_harmless())
            .take(EXAMPLES)
            .map(|issue| example(issue, &grids))
            .collect(),
    })
}

fn example(issue: &Issue, grids: &[Area]) -> Example {
    Example {
        kind: code(issue.kind),
        lon: issue.place.lon(),
        lat: issue.place.lat(),
        extent: issue.extent,
        grids: issue.polygons.iter().map(|at| grids[*at].code.clone()).collect(),
    }
}

/// The kind's name, as in JSON.
fn code(kind: IssueKind) -> String {
    serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
