//! The drawing commands of a feature.

use super::wire::{put_varint, zigzag};
use crate::tile::grid::Unit;
use crate::tile::rings::doubled_area;

/// Commands, each with the number of times it is repeated in its upper bits.
const MOVE_TO: u64 = 1;
const LINE_TO: u64 = 2;
const CLOSE_PATH: u64 = 7;

/// Commands as they are written. A pen that stays where a line ends draws the next one from there.
#[derive(Default)]
pub struct Commands {
    pub bytes: Vec<u8>,
    pen: Unit,
}

impl Commands {
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.pen = [0; 2];
    }

    pub fn point(&mut self, at: Unit) {
        self.command(MOVE_TO, 1);
        self.go(at);
    }

    /// At least two points.
    pub fn line(&mut self, line: &[Unit]) {
        self.points(line.iter().copied(), line.len());
    }

    /// At least three points, the first not repeated. A shell turns so that its area in the tile's own axes is positive, a hole
    /// the other way.
    pub fn ring(&mut self, ring: &[Unit], is_shell: bool) {
        if (doubled_area(ring) > 0) == is_shell {
            self.points(ring.iter().copied(), ring.len());
        } else {
            self.points(ring.iter().rev().copied(), ring.len());
        }
        self.command(CLOSE_PATH, 1);
    }

    fn points(&mut self, mut points: impl Iterator<Item = Unit>, count: usize) {
        points.next().into_iter().for_each(|first| self.point(first));
        self.command(LINE_TO, count as u64 - 1);
        points.for_each(|at| self.go(at));
    }

    fn command(&mut self, command: u64, times: u64) {
        put_varint(&mut self.bytes, times << 3 | command);
    }

    fn go(&mut self, to: Unit) {
        for (to, from) in to.into_iter().zip(self.pen) {
            put_varint(&mut self.bytes, zigzag(i64::from(to - from)));
        }
        self.pen = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the specification, §4.3.5. All their numbers fit a byte.
    #[test]
    fn published_examples() {
        let drawn = |draw: &dyn Fn(&mut Commands)| {
            let mut commands = Commands::default();
            draw(&mut commands);
            commands.bytes
        };
        assert_eq!(drawn(&|to| to.point([25, 17])), [9, 50, 34]);
        assert_eq!(drawn(&|to| to.line(&[[2, 2], [2, 10], [10, 10]])), [9, 4, 4, 18, 0, 16, 16, 0]);
        let two_lines = drawn(&|to| {
            to.line(&[[2, 2], [2, 10], [10, 10]]);
            to.line(&[[1, 1], [3, 5]]);
        });
        assert_eq!(two_lines, [9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8]);
        let triangle = [9, 6, 12, 18, 10, 12, 24, 44, 15];
        assert_eq!(drawn(&|to| to.ring(&[[3, 6], [8, 12], [20, 34]], true)), triangle);
    }

    #[test]
    fn shells_and_holes_turn_opposite_ways() {
        let square: [Unit; 4] = [[0, 0], [10, 0], [10, 10], [0, 10]];
        let mut turned = square;
        turned.reverse();
        let drawn = |ring: &[Unit], is_shell| {
            let mut commands = Commands::default();
            commands.ring(ring, is_shell);
            commands.bytes
        };
        assert_eq!(drawn(&square, true), [9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15]);
        assert_eq!(drawn(&turned, true)[..3], [9, 0, 0]);
        assert_eq!(drawn(&square, false), drawn(&turned, false));
    }
}
