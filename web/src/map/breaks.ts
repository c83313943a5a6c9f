import type { Breaks } from "../state/layers";

/**
 * Upper bounds of the first n − 1 of n classes over the positive values, rounded to two significant digits and without
 * repeats: fewer classes where values tie.
 */
export const breaksOf = (method: Breaks, values: readonly number[], classes: number): number[] => {
  const sorted = values.filter((v) => v > 0).sort((a, b) => a - b);
  const least = sorted[0];
  if (least === undefined) return [];
  return [...new Set(METHODS[method](sorted, classes).map(rounded))].filter((cut) => cut > least);
};

const rounded = (value: number): number => Number(value.toPrecision(2));

/** The p-quantile of ascending values (type 7, as R and NumPy). */
export const quantile = (sorted: readonly number[], p: number): number => {
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
};

const inner = (classes: number): number[] => Array.from({ length: classes - 1 }, (_, i) => i + 1);

const quantiles = (sorted: readonly number[], classes: number): number[] =>
  inner(classes).map((i) => quantile(sorted, i / classes));

const equal = (sorted: readonly number[], classes: number): number[] => {
  const [least = 0, most = least] = [sorted[0], sorted.at(-1)];
  return inner(classes).map((i) => least + ((most - least) * i) / classes);
};

/** The first value of each class but the lowest, so that the squared deviations within classes are as small as can be. */
const jenks = (sorted: readonly number[], classes: number): number[] =>
  startsOf(sorted, Math.min(classes, new Set(sorted).size)).slice(1).map((at) => sorted[at] ?? 0);

const METHODS: Record<Breaks, (sorted: readonly number[], classes: number) => number[]> = {
  quantile: quantiles,
  jenks,
  equal,
};

/** Where the classes of the best partition start (Fisher 1958), by dynamic programming in O(k·n·log n). */
const startsOf = (sorted: readonly number[], classes: number): number[] => {
  const n = sorted.length;
  const cost = deviation(sorted);
  let best = Array.from({ length: n + 1 }, (_, end) => cost(0, end));
  const starts: number[][] = [];
  for (let k = 2; k <= classes; k += 1) {
    const { costs, cuts } = nextRow(best, cost, k - 1);
    best = costs;
    starts.push(cuts);
  }
  return traced(starts, n);
};

const traced = (starts: readonly number[][], end: number): number[] => {
  const cuts = [0];
  let at = end;
  for (const row of [...starts].reverse()) {
    at = row[at] ?? 0;
    cuts.splice(1, 0, at);
  }
  return cuts;
};

/** Sum of squared deviations from the mean over [from, to), from running sums of values shifted by their mean. */
const deviation = (sorted: readonly number[]): ((from: number, to: number) => number) => {
  const mean = sorted.reduce((sum, v) => sum + v, 0) / sorted.length;
  const sums = [0];
  const squares = [0];
  for (const value of sorted) {
    sums.push((sums.at(-1) ?? 0) + value - mean);
    squares.push((squares.at(-1) ?? 0) + (value - mean) ** 2);
  }
  const between = (all: readonly number[], from: number, to: number): number => (all[to] ?? 0) - (all[from] ?? 0);
  return (from, to) =>
    to <= from ? 0 : between(squares, from, to) - between(sums, from, to) ** 2 / (to - from);
};

/** One more class: the best start of the last class never moves back as the end grows, which halves the search at each step. */
const nextRow = (
  before: readonly number[],
  cost: (from: number, to: number) => number,
  least: number,
): { costs: number[]; cuts: number[] } => {
  const n = before.length - 1;
  const costs = Array.from({ length: n + 1 }, () => 0);
  const cuts = Array.from({ length: n + 1 }, () => 0);
  const fill = (from: number, to: number, low: number, high: number): void => {
    if (from > to) return;
    const middle = (from + to) >> 1;
    let cut = low;
    let lowest = Infinity;
    for (let at = Math.max(low, least); at <= Math.min(high, middle); at += 1) {
      const total = (before[at] ?? 0) + cost(at, middle);
      if (total < lowest) [lowest, cut] = [total, at];
    }
    costs[middle] = Number.isFinite(lowest) ? lowest : 0;
    cuts[middle] = cut;
    fill(from, middle - 1, low, cut);
    fill(middle + 1, to, cut, high);
  };
  fill(least, n, least, n);
  return { costs, cuts };
};
