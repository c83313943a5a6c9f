//! What must hold for any complaints: filters against brute force, densities against closed forms.

use super::*;
use crate::coord::{LatticePoint, TileId, WorldBounds, WorldPoint, metres_per_step};
use crate::heat::raster::Window;
use crate::record::LocalTime;
use jiff::{ToSpan, civil::date};
use proptest::prelude::*;

const NOON: LocalTime = date(2025, 6, 1).at(12, 0, 0, 0);

/// Complaints within some 10 km of 117.3 E, 31.8 N and 40 days, one in eight unlocated.
fn any_row() -> impl Strategy<Value = ComplaintRow> {
    let place = (1_172_500_000..1_173_500_000_i32, 317_500_000..318_500_000_i32);
    let place = prop_oneof![7 => place.prop_map(|(x, y)| Some(LatticePoint::new(x, y))), 1 => Just(None)];
    let time = (0..40 * 86_400_i64).prop_map(|s| NOON.saturating_add(s.seconds()));
    (place, time, 0..90_u16, 0..5_u16, 0..3_u8, 0..4_u8).prop_map(
        |(place, time, category, sub, channel, status)| ComplaintRow {
            place,
            time,
            category,
            subcategory: 300 * sub,
            channel,
            status,
        },
    )
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let time = || proptest::option::of((0..40 * 24_i64).prop_map(|h| NOON.saturating_add(h.hours())));
    let categories = proptest::option::of(proptest::collection::vec(0..90_u16, 0..40));
    let subcategories = proptest::option::of(proptest::collection::vec((0..5_u16).prop_map(|s| 300 * s), 0..4));
    let channels = proptest::option::of(proptest::collection::vec(0..3_u8, 0..3));
    let statuses = proptest::option::of(proptest::collection::vec(0..4_u8, 0..4));
    (time(), time(), categories, subcategories, channels, statuses).prop_map(
        |(from, to, categories, subcategories, channels, statuses)| Filter {
            from,
            to,
            categories,
            subcategories,
            channels,
            statuses,
        },
    )
}

fn passes(row: &ComplaintRow, filter: &Filter) -> bool {
    filter.from.is_none_or(|from| from <= row.time)
        && filter.to.is_none_or(|to| row.time < to)
        && filter.categories.as_ref().is_none_or(|set| set.contains(&row.category))
        && filter.subcategories.as_ref().is_none_or(|set| set.contains(&row.subcategory))
        && filter.channels.as_ref().is_none_or(|set| set.contains(&row.channel))
        && filter.statuses.as_ref().is_none_or(|set| set.contains(&row.status))
}

/// 3,000 complaints, so that there are several blocks of both kinds.
fn many_rows() -> impl Strategy<Value = Vec<ComplaintRow>> {
    proptest::collection::vec(any_row(), 1..300)
        .prop_map(|rows| rows.iter().copied().cycle().take(3000).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_selection_is_what_a_loop_over_all_rows_finds(rows in many_rows(), filter in any_filter(), key in 0..7_u32) {
        let columns = ComplaintColumns::new(&rows);
        let wanted: Vec<usize> = (0..rows.len()).filter(|&i| passes(&rows[i], &filter)).collect();
        let mut found = Vec::new();
        columns.select(&filter).for_each(|position| found.push(columns.row(position)));
        found.sort_unstable();
        prop_assert_eq!(&found, &wanted);
        prop_assert_eq!(columns.select(&filter).count(), wanted.len() as u64);

        let keys: Vec<u32> = (0..rows.len() as u32).map(|row| row % 7).collect();
        let arranged = columns.arrange(&keys);
        let of_key = wanted.iter().filter(|&&row| keys[row] == key).count() as u64;
        prop_assert_eq!(columns.select(&filter).with_key(&arranged, key).count(), of_key);
        prop_assert_eq!(columns.select(&filter).counts_by_key(&arranged, 7)[key as usize], of_key);
        let of_category = wanted.iter().filter(|&&row| rows[row].category == 3).count() as u64;
        prop_assert_eq!(columns.select(&filter).counts_by_category(90)[3], of_category);
    }

    #[test]
    fn a_box_holds_what_a_loop_over_all_points_finds(rows in many_rows(), corner in any_row(), z in 8..16_u8) {
        let columns = ComplaintColumns::new(&rows);
        let centre = WorldPoint::of(corner.place.unwrap_or(LatticePoint::new(1_173_000_000, 318_000_000)));
        let bounds = TileId::holding(centre, z).unwrap().bounds();
        let inside = |row: &&ComplaintRow| row.place.is_some_and(|p| bounds.contains(WorldPoint::of(p)));
        let wanted = rows.iter().filter(inside).count() as u64;
        prop_assert_eq!(columns.select(&Filter::default()).inside(bounds).count(), wanted);
    }

    #[test]
    fn a_series_counts_each_step(rows in many_rows(), minutes in proptest::collection::btree_set(0..60_000_i64, 0..12)) {
        let columns = ComplaintColumns::new(&rows);
        let edges: Vec<_> = minutes.iter().map(|&m| NOON.saturating_add(m.minutes())).collect();
        let within = |step: &[LocalTime]| rows.iter().filter(|row| step[0] <= row.time && row.time < step[1]).count() as u64;
        let wanted: Vec<u64> = edges.windows(2).map(within).collect();
        prop_assert_eq!(columns.select(&Filter::default()).series(&edges), wanted);
    }
}

/// Whole complaints at places in degrees.
fn columns(places: &[(f64, f64)]) -> ComplaintColumns {
    let row = |&(lon, lat): &(f64, f64)| ComplaintRow {
        place: Some(LatticePoint::from_degrees(lon, lat).unwrap()),
        time: NOON,
        category: 0,
        subcategory: 0,
        channel: 0,
        status: 0,
    };
    ComplaintColumns::new(&places.iter().map(row).collect::<Vec<_>>())
}

/// A few places that a pyramid, a tile's edge and a dense spot make difficult.
fn places() -> Vec<(f64, f64)> {
    let spread = (0..200)
        .map(|i| (117.2 + 0.2 * f64::from(i * 37 % 200) / 200.0, 31.7 + 0.2 * f64::from(i * 61 % 200) / 200.0));
    spread.chain(std::iter::repeat_n((117.301, 31.802), 50)).collect()
}

/// A filter that everything passes, but that is not open: the pyramid does not answer it.
fn year() -> Filter {
    Filter::default().during(date(2025, 1, 1).into(), date(2026, 1, 1).into())
}

/// Density × ground area, summed over a raster.
fn mass(raster: &Raster) -> f64 {
    let side = (raster.bounds().max[0] - raster.bounds().min[0]) as f64 / raster.width() as f64;
    let row_area = |row: usize| {
        let y = raster.bounds().min[1] as f64 + (row as f64 + 0.5) * side;
        (metres_per_step(y) * side / 1000.0).powi(2)
    };
    let rows = raster.values().chunks(raster.width()).enumerate();
    rows.map(|(i, row)| row.iter().map(|&v| f64::from(v)).sum::<f64>() * row_area(i)).sum()
}

/// All tiles of a zoom that a box grown by a number of metres meets.
fn tiles(bounds: WorldBounds, z: u8, margin_m: f64) -> Vec<TileId> {
    let grown = bounds.grown((margin_m / metres_per_step(bounds.min[1] as f64)) as i64 + (1 << (32 - z - 8)));
    let [x, y] = [0, 1].map(|i| grown.min[i] >> (32 - z)..=grown.max[i] >> (32 - z));
    x.flat_map(|x| y.clone().map(move |y| (x, y)))
        .filter_map(|(x, y)| TileId::new(z.into(), x, y).ok())
        .collect()
}

#[test]
fn the_tiles_of_a_zoom_sum_to_the_number_of_complaints() {
    let columns = columns(&places());
    let filters = [Filter::default(), year()];
    for (kernel, metres) in
        [(Kernel::Gaussian, 300.0), (Kernel::Gaussian, 20.0), (Kernel::Quartic, 800.0), (Kernel::Quartic, 5.0)]
    {
        let bandwidth = Bandwidth::from_metres(metres).unwrap();
        for (z, filter) in [3, 9, 11, 13].into_iter().flat_map(|z| filters.iter().map(move |f| (z, f))) {
            let heat = Heat::new(&columns, filter, kernel, bandwidth);
            let tiles = tiles(columns.bounds().unwrap(), z, 5.0 * metres);
            let sum: f64 = tiles.into_iter().map(|tile| mass(&heat.tile(tile, TileSize::Small256))).sum();
            assert!((sum / 250.0 - 1.0).abs() < 1e-6, "{kernel:?} {metres} m at {z}: {sum}");
        }
    }
}

#[test]
fn a_tile_is_the_cut_out_of_one_raster() {
    let columns = columns(&places());
    for (kernel, z) in
        [(Kernel::Gaussian, 10), (Kernel::Gaussian, 12), (Kernel::Quartic, 12), (Kernel::Gaussian, 15)]
    {
        let filter = year();
        let heat = Heat::new(&columns, &filter, kernel, Bandwidth::from_metres(250.0).unwrap());
        let tile = TileId::holding(columns.point(100), z).unwrap();
        let small = heat.tile(tile, TileSize::Large512);
        let large = heat.densities(small.window.grown(130));
        for (row, values) in small.values().chunks(512).enumerate() {
            let start = (row + 130) * large.width() + 130;
            assert_eq!(values, &large.values()[start..start + 512], "{kernel:?} at {z}, row {row}");
        }
    }
}

#[test]
fn the_pyramid_answers_like_a_scan() {
    let columns = columns(&places());
    let (open, year) = (Filter::default(), year());
    let heat = |filter| Heat::new(&columns, filter, Kernel::Gaussian, Bandwidth::from_metres(400.0).unwrap());
    for z in 0..14 {
        let tile = TileId::holding(columns.point(0), z).unwrap();
        let size = TileSize::Small256;
        assert_eq!(heat(&open).tile(tile, size), heat(&year).tile(tile, size), "zoom {z}");
    }
}

/// The sum of kernels in double precision, at true distances on the sphere's plane at the reference latitude.
fn direct(places: &[(f64, f64)], kernel: Kernel, bandwidth_m: f64, at: (f64, f64)) -> f64 {
    let metres_per_degree = 6_378_137.0_f64.to_radians();
    let reference = 31.8_f64.to_radians().cos();
    let squared = |&(lon, lat): &(f64, f64)| {
        let (dx, dy) = ((lon - at.0) * reference, lat - at.1);
        (dx * dx + dy * dy) * metres_per_degree * metres_per_degree / (bandwidth_m * bandwidth_m)
    };
    let pi = std::f64::consts::PI;
    let weight = |r2: f64| match kernel {
        Kernel::Gaussian => (-0.5 * r2).exp() / (2.0 * pi),
        Kernel::Quartic => 3.0 / pi * (1.0 - r2).max(0.0).powi(2),
    };
    places.iter().map(squared).map(weight).sum::<f64>() / (bandwidth_m / 1000.0).powi(2)
}

#[test]
fn densities_are_those_of_a_direct_sum() {
    let places = places();
    let columns = columns(&places);
    let filter = Filter::default();
    // The quartic's second derivative ends at its rim, where splines blur it; 530 m is as few pixels as there can be, eight.
    let cases = [
        (Kernel::Gaussian, 300.0, 0.001),
        (Kernel::Gaussian, 1000.0, 0.001),
        (Kernel::Quartic, 500.0, 0.004),
        (Kernel::Quartic, 530.0, 0.014),
        (Kernel::Quartic, 700.0, 0.006),
        (Kernel::Quartic, 900.0, 0.004),
    ];
    for (kernel, metres, tolerance) in cases {
        let heat = Heat::new(&columns, &filter, kernel, Bandwidth::from_metres(metres).unwrap());
        let top = direct(&places, kernel, metres, (117.301, 31.802));
        // The peak is the largest value at a pixel's centre, up to an eighth of a bandwidth away from the true one.
        assert!((heat.peak() / top - 1.0).abs() < 0.02, "{kernel:?} {metres}: {} for {top}", heat.peak());
        for i in 0..60 {
            let at = (117.29 + 0.0004 * f64::from(i), 31.81 - 0.0003 * f64::from(i));
            let value = heat.value(LatticePoint::from_degrees(at.0, at.1).unwrap());
            let expected = direct(&places, kernel, metres, at);
            assert!(
                (value - expected).abs() < tolerance * top,
                "{kernel:?} {metres} m at {at:?}: {value} for {expected}"
            );
        }
    }
}

/// Ten households wherever there was a complaint: 100 complaints per 1,000 households, however both are smoothed.
#[test]
fn a_rate_is_the_same_where_everything_lies_together() {
    let places = places();
    let columns = columns(&places);
    let at = |&(lon, lat): &(f64, f64)| LatticePoint::from_degrees(lon, lat).unwrap();
    let households = WeightedPoints::new(places.iter().map(|place| (at(place), 10.0)));
    let filter = Filter::default();
    for (kernel, metres) in [(Kernel::Gaussian, 300.0), (Kernel::Quartic, 800.0)] {
        let heat = Heat::new(&columns, &filter, kernel, Bandwidth::from_metres(metres).unwrap());
        let heat = heat.per_household(&households);
        assert!((heat.peak() / 100.0 - 1.0).abs() < 1e-4, "{kernel:?}: {}", heat.peak());
        for z in [8, 12, 15] {
            let tile = TileId::holding(WorldPoint::of(at(&(117.301, 31.802))), z).unwrap();
            let raster = heat.tile(tile, TileSize::Small256);
            let known: Vec<f32> = raster.values().iter().copied().filter(|v| !v.is_nan()).collect();
            assert!(
                !known.is_empty() && known.iter().all(|v| (v / 100.0 - 1.0).abs() < 1e-3),
                "{kernel:?} at {z}"
            );
        }
        assert!(heat.value(LatticePoint::new(1_160_000_000, 318_000_000)).is_nan());
    }
}

#[test]
fn a_box_is_drawn_in_the_finest_pixels_that_fit() {
    let columns = columns(&places());
    let filter = Filter::default();
    let heat = Heat::new(&columns, &filter, Kernel::Gaussian, Bandwidth::from_metres(300.0).unwrap());
    let bounds = columns.bounds().unwrap();
    let raster = heat.over(&bounds, 500);
    assert!(raster.width().max(raster.height()) <= 500 && raster.width().max(raster.height()) > 250);
    assert!(raster.bounds().covers(&bounds));
    let tile = heat.densities(raster.window.grown(60));
    assert!((mass(&tile) / 250.0 - 1.0).abs() < 1e-3, "{}", mass(&tile));
}

#[test]
fn nothing_selected_is_no_density_anywhere() {
    let (none, empty) = (Filter { categories: Some(vec![]), ..Filter::default() }, columns(&[]));
    let some = columns(&places());
    for (columns, filter) in [(&some, &none), (&empty, &year()), (&empty, &Filter::default())] {
        let heat = Heat::new(columns, filter, Kernel::Gaussian, Bandwidth::from_metres(300.0).unwrap());
        let tile = TileId::new(12, 3382, 1666).unwrap();
        assert_eq!((heat.peak(), heat.tile(tile, TileSize::Large512).peak()), (0.0, 0.0));
        assert_eq!(heat.value(LatticePoint::new(1_173_000_000, 318_000_000)), 0.0);
    }
}

#[test]
fn extreme_bandwidths_and_places_are_answered() {
    let columns = columns(&[(-180.0, -90.0), (180.0, 90.0), (0.0, 0.0), (117.3, 31.8)]);
    let filter = Filter::default();
    for metres in [Bandwidth::MIN_M, Bandwidth::MAX_M] {
        for kernel in [Kernel::Gaussian, Kernel::Quartic] {
            let heat = Heat::new(&columns, &filter, kernel, Bandwidth::from_metres(metres).unwrap());
            for tile in [(0, 0, 0), (20, 0, 0), (20, (1 << 20) - 1, (1 << 20) - 1), (16, 54_121, 26_657)] {
                let raster = heat.tile(TileId::new(tile.0, tile.1, tile.2).unwrap(), TileSize::Small256);
                assert!(raster.values().iter().all(|v| v.is_finite() && *v >= 0.0), "{metres} m, {tile:?}");
            }
            assert!(heat.peak() > 0.0);
        }
    }
    let window = Window { level: 8, min: [0, 0], size: [256, 256] };
    assert_eq!(window.bounds(), WorldBounds::WORLD);
}
