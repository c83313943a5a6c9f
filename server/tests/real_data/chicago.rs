//! Chicago: events at block level, labelled with their community area.

use crate::run::{arg, data, report};
use crate::table::csv;

#[test]
fn events_fall_into_the_community_areas_of_their_labels() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("events.csv");
    let (areas, events) =
        (data("chicago/chicago_community_areas.geojson"), data("chicago/chicago_crimes_2018.csv.gz"));
    let assigned = report(&[
        "assign",
        "--grids",
        arg(&areas),
        "--grid-id",
        "area_num_1",
        "--points",
        arg(&events),
        "--lon",
        "lon",
        "--lat",
        "lat",
        "--out",
        arg(&out),
    ]);
    let rows = csv(&out);
    assert_eq!(rows.len(), 156_385, "{assigned:#}");
    let label = |text: &str| text.trim_end_matches(".0").to_owned();
    let located = rows.iter().filter(|row| !row["grid"].is_empty() && !row["community_area"].is_empty());
    let (all, same) = located.fold((0, 0), |(all, same), row| {
        (all + 1, same + usize::from(row["grid"] == label(&row["community_area"])))
    });
    let share = f64::from(same as u32) / f64::from(all);
    println!("{same} of {all} labels agree: {share:.4}");
    assert!(share > 0.974, "block-level addresses agree to 97.6 %, not {share}");
}
