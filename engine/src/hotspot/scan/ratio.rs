//! The likelihood ratio of a cylinder, and what it cannot exceed.

/// What f32 may be wrong by, and more.
pub(super) const CAUTION: f32 = 1.01;

/// Whether the ratio may be above a floor. With d = c − μ it is at most d² ((3μ + d) / (μ (6μ + 4d)) + 1 / (C − μ)): in its first term
/// ln(1 + x) ≤ x (6 + x) / (6 + 4x) (Topsøe 2007, "Some bounds for the logarithmic function"), in the other ln(1 − y) ≤ −y.
pub(super) fn may_exceed(floor: f32, observed: f32, expected: f32, total: f32) -> bool {
    let more = observed - expected;
    let (inside, outside) = (expected * (6.0 * expected + 4.0 * more), total - expected);
    let bound = more * more * ((3.0 * expected + more) * outside + inside) * CAUTION;
    (more > 0.0) & (bound >= floor * inside * outside)
}

/// Kulldorff 1997, for more complaints than expected; else, and where nothing is expected, 0.
pub(super) fn log_likelihood_ratio(observed: f64, expected: f64, total: f64) -> f64 {
    if observed <= expected || expected <= 0.0 {
        return 0.0;
    }
    let outside = total - observed;
    let rest = if outside > 0.0 { outside * (outside / (total - expected)).ln() } else { 0.0 };
    observed * (observed / expected).ln() + rest
}
