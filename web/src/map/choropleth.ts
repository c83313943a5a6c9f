import type { AreaSummary } from "../api/types";
import type { Measure } from "../state/layers";
import type { Theme } from "../state/url";
import { DIVERGING, SEQUENTIAL } from "./palette";

/** One colour of a legend: values in [from, to); null is open. */
export interface ColorClass {
  from: number | null;
  to: number | null;
  color: string;
}

/** What an area is coloured by; null where it has no meaning, as per household where nobody lives. */
export const measureOf = (area: AreaSummary, measure: Measure): number | null => {
  switch (measure) {
    case "range":
      return area.households;
    case "count":
      return area.complaints;
    case "households":
      return perThousand(area.complaints, area.households);
    case "density":
      return area.area_m2 > 0 ? area.complaints / (area.area_m2 / 1e6) : null;
  }
};

/** Complaints per 1,000 households; null where nobody is known to live. */
export const perThousand = (complaints: number, households: number | null): number | null =>
  households !== null && households > 0 ? (complaints / households) * 1000 : null;

/**
 * Upper bounds of the first n − 1 of n quantile classes over the positive values (type 7, as R and NumPy), rounded to two
 * significant digits and without repeats: fewer classes where values tie.
 */
export const quantileBreaks = (values: readonly number[], classes: number): number[] => {
  const sorted = values.filter((v) => v > 0).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const least = sorted[0] ?? 0;
  const cuts = Array.from({ length: classes - 1 }, (_, i) => rounded(quantile(sorted, (i + 1) / classes)));
  return [...new Set(cuts)].filter((cut) => cut > least);
};

const quantile = (sorted: readonly number[], p: number): number => {
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
};

const rounded = (value: number): number => Number(value.toPrecision(2));

/** Zero, then quantiles. */
export const sequentialClasses = (values: readonly number[], theme: Theme): ColorClass[] => {
  const { zero, classes } = SEQUENTIAL[theme];
  const breaks = quantileBreaks(values, classes.length);
  const positive = [...breaks, null].map((to, i): ColorClass => ({
    from: i === 0 ? 0 : (breaks[i - 1] ?? null),
    to,
    color: spread(classes, i, breaks.length + 1),
  }));
  return [{ from: null, to: 0, color: zero }, ...positive];
};

/** The i-th of `count` colours picked evenly from all, the last one always included. */
const spread = (colors: readonly string[], i: number, count: number): string =>
  colors[Math.round(count === 1 ? colors.length - 1 : (i / (count - 1)) * (colors.length - 1))] ?? "transparent";

/** Households below, within and above the range that a grid should have, the outer classes by how far they miss it. */
export const rangeClasses = (range: { min: number; max: number }, theme: Theme): ColorClass[] => {
  const { below, within, above } = DIVERGING[theme];
  const cuts = [range.min / 2, range.min, range.max + 1, range.max * 1.5, range.max * 2].map(Math.round);
  return [...below, within, ...above].map((color, i) => ({ from: cuts[i - 1] ?? null, to: cuts[i] ?? null, color }));
};

/** How many values fall into each class. */
export const tally = (classes: readonly ColorClass[], values: readonly number[]): number[] =>
  classes.map((one) => values.filter((value) => belongs(one, value)).length);

const belongs = ({ from, to }: ColorClass, value: number): boolean => {
  if (to === 0) return value === 0;
  if (from === 0 && value === 0) return false;
  return (from === null || value >= from) && (to === null || value < to);
};
