//! Places where many things are wrong, texts that come again, and categories of an area.

use super::{Folder, layer};
use serde_json::Value;

/// Two grids side by side. In the first, six kinds of complaints lie at one house within a week, two of them in nearly the same words; in the
/// second, three complaints of one kind.
fn houses() -> Folder {
    let folder = Folder::new();
    let square = |x: f64| [(x, 0.0), (x + 1000.0, 0.0), (x + 1000.0, 1000.0), (x, 1000.0)];
    let grids: Vec<_> = [("g1", square(0.0)), ("g2", square(1000.0))]
        .map(|(code, ring)| (format!(r#"{{"code":"{code}"}}"#), ring))
        .to_vec();
    let grids: Vec<(&str, &[(f64, f64)])> =
        grids.iter().map(|(code, ring)| (code.as_str(), &ring[..])).collect();
    folder.write("grids.geojson", &layer(&grids));
    let lamp = "3号楼门前的路灯已经三天不亮";
    let kinds = [
        ("lamps", lamp),
        ("lifts", "电梯停运"),
        ("smell", "垃圾异味"),
        ("noise", "半夜施工"),
        ("water", "停水"),
        ("dogs", lamp),
    ];
    let mut rows = vec!["id,time,lon,lat,category,subcategory,event_desc".to_owned()];
    for (i, (kind, text)) in kinds.into_iter().enumerate() {
        let again = if i == 5 { "，请处理" } else { "" };
        rows.push(format!("a{i},2025-06-{:02},117.3050000,31.8040000,all,{kind},{text}{again}", i + 1));
    }
    (0..3).for_each(|i| {
        rows.push(format!("b{i},2025-06-{:02},117.3150000,31.8040000,all,noise,半夜唱歌{i}", 7 * i + 1))
    });
    folder.write("complaints.csv", &rows.join("\n"));
    let files = ["--grids", "grids.geojson", "--complaints", "complaints.csv"];
    folder.report(0, &[&["import", "--store", "c.gpkg"], &files[..]].concat());
    folder
}

fn ids(row: &Value) -> Vec<&str> {
    row["complaints"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
}

#[test]
fn many_things_at_one_house_are_one_alert() {
    let folder = houses();
    let (rows, _) = folder.hotspots(&["repeat-places", "--least", "6"]);
    assert_eq!((rows.len(), rows[0]["topics"].as_u64(), ids(&rows[0]).len()), (1, Some(6), 6), "{rows:?}");
    assert!(folder.hotspots(&["repeat-places", "--least", "7"]).0.is_empty());
    folder.refused(&["repeat-places", "--metres", "0"], "0 is not between");
}

#[test]
fn nearly_the_same_words_are_one_alert() {
    let folder = houses();
    let (rows, _) = folder.hotspots(&["repeat-texts"]);
    assert_eq!(rows.iter().map(ids).collect::<Vec<_>>(), [["a0", "a5"]]);
    assert!(folder.hotspots(&["repeat-texts", "--similarity", "1"]).0.is_empty());
    assert!(folder.hotspots(&["repeat-texts", "--topic", "subcategory"]).0.is_empty());
    folder.refused(&["repeat-texts", "--similarity", "0"], "0 is not above 0");
}

#[test]
fn categories_of_an_area_are_compared_with_the_city() {
    let folder = houses();
    let window = ["--from", "2025-06-01", "--to", "2025-07-01", "--units", "grids"];
    let (rows, _) = folder.hotspots(&[&["categories", "--area", "g2"], &window[..]].concat());
    assert_eq!(
        (rows.len(), &rows[0]["subcategory"], &rows[0]["count"]),
        (1, &"noise".into(), &3.into()),
        "{rows:?}"
    );
    // 3 of 3 there, 4 of 9 in the city.
    assert_eq!([&rows[0]["share"], &rows[0]["ratio"]].map(|it| it.as_f64().unwrap()), [1.0, 9.0 / 4.0]);
    assert_eq!((&rows[0]["units"], &rows[0]["spread"]), (&1.into(), &1.0.into()));
    let (rows, _) = folder.hotspots(&[&["categories", "--by", "spread"], &window[..]].concat());
    assert_eq!((&rows[0]["subcategory"], &rows[0]["spread"], rows.len()), (&"noise".into(), &1.0.into(), 6));
    assert!(rows[0]["expected_share"].is_null(), "nothing before");
    folder.refused(&["categories", "--area", "g9"], "no area with the code g9");
}
