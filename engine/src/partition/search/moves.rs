//! Cells go across boundaries, one by one.

use super::{GAIN, Search};
use crate::partition::cells::NONE;
use crate::partition::objective::Figures;
use crate::partition::tree::{figures_of, less, more};

/// Rounds of moving cells across boundaries; each looks at every cell there once.
const MOST_SWEEPS: u32 = 12;

/// A node goes to another part.
struct Move {
    gain: f64,
    to: u32,
    /// Of the part it leaves and the one it goes to, afterwards.
    figures: [Figures; 2],
}

impl Search<'_> {
    /// Moves cells of a set to other parts of the set, as long as that is for the better. Afterwards all parts are connected as
    /// before. Fiduccia & Mattheyses 1982 move cells like this; theirs goes through worse states too.
    pub(super) fn sweep(&mut self, nodes: &[u32]) {
        nodes.iter().for_each(|&node| self.local[node as usize] = 0);
        for _ in 0..MOST_SWEEPS {
            let mut moved = false;
            for &node in nodes {
                moved |= self.move_for_the_better(node);
            }
            if !moved {
                break;
            }
        }
        nodes.iter().for_each(|&node| self.local[node as usize] = NONE);
    }

    /// Moves one cell after the other, each time the one that gains most: few cells move, and the right ones.
    pub(super) fn move_best_first(&mut self, nodes: &[u32]) {
        nodes.iter().for_each(|&node| self.local[node as usize] = 0);
        for _ in 0..nodes.len() {
            let gains = nodes.iter().filter_map(|&node| Some((self.best_move(node)?, node)));
            let best = gains.filter(|(_, node)| self.may_leave(*node)).fold(
                None,
                |best: Option<(Move, u32)>, next| match best {
                    Some(best) if best.0.gain >= next.0.gain => Some(best),
                    _ => Some(next),
                },
            );
            let Some((best, node)) = best else { break };
            self.carry_out(node, &best);
        }
        nodes.iter().for_each(|&node| self.local[node as usize] = NONE);
    }

    fn move_for_the_better(&mut self, node: u32) -> bool {
        let Some(best) = self.best_move(node).filter(|_| self.may_leave(node)) else { return false };
        self.carry_out(node, &best);
        true
    }

    fn carry_out(&mut self, node: u32, done: &Move) {
        let own = std::mem::replace(&mut self.part[node as usize], done.to);
        [self.parts[own as usize], self.parts[done.to as usize]] = done.figures;
    }

    /// The part to which a node goes with the greatest gain, if there is any.
    fn best_move(&self, node: u32) -> Option<Move> {
        let own = self.part[node as usize];
        let borders = self.graph.borders(node);
        let is_candidate = |to: u32| self.part[to as usize] != own && self.local[to as usize] != NONE;
        if !borders.iter().any(|border| border.is_open && is_candidate(border.to)) {
            return None;
        }
        let mut best: Option<Move> = None;
        for (i, border) in borders.iter().enumerate() {
            let to = self.part[border.to as usize];
            let seen =
                borders[..i].iter().any(|earlier| earlier.is_open && self.part[earlier.to as usize] == to);
            if !border.is_open || seen || !is_candidate(border.to) {
                continue;
            }
            let found = self.gain(node, to);
            if found.gain > GAIN && best.as_ref().is_none_or(|best| found.gain > best.gain) {
                best = Some(found);
            }
        }
        best
    }

    /// What moving a node to a part gains, and the figures of both afterwards.
    fn gain(&self, node: u32, to: u32) -> Move {
        let own = self.part[node as usize];
        let mut figures = figures_of(self.graph, node);
        let (mut with_own, mut with_to, mut inside) = (0.0, 0.0, 0.0);
        for border in self.graph.borders(node) {
            figures.perimeter_m += border.length_m;
            let there = self.part[border.to as usize];
            if there == own {
                with_own += border.length_m;
                inside += border.inside_m;
            } else if there == to {
                with_to += border.length_m;
                inside -= border.inside_m;
            }
        }
        let [from_before, to_before] = [own, to].map(|part| self.parts[part as usize]);
        let mut from_after = less(&from_before, &figures);
        from_after.perimeter_m += 2.0 * with_own;
        let mut to_after = more(&to_before, &figures);
        to_after.perimeter_m -= 2.0 * with_to;
        let cost = |part: &Figures| self.options.cost(part, 1);
        let gain = cost(&from_before) + cost(&to_before) - cost(&from_after) - cost(&to_after);
        let moved = self.moved(node, to) - self.moved(node, own);
        let gain = gain - self.options.weights.roads * inside / self.side_m - moved;
        Move { gain, to, figures: [from_after, to_after] }
    }

    /// Whether the rest of a node's part stays connected, and is not nothing, without it.
    fn may_leave(&self, node: u32) -> bool {
        let own = self.part[node as usize];
        let open = |at: u32| {
            let borders = self.graph.borders(at).iter();
            borders
                .filter(|border| border.is_open && self.part[border.to as usize] == own)
                .map(|border| border.to)
        };
        let mut wanted: Vec<u32> = open(node).collect();
        let Some(start) = wanted.pop() else { return false };
        let (mut seen, mut next) = (vec![node, start], 1);
        let mut is_seen = rustc_hash::FxHashSet::from_iter([node, start]);
        while !wanted.is_empty() {
            let Some(&at) = seen.get(next) else { return false };
            for to in open(at) {
                if is_seen.insert(to) {
                    wanted.retain(|&other| other != to);
                    seen.push(to);
                }
            }
            next += 1;
        }
        true
    }
}
