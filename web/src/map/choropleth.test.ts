import { describe, expect, it } from "vitest";
import type { AreaSummary } from "../api/types";
import { breaksOf } from "./breaks";
import { changeClasses, differenceClasses, measureOf, rangeClasses, sequentialClasses, tally } from "./choropleth";

describe("quantile breaks", () => {
  it("are those of numpy.quantile", () => {
    // numpy.quantile([1, 2, 4, 8, 16, 32, 64], [.2, .4, .6, .8]) = [2.4, 5.6, 12.8, 28.8], to two digits.
    expect(breaksOf("quantile", [64, 1, 32, 2, 16, 4, 8], 5)).toEqual([2.4, 5.6, 13, 29]);
  });

  it("leave out zeros and repeats", () => {
    expect(breaksOf("quantile", [0, 0, 0, 5, 5, 5, 5], 5)).toEqual([]);
    expect(breaksOf("quantile", [], 5)).toEqual([]);
    // numpy.quantile([1, 1, 1, 1, 9], [.2, .4, .6, .8]) = [1, 1, 1, 2.6]
    expect(breaksOf("quantile", [0, 1, 1, 1, 1, 9], 5)).toEqual([2.6]);
  });
});

describe("equal breaks", () => {
  it("part the range of the positive values evenly", () => {
    expect(breaksOf("equal", [0, 10, 20, 60], 5)).toEqual([20, 30, 40, 50]);
    expect(breaksOf("equal", [7, 7], 5)).toEqual([]);
  });
});

describe("natural breaks", () => {
  it("find the groups that are there", () => {
    expect(breaksOf("jenks", [1, 2, 3, 20, 21, 22, 80, 81], 3)).toEqual([20, 80]);
    expect(breaksOf("jenks", [4, 4, 9], 5)).toEqual([9]);
    expect(breaksOf("jenks", [0], 5)).toEqual([]);
  });

  it("are the best of all partitions", () => {
    const values = [3, 1, 4, 15, 9, 26, 53, 58, 97, 93, 23, 84, 62, 64, 33, 83, 27, 95, 2, 88];
    const cuts = breaksOf("jenks", values, 4);
    expect(within(values, cuts)).toBeCloseTo(leastOf(values, 3), 9);
  });
});

/** Sum of squared deviations within the classes that the cuts make. */
const within = (values: readonly number[], cuts: readonly number[]): number => {
  const bounds = [-Infinity, ...cuts, Infinity];
  return bounds.slice(1).reduce((sum, to, i) => {
    const group = values.filter((v) => v >= (bounds[i] ?? -Infinity) && v < to);
    const mean = group.reduce((a, b) => a + b, 0) / group.length;
    return sum + group.reduce((a, b) => a + (b - mean) ** 2, 0);
  }, 0);
};

/** The least of it over every choice of cuts, tried one by one. */
const leastOf = (values: readonly number[], count: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const choices = (from: number, left: number): number[][] =>
    left === 0 ? [[]] : sorted.slice(from).flatMap((cut, i) => choices(from + i + 1, left - 1).map((rest) => [cut, ...rest]));
  return Math.min(...choices(1, count).map((cuts) => within(values, cuts)));
};

describe("classes", () => {
  it("hold every value once", () => {
    const values = [0, 0, 1, 3, 3, 7, 20, 55, 100];
    for (const method of ["quantile", "jenks", "equal"] as const) {
      const classes = sequentialClasses(values, "light", method);
      expect(tally(classes, values).reduce((a, b) => a + b)).toBe(values.length);
      expect(tally(classes, values)[0]).toBe(2);
    }
  });

  it("end with the strongest colour however few they are", () => {
    expect(sequentialClasses([3, 3], "light").map((one) => one.color)).toEqual(["#fbfbef", "#253a90"]);
  });

  it("keep both ends of the range within it", () => {
    const classes = rangeClasses({ min: 300, max: 400 }, "light");
    expect(tally(classes, [299, 300, 400, 401])).toEqual([0, 1, 2, 1, 0, 0]);
  });

  it("of changes are the same on both sides of none", () => {
    const values = [-9, -5, -2, -1, 0, 0, 1, 2, 5, 9];
    const counts = tally(differenceClasses(values, "light"), values);
    expect(counts).toEqual([...counts].reverse());
    expect(counts[3]).toBe(2);
    expect(tally(changeClasses("dark"), [-1, -0.3, -0.1, 0, 0.049, 0.1, 0.3, 4])).toEqual([1, 1, 1, 2, 1, 1, 1]);
    expect(differenceClasses([], "light")).toHaveLength(7);
  });
});

describe("measures", () => {
  const area = { households: 350, complaints: 7, complaints_before: 4, area_m2: 500_000 } as AreaSummary;

  it("relate complaints to households and to km², and to those before", () => {
    expect(measureOf(area, "count")).toBe(7);
    expect(measureOf(area, "households")).toBe(20);
    expect(measureOf(area, "density")).toBe(14);
    expect(measureOf(area, "range")).toBe(350);
    expect(measureOf(area, "difference")).toBe(3);
    expect(measureOf(area, "change")).toBe(0.75);
  });

  it("have no meaning where nobody is known to live, or where there was nothing before", () => {
    expect(measureOf({ ...area, households: 0 }, "households")).toBeNull();
    expect(measureOf({ ...area, households: null }, "households")).toBeNull();
    expect(measureOf({ ...area, complaints_before: 0 }, "change")).toBeNull();
  });
});
