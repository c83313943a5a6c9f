//! The best cylinder around a unit, without looking at most of them.
//!
//! Circles around one unit are taken in blocks in which they grow little. With the complaints of the block's last circle and the expectation of
//! its first, no cylinder of the block can have a greater ratio; where even that is no more than the best so far, the block is done with. Blocks
//! are the same for all replicas.

use super::ratio::{CAUTION, log_likelihood_ratio, may_exceed};
use super::series::{LANES, Series};
use super::{ScanCluster, Shares, TimeLimits, Zones};
use std::ops::Range;

/// Spans of time are told by how many steps before the end they begin and stop.
pub(super) struct Scanner<'a> {
    pub zones: &'a Zones,
    pub steps: usize,
    total: f64,
    /// By place in the zones: the share of all that is expected in the circle ending there.
    inside: Vec<f64>,
    blocks: Vec<Block>,
    /// Where the blocks of each centre begin.
    block_starts: Vec<usize>,
    /// By number of steps before the end: the share of all that is expected since.
    since: Vec<f32>,
    since_exact: Vec<f64>,
    /// The same of the columns that are added, a little less, and its root; nothing is at least infinite.
    quick: Vec<(f32, f32)>,
    longest: usize,
    /// Spans stop so many steps before the end at most.
    last_stop: usize,
}

/// Circles around a unit that are looked at together.
struct Block {
    /// One after the place of the last.
    end: usize,
    /// Complaints in the first, of all steps.
    expected: f32,
    /// By the root of twice a floor and that of a span's share: no circle's ratio exceeds the floor with fewer complaints more than expected.
    deviation: f32,
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
/// More than f32 rounds by.
const LESS: f64 = 1.0 - 1e-6;

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
        let since = since_exact.iter().map(|&share| share as f32).collect();
        let mut scanner = Self {
            zones,
            steps,
            total,
            inside: Vec::new(),
            blocks: Vec::new(),
            block_starts: vec![0],
            since,
            since_exact,
            quick: Vec::new(),
            longest,
            last_stop,
        };
        // Columns that fill up the last panel have nothing.
        let padded = scanner.columns().next_multiple_of(LANES);
        scanner.since.resize(padded.max(steps + 1), 0.0);
        scanner.make_quick();
        (0..zones.len()).for_each(|centre| scanner.make_blocks(centre, shares));
        scanner
    }

    fn make_quick(&mut self) {
        let columns = self.since_exact[1..self.columns()].iter();
        self.quick.push((0.0, f32::INFINITY));
        self.quick.extend(columns.map(|&share| ((share * LESS) as f32, share.sqrt() as f32)));
        self.quick.resize(self.quick.len().next_multiple_of(LANES), (0.0, f32::INFINITY));
    }

    fn make_blocks(&mut self, centre: usize, shares: &Shares) {
        let start = self.inside.len();
        let growing = self.zones.around(centre).iter().scan(0.0, |sum, &unit| {
            *sum += shares.by_unit[unit as usize];
            Some(*sum)
        });
        self.inside.extend(growing);
        let inside = &self.inside[start..];
        let mut first = 0;
        while first < inside.len() {
            let end = self.block_end(inside, first);
            let longest = inside[first] * self.since_exact[self.longest];
            // As in `may_exceed`, but ln(1 + x) ≤ x; the longest span has the least of (C − μ) / (C + μ).
            let deviation =
                (inside[first] * self.total * (1.0 - longest) / (1.0 + longest) / f64::from(CAUTION)).sqrt();
            let expected = (inside[first] * self.total) as f32;
            self.blocks.push(Block { end, expected, deviation: deviation as f32 });
            first = end;
        }
        self.block_starts.push(self.blocks.len());
    }

    /// Columns from 0 steps before the end on.
    pub fn columns(&self) -> usize {
        (self.last_stop + self.longest).min(self.steps) + 1
    }

    /// The cylinder with the greatest ratio around a unit, if that is above `floor`; of equals the first.
    pub fn best_around(&self, centre: usize, series: &Series, floor: f64) -> Option<Best> {
        let (units, ends) = (self.zones.around(centre), self.zones.ends(centre));
        let inside = &self.inside[self.zones.span(centre)];
        let mut search = Search { scanner: self, floor, root: root(floor), best: None };
        let mut now = vec![[0; LANES]; self.columns().div_ceil(LANES)];
        let mut before = now.clone();
        let mut start = 0;
        for block in &self.blocks[self.block_starts[centre]..self.block_starts[centre + 1]] {
            before.copy_from_slice(&now);
            series.add(&units[start..block.end], &mut now);
            if search.may_hold(block, now.as_flattened(), inside[start]) {
                now.copy_from_slice(&before);
                for place in start..block.end {
                    series.add(&units[place..=place], &mut now);
                    if ends[place] {
                        search.look(centre, place + 1, now.as_flattened(), inside[place]);
                    }
                }
            }
            start = block.end;
        }
        search.best
    }

    fn block_end(&self, inside: &[f64], start: usize) -> usize {
        let expected = inside[start] * self.total * self.since_exact[self.longest];
        let most = inside[start] * (1.0 + BLOCK_DEVIATIONS / expected.max(f64::MIN_POSITIVE).sqrt());
        start + 1 + inside[start + 1..].iter().take_while(|&&share| share <= most).count()
    }

    /// Where spans stop, and where those begin. Those that last until the end begin in any column: in those that fill up the last panel nothing
    /// is observed or expected.
    fn spans(&self) -> impl Iterator<Item = (usize, Range<usize>)> + '_ {
        let begins = |stop: usize| stop + 1..(stop + self.longest).min(self.steps) + 1;
        let until_the_end = 0..self.columns().next_multiple_of(LANES);
        (0..=self.last_stop)
            .map(move |stop| (stop, if self.last_stop == 0 { until_the_end.clone() } else { begins(stop) }))
    }
}

struct Search<'a> {
    scanner: &'a Scanner<'a>,
    floor: f64,
    /// That of twice the floor.
    root: f32,
    best: Option<Best>,
}

impl Search<'_> {
    /// Whether a span may be better than the best so far, with so many complaints, if at least so large a share is expected.
    fn may_hold(&self, block: &Block, counts: &[i32], inside: f64) -> bool {
        let is_prospective = self.scanner.last_stop == 0;
        (!is_prospective || self.may_last(block, counts))
            && self.scanner.spans().any(|(stop, begins)| self.may_begin(counts, inside, stop, begins))
    }

    /// The same of spans that last until the end, by a bound that is wider and takes a few instructions.
    fn may_last(&self, block: &Block, counts: &[i32]) -> bool {
        let deviations = block.deviation * self.root;
        let mut may = false;
        for (&observed, &(share, root)) in counts.iter().zip(&self.scanner.quick) {
            may |= observed as f32 >= block.expected * share + deviations * root;
        }
        may
    }

    fn may_begin(&self, counts: &[i32], inside: f64, stop: usize, begins: Range<usize>) -> bool {
        let scanner = self.scanner;
        let (total, floor) = (scanner.total as f32, self.floor as f32);
        let all = inside as f32 * total;
        let (count, since) = (counts[stop], scanner.since[stop]);
        let counts = &counts[begins.clone()];
        let mut may = false;
        for (&counted, &share) in counts.iter().zip(&scanner.since[begins]) {
            let (observed, expected) = ((counted - count) as f32, all * (share - since));
            may |= may_exceed(floor, observed, expected, total);
        }
        may
    }

    /// Looks at every span over one circle.
    fn look(&mut self, centre: usize, units: usize, counts: &[i32], inside: f64) {
        let scanner = self.scanner;
        for (stop, begins) in scanner.spans() {
            if !self.may_begin(counts, inside, stop, begins.clone()) {
                continue;
            }
            for begin in begins.start..begins.end.min(scanner.since_exact.len()) {
                let observed = f64::from(counts[begin] - counts[stop]);
                let share = inside * (scanner.since_exact[begin] - scanner.since_exact[stop]);
                let expected = share * scanner.total;
                if !may_exceed(self.floor as f32, observed as f32, expected as f32, scanner.total as f32) {
                    continue;
                }
                let llr = log_likelihood_ratio(observed, expected, scanner.total);
                if llr > self.floor {
                    (self.floor, self.root) = (llr, root(llr));
                    let (observed, steps) = (observed as u64, scanner.steps);
                    self.best = Some(Best { centre, units, stop, begin, observed, expected, steps, llr });
                }
            }
        }
    }
}

fn root(floor: f64) -> f32 {
    (2.0 * floor).sqrt() as f32
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
