//! The best cylinder around a unit, without looking at most of them.
//!
//! Circles around one unit are taken in blocks in which they grow little. With the complaints of the block's last circle and the expectation of
//! its first, no cylinder of the block can have a greater ratio; where even that is no more than the best so far, the block is done with.

use super::{ScanCluster, Shares, TimeLimits, Zones};

/// Spans of time are told by how many steps before the end they begin and stop.
pub(super) struct Scanner<'a> {
    pub zones: &'a Zones,
    pub steps: usize,
    total: f64,
    /// By place in the zones: the share of all that is expected in the circle ending there.
    inside: Vec<f64>,
    /// By number of steps before the end: the share of all that is expected since.
    since: Vec<f32>,
    since_exact: Vec<f64>,
    longest: usize,
    /// Spans stop so many steps before the end at most.
    last_stop: usize,
}

/// Complaints of each unit since so many steps before the end, from 0 on.
pub(super) struct Series {
    stride: usize,
    counts: Vec<u32>,
}

/// A cylinder around a unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Best {
    pub centre: usize,
    /// How many of the units around it.
    pub units: usize,
    /// Steps before the end where it stops and begins.
    stop: usize,
    begin: usize,
    observed: u64,
    expected: f64,
    steps: usize,
    pub llr: f64,
}

/// In a block, expectation grows by so many of its standard deviations.
const BLOCK_DEVIATIONS: f64 = 1.5;
/// What f32 may be wrong by, and more.
const CAUTION: f32 = 1.01;

impl<'a> Scanner<'a> {
    pub fn new(zones: &'a Zones, shares: &Shares, total: f64, time: TimeLimits) -> Self {
        let steps = shares.by_step.len();
        let longest = ((time.most_share * steps as f64 + 1e-9) as usize).clamp(1, steps);
        let last_stop = if time.prospective { 0 } else { steps - 1 };
        let mut since_exact = vec![0.0];
        since_exact.extend(shares.by_step.iter().rev().scan(0.0, |sum, share| {
            *sum += share;
            Some(*sum)
        }));
        let mut inside = Vec::new();
        for centre in 0..zones.len() {
            let growing = zones.around(centre).iter().scan(0.0, |sum, &unit| {
                *sum += shares.by_unit[unit as usize];
                Some(*sum)
            });
            inside.extend(growing);
        }
        let since = since_exact.iter().map(|&share| share as f32).collect();
        Self { zones, steps, total, inside, since, since_exact, longest, last_stop }
    }

    fn stride(&self) -> usize {
        (self.last_stop + self.longest).min(self.steps) + 1
    }

    /// The cylinder with the greatest ratio around a unit, if that is above `floor`; of equals the first.
    pub fn best_around(&self, centre: usize, series: &Series, floor: f64) -> Option<Best> {
        let (units, ends) = (self.zones.around(centre), self.zones.ends(centre));
        let inside = &self.inside[self.zones.span(centre)];
        let mut search = Search { scanner: self, floor, best: None };
        let (mut before, mut now) = (vec![0; series.stride], vec![0; series.stride]);
        let mut start = 0;
        while start < units.len() {
            let end = self.block_end(inside, start);
            before.copy_from_slice(&now);
            units[start..end].iter().for_each(|&unit| series.add(unit, &mut now));
            if search.may_hold(&now, inside[start]) {
                now.copy_from_slice(&before);
                for place in start..end {
                    series.add(units[place], &mut now);
                    if ends[place] {
                        search.look(centre, place + 1, &now, inside[place]);
                    }
                }
            }
            start = end;
        }
        search.best
    }

    fn block_end(&self, inside: &[f64], start: usize) -> usize {
        let expected = inside[start] * self.total * self.since_exact[self.longest];
        let most = inside[start] * (1.0 + BLOCK_DEVIATIONS / expected.max(f64::MIN_POSITIVE).sqrt());
        start + 1 + inside[start + 1..].iter().take_while(|&&share| share <= most).count()
    }

    /// Where spans stop, and where those begin.
    fn spans(&self) -> impl Iterator<Item = (usize, std::ops::RangeInclusive<usize>)> + '_ {
        (0..=self.last_stop).map(|stop| (stop, stop + 1..=(stop + self.longest).min(self.steps)))
    }
}

struct Search<'a> {
    scanner: &'a Scanner<'a>,
    floor: f64,
    best: Option<Best>,
}

impl Search<'_> {
    /// Whether a span may be better than the best so far, with so many complaints, if at least so large a share is expected.
    fn may_hold(&self, counts: &[u32], inside: f64) -> bool {
        self.scanner.spans().any(|(stop, begins)| self.may_begin(counts, inside, stop, begins))
    }

    /// With d = c − μ the ratio is at most d² (1 / 2μ + 1 / (C − μ)): ln(1 + x) ≤ x in the first term of the ratio, taken to the second
    /// order, and ≥ x / (1 + x) in the other.
    fn may_begin(
        &self,
        counts: &[u32],
        inside: f64,
        stop: usize,
        begins: std::ops::RangeInclusive<usize>,
    ) -> bool {
        let scanner = self.scanner;
        let (total, floor) = (scanner.total as f32, self.floor as f32 * 2.0);
        let all = inside as f32 * total;
        let (count, since) = (counts[stop], scanner.since[stop]);
        let counts = &counts[begins.clone()];
        let mut may = false;
        for (&counted, &share) in counts.iter().zip(&scanner.since[begins]) {
            let (observed, expected) = ((counted - count) as f32, all * (share - since));
            let more = observed - expected;
            let bound = more * more * (total + expected) * CAUTION;
            may |= (more * CAUTION > 0.0) & (bound >= floor * expected * (total - expected));
        }
        may
    }

    /// Looks at every span over one circle.
    fn look(&mut self, centre: usize, units: usize, counts: &[u32], inside: f64) {
        let scanner = self.scanner;
        for (stop, begins) in scanner.spans() {
            if !self.may_begin(counts, inside, stop, begins.clone()) {
                continue;
            }
            for begin in begins {
                let observed = f64::from(counts[begin] - counts[stop]);
                let share = inside * (scanner.since_exact[begin] - scanner.since_exact[stop]);
                let expected = share * scanner.total;
                let llr = log_likelihood_ratio(observed, expected, scanner.total);
                if llr > self.floor {
                    self.floor = llr;
                    let (observed, steps) = (observed as u64, scanner.steps);
                    self.best = Some(Best { centre, units, stop, begin, observed, expected, steps, llr });
                }
            }
        }
    }
}

/// Kulldorff 1997, for more complaints than expected; else, and where nothing is expected, 0.
fn log_likelihood_ratio(observed: f64, expected: f64, total: f64) -> f64 {
    if observed <= expected || expected <= 0.0 {
        return 0.0;
    }
    let outside = total - observed;
    let rest = if outside > 0.0 { outside * (outside / (total - expected)).ln() } else { 0.0 };
    observed * (observed / expected).ln() + rest
}

impl Series {
    /// Of nothing yet.
    pub fn new(scanner: &Scanner<'_>) -> Self {
        Self { stride: scanner.stride(), counts: Vec::new() }
    }

    /// Takes these counts, by unit, within it by step, in place of those it had.
    pub fn read(&mut self, counts: &[u32], scanner: &Scanner<'_>) {
        self.counts.clear();
        for unit in counts.chunks(scanner.steps) {
            let mut sum = 0;
            self.counts.push(0);
            for count in unit.iter().rev().take(self.stride - 1) {
                sum += count;
                self.counts.push(sum);
            }
        }
    }

    /// Adds what one unit has.
    fn add(&self, unit: u32, to: &mut [u32]) {
        let own = &self.counts[unit as usize * self.stride..][..self.stride];
        if own[self.stride - 1] > 0 {
            to.iter_mut().zip(own).for_each(|(sum, count)| *sum += count);
        }
    }
}

impl Best {
    pub fn cluster(&self, zones: &Zones, total: f64, p: f64) -> ScanCluster {
        let units: Vec<usize> =
            zones.around(self.centre)[..self.units].iter().map(|&unit| unit as usize).collect();
        let (observed, outside) = (self.observed as f64, total - self.observed as f64);
        let risk = || observed / self.expected / (outside / (total - self.expected));
        ScanCluster {
            radius_m: zones.distance_m(self.centre, units[units.len() - 1]),
            units,
            steps: self.steps - self.begin..self.steps - self.stop,
            observed: self.observed,
            expected: self.expected,
            relative_risk: (outside > 0.0).then(risk),
            llr: self.llr,
            p,
        }
    }
}
