import type { AreaSummary, PlanGrid } from "../api/types";
import { relativeChange } from "../format/number";
import { type Breaks, isComparison, type Measure } from "../state/layers";
import type { Theme } from "../state/url";
import { breaksOf, quantile } from "./breaks";
import { CHANGE, DIVERGING, SEQUENTIAL } from "./palette";

/** One colour of a legend: values in [from, to); null is open. */
export interface ColorClass {
  from: number | null;
  to: number | null;
  color: string;
}

/** Where the class that holds zero alone ends. */
export const ABOVE_ZERO = 1e-9;

type Measured = Pick<AreaSummary, "households" | "complaints" | "complaints_before" | "area_m2">;

/** What an area is coloured by; null where it has no meaning, as per household where nobody lives. */
export const measureOf = (area: Measured, measure: Measure): number | null => {
  switch (measure) {
    case "range":
      return area.households;
    case "count":
      return area.complaints;
    case "households":
      return perThousand(area.complaints, area.households);
    case "density":
      return area.area_m2 > 0 ? area.complaints / (area.area_m2 / 1e6) : null;
    case "difference":
      return area.complaints - area.complaints_before;
    case "change":
      return relativeChange(area.complaints, area.complaints_before);
  }
};

/** As {@link measureOf}, for a grid of a plan; its complaints are those of one window, so that nothing can be compared. */
export const measureOfPlan = (grid: PlanGrid, measure: Measure): number | null =>
  isComparison(measure) ? null : measureOf({ ...grid, complaints_before: 0 }, measure);

/** Complaints per 1,000 households; null where nobody is known to live. */
export const perThousand = (complaints: number, households: number | null): number | null =>
  households !== null && households > 0 ? (complaints / households) * 1000 : null;

/** Zero, then classes by the method. */
export const sequentialClasses = (
  values: readonly number[],
  theme: Theme,
  method: Breaks = "quantile",
): ColorClass[] => {
  const { zero, classes } = SEQUENTIAL[theme];
  const breaks = breaksOf(method, values, classes.length);
  return [{ from: null, to: ABOVE_ZERO, color: zero }, ...between([ABOVE_ZERO, ...breaks], classes)];
};

/** Classes from each bound to the next, the last one open. */
const between = (bounds: readonly number[], colors: readonly string[]): ColorClass[] =>
  bounds.map((from, i) => ({ from, to: bounds[i + 1] ?? null, color: spread(colors, i, bounds.length) }));

/** The i-th of `count` colours picked evenly from all, the last one always included. */
const spread = (colors: readonly string[], i: number, count: number): string =>
  colors[Math.round(count === 1 ? colors.length - 1 : (i / (count - 1)) * (colors.length - 1))] ?? "transparent";

const divided = (cuts: readonly number[], colors: readonly string[]): ColorClass[] =>
  colors.map((color, i) => ({ from: cuts[i - 1] ?? null, to: cuts[i] ?? null, color }));

/** Households below, within and above the range that a grid should have, the outer classes by how far they miss it. */
export const rangeClasses = (range: { min: number; max: number }, theme: Theme): ColorClass[] => {
  const { below, within, above } = DIVERGING[theme];
  const cuts = [range.min / 2, range.min, range.max + 1, range.max * 1.5, range.max * 2].map(Math.round);
  return divided(cuts, [...below, within, ...above]);
};

// The same distance on both sides of zero has the same strength of colour.
const CHANGE_CUTS = [0.05, 0.2, 0.5];

/** Relative changes, as fractions. */
export const changeClasses = (theme: Theme): ColorClass[] =>
  divided([...CHANGE_CUTS.map((cut) => -cut).reverse(), ...CHANGE_CUTS], CHANGE[theme]);

/** Whole differences around zero, which has a class of its own; the others are bounded by thirds of the distances. */
export const differenceClasses = (values: readonly number[], theme: Theme): ColorClass[] => {
  const distances = values.map(Math.abs).filter((d) => d > 0).sort((a, b) => a - b);
  const [near, far] = [1 / 3, 2 / 3].map((p) => Math.round(quantile(distances, p)));
  const a = Math.max(2, near ?? 0);
  const b = Math.max(a + 1, far ?? 0);
  // Whole numbers: at least 1 − a below zero is as far from it as less than a above.
  return divided([1 - b, 1 - a, 0, 1, a, b], CHANGE[theme]);
};

/** How many values fall into each class. */
export const tally = (classes: readonly ColorClass[], values: readonly number[]): number[] =>
  classes.map(({ from, to }) => values.filter((v) => (from === null || v >= from) && (to === null || v < to)).length);
