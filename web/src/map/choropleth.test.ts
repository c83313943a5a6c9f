import { describe, expect, it } from "vitest";
import type { AreaSummary } from "../api/types";
import { measureOf, quantileBreaks, rangeClasses, sequentialClasses, tally } from "./choropleth";

describe("quantile breaks", () => {
  it("are those of numpy.quantile", () => {
    // numpy.quantile([1, 2, 4, 8, 16, 32, 64], [.2, .4, .6, .8]) = [2.4, 5.6, 12.8, 28.8], to two digits.
    expect(quantileBreaks([64, 1, 32, 2, 16, 4, 8], 5)).toEqual([2.4, 5.6, 13, 29]);
  });

  it("leave out zeros and repeats", () => {
    expect(quantileBreaks([0, 0, 0, 5, 5, 5, 5], 5)).toEqual([]);
    expect(quantileBreaks([], 5)).toEqual([]);
    // numpy.quantile([1, 1, 1, 1, 9], [.2, .4, .6, .8]) = [1, 1, 1, 2.6]
    expect(quantileBreaks([0, 1, 1, 1, 1, 9], 5)).toEqual([2.6]);
  });
});

describe("classes", () => {
  it("hold every value once", () => {
    const values = [0, 0, 1, 3, 3, 7, 20, 55, 100];
    const classes = sequentialClasses(values, "light");
    expect(tally(classes, values).reduce((a, b) => a + b)).toBe(values.length);
    expect(tally(classes, values)[0]).toBe(2);
  });

  it("end with the strongest colour however few they are", () => {
    expect(sequentialClasses([3, 3], "light").map((one) => one.color)).toEqual(["#fbfbef", "#253a90"]);
  });

  it("keep both ends of the range within it", () => {
    const classes = rangeClasses({ min: 300, max: 400 }, "light");
    expect(tally(classes, [299, 300, 400, 401])).toEqual([0, 1, 2, 1, 0, 0]);
  });
});

describe("measures", () => {
  const area = { households: 350, complaints: 7, area_m2: 500_000 } as AreaSummary;

  it("relate complaints to households and to km²", () => {
    expect(measureOf(area, "count")).toBe(7);
    expect(measureOf(area, "households")).toBe(20);
    expect(measureOf(area, "density")).toBe(14);
    expect(measureOf(area, "range")).toBe(350);
  });

  it("have no meaning where nobody is known to live", () => {
    expect(measureOf({ ...area, households: 0 }, "households")).toBeNull();
    expect(measureOf({ ...area, households: null }, "households")).toBeNull();
  });
});
