use onemap_benches::{median_seconds, wavy_plan};
use onemap_engine::coord::MultiPolygon;
use onemap_engine::coverage::*;
use std::hint::black_box;
fn main() {
    let polygons: Vec<MultiPolygon> = wavy_plan(3635, 60).polygons().map(MultiPolygon::from).collect();
    let t = |name: &str, f: &dyn Fn()| println!("{name} {:.1} ms", 1e3 * median_seconds(7, f));
    t("flaws seq", &|| {
        for p in &polygons {
            black_box(flaws(p));
        }
    });
    t("build", &|| drop(black_box(Coverage::build(&polygons))));
    t("mismatches", &|| drop(black_box(mismatches(&polygons, 0.0))));
    let c = Coverage::build(&polygons).coverage;
    t("polygon()", &|| c.faces().for_each(|f| drop(black_box(c.polygon(f)))));
    t("simplifier", &|| drop(black_box(Simplifier::new(&c))));
    t("clone", &|| drop(black_box(polygons.clone())));
}
