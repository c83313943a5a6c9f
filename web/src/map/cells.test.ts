import { describe, expect, it } from "vitest";
import { cellBreaks, cellClasses, meanCellArea } from "./cells";

describe("H3 cells", () => {
  it("are as large as the H3 documentation has them on average", () => {
    // https://h3geo.org/docs/core-library/restable
    expect(meanCellArea(0)).toBeCloseTo(4_180_800, -3);
    expect(meanCellArea(7)).toBeCloseTo(5.161293, 5);
    expect(meanCellArea(9)).toBeCloseTo(0.105332, 5);
  });

  // numpy.quantile(range(101), [.3, .55, .77, .92]) is what it looks like.
  const densities = Array.from({ length: 101 }, (_, i) => i);

  it("have classes at quantiles of the densities, whole numbers for counts", () => {
    expect(cellBreaks("density", densities, 9)).toEqual([30, 55, 77, 92]);
    // Times 5.16 km².
    expect(cellBreaks("count", densities, 7)).toEqual([150, 280, 400, 470]);
    // Times 0.105 km²: 3.2, 5.8, 8.1, 9.7.
    expect(cellBreaks("count", densities, 9)).toEqual([3, 6, 8, 10]);
    expect(cellBreaks("count", densities, 12)).toEqual([2, 3, 5, 10]);
  });

  it("have fewer classes where densities tie, and one without any", () => {
    expect(cellBreaks("density", [7, 7, 7, 7], 9)).toEqual([7]);
    expect(cellBreaks("density", [], 9)).toEqual([]);
  });

  it("are coloured from above nothing on", () => {
    expect(cellClasses([2, 3, 5, 10], "light").map(({ from, to }) => [from, to])).toEqual([[0, 2], [2, 3], [3, 5], [5, 10], [10, null]]);
  });
});
