//! GCJ-02 and BD-09, the shifted datums of Chinese web maps. Inverted by iteration: a single pass leaves 1–2 m.

use std::f64::consts::PI;

/// Semi-major axis (m) and squared eccentricity of the Krasovsky 1940 ellipsoid the shift is defined on.
const KRASOVSKY_A: f64 = 6_378_245.0;
const KRASOVSKY_EE: f64 = 0.006_693_421_622_965_943;
/// BD-09's own angular scale.
const BD_PI: f64 = PI * 3000.0 / 180.0;
/// Half a millimetre in degrees, and passes enough to reach it from anywhere (each leaves about 1/1000).
const CLOSE_DEGREES: f64 = 5e-9;
const PASSES: usize = 12;

pub(super) fn from_gcj02(lon: f64, lat: f64) -> (f64, f64) {
    invert(to_gcj02, lon, lat)
}

pub(super) fn from_bd09(lon: f64, lat: f64) -> (f64, f64) {
    invert(to_bd09, lon, lat)
}

/// Fixed point of p ← p + (target − forward(p)).
fn invert(forward: impl Fn(f64, f64) -> (f64, f64), lon: f64, lat: f64) -> (f64, f64) {
    let mut guess = (lon, lat);
    for _ in 0..PASSES {
        let seen = forward(guess.0, guess.1);
        let (east, north) = (lon - seen.0, lat - seen.1);
        guess = (guess.0 + east, guess.1 + north);
        if east.abs().max(north.abs()) < CLOSE_DEGREES {
            break;
        }
    }
    guess
}

fn to_gcj02(lon: f64, lat: f64) -> (f64, f64) {
    if !in_china(lon, lat) {
        return (lon, lat);
    }
    let (east, north) = shift_metres(lon - 105.0, lat - 35.0);
    let phi = lat.to_radians();
    let magic = 1.0 - KRASOVSKY_EE * phi.sin().powi(2);
    let meridional = KRASOVSKY_A * (1.0 - KRASOVSKY_EE) / (magic * magic.sqrt());
    let transverse = KRASOVSKY_A / magic.sqrt() * phi.cos();
    (lon + (east / transverse).to_degrees(), lat + (north / meridional).to_degrees())
}

/// The box in which the shift applies.
fn in_china(lon: f64, lat: f64) -> bool {
    (72.004..=137.8347).contains(&lon) && (0.8293..=55.8271).contains(&lat)
}

fn shift_metres(x: f64, y: f64) -> (f64, f64) {
    let wave = |v: f64, big: f64, small: f64| big * (v * PI).sin() + small * (v / 3.0 * PI).sin();
    let ripple = (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0;
    let root = x.abs().sqrt();
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * root
        + ripple
        + wave(x, 20.0, 40.0) * 2.0 / 3.0
        + (150.0 * (x / 12.0 * PI).sin() + 300.0 * (x / 30.0 * PI).sin()) * 2.0 / 3.0;
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * root
        + ripple
        + wave(y, 20.0, 40.0) * 2.0 / 3.0
        + (160.0 * (y / 12.0 * PI).sin() + 320.0 * (y / 30.0 * PI).sin()) * 2.0 / 3.0;
    (east, north)
}

fn to_bd09(lon: f64, lat: f64) -> (f64, f64) {
    let (lon, lat) = to_gcj02(lon, lat);
    let radius = lon.hypot(lat) + 2e-5 * (lat * BD_PI).sin();
    let angle = lat.atan2(lon) + 3e-6 * (lon * BD_PI).cos();
    (radius * angle.cos() + 0.0065, radius * angle.sin() + 0.006)
}
