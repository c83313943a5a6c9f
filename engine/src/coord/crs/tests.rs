//! Against PROJ and coord-convert: `fixtures/scripts/crs.py`.

use super::*;

fn crs(name: &str) -> Crs {
    name.parse().unwrap()
}

/// Rows of the fixture: name, native pair, WGS 84 pair.
fn expected() -> impl Iterator<Item = (String, [f64; 4])> {
    onemap_fixtures::CRS.lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        let name = cells.next().unwrap().to_owned();
        let numbers: Vec<f64> = cells.map(|cell| cell.parse().unwrap()).collect();
        (name, numbers.try_into().unwrap())
    })
}

#[test]
fn every_crs_agrees_with_proj_to_a_millimetre() {
    let mut rows = 0;
    for (name, [x, y, lon, lat]) in expected() {
        let got = crs(&name).to_degrees(x, y).unwrap();
        assert!(
            (got.0 - lon).abs() < 1e-8 && (got.1 - lat).abs() < 1e-8,
            "{name} {x} {y}: {got:?}, not {lon} {lat}"
        );
        rows += 1;
    }
    assert_eq!(rows, 29);
}

#[test]
fn zones_take_northing_first_and_refuse_a_foreign_prefix() {
    let plain = crs("EPSG:4548").to_lattice(527_000.0, 3_520_000.0).unwrap();
    assert_eq!(crs("EPSG:4548").to_lattice(3_520_000.0, 527_000.0), Ok(plain));
    assert_eq!(crs("EPSG:4527").to_lattice(39_527_000.0, 3_520_000.0), Ok(plain));
    assert!(matches!(
        crs("EPSG:4527").to_lattice(38_527_000.0, 3_520_000.0),
        Err(CoordinateError::NotInCrs { .. })
    ));
}

#[test]
fn gcj02_leaves_the_rest_of_the_world_alone() {
    assert_eq!(crs("gcj02").to_degrees(-122.4, 37.7), Ok((-122.4, 37.7)));
}

#[test]
fn unknown_names_say_what_would_do() {
    for name in ["EPSG:99999", "EPSG:x", "4326x", "", "WGS 72"] {
        let error = name.parse::<Crs>().unwrap_err();
        assert!(error.to_string().contains("give EPSG:<code>"), "{error}");
    }
}

#[test]
fn densified_edges_stay_within_a_centimetre_and_agree_in_both_directions() {
    let crs = crs("EPSG:4527");
    let (a, b) = ((39_480_000.0, 3_500_000.0), (39_560_000.0, 3_540_000.0));
    let there = crs.line_to_lattice(&[a, b]).unwrap();
    let mut back = crs.line_to_lattice(&[b, a]).unwrap();
    back.reverse();
    assert_eq!(there, back);
    assert!(there.len() > 50, "an 89 km edge needs many points, not {}", there.len());
    let share = |t: f64| (a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1));
    for i in 0..1000 {
        let (x, y) = share(f64::from(i) / 1000.0);
        let p = crs.to_degrees(x, y).unwrap();
        assert!(distance_to_line_m(p, &there) < 0.02, "{p:?}");
    }
}

#[test]
fn short_edges_get_no_points() {
    let square = [(527_000.0, 3_520_000.0), (527_100.0, 3_520_000.0), (527_100.0, 3_520_100.0)];
    assert_eq!(crs("EPSG:4548").line_to_lattice(&square).unwrap().len(), 3);
}

fn distance_to_line_m(p: (f64, f64), line: &[LatticePoint]) -> f64 {
    let flat = |lon: f64, lat: f64| (lon * 111_320.0 * p.1.to_radians().cos(), lat * 111_132.0);
    let (px, py) = flat(p.0, p.1);
    line.windows(2)
        .map(|edge| {
            let (ax, ay) = flat(edge[0].lon(), edge[0].lat());
            let (bx, by) = flat(edge[1].lon(), edge[1].lat());
            let (dx, dy) = (bx - ax, by - ay);
            let t = (((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            (px - ax - t * dx).hypot(py - ay - t * dy)
        })
        .fold(f64::INFINITY, f64::min)
}
