import { describe, expect, it } from "vitest";
import { cellBreaks, cellClasses, meanCellArea } from "./cells";

describe("H3 cells", () => {
  it("are as large as the H3 documentation has them on average", () => {
    // https://h3geo.org/docs/core-library/restable
    expect(meanCellArea(0)).toBeCloseTo(4_180_800, -3);
    expect(meanCellArea(7)).toBeCloseTo(5.161293, 5);
    expect(meanCellArea(9)).toBeCloseTo(0.105332, 5);
  });

  it("have classes around the mean of the city, whole numbers for counts", () => {
    expect(cellBreaks("density", 40, 9)).toEqual([20, 40, 80, 160]);
    expect(cellBreaks("count", 40, 7)).toEqual([100, 210, 410, 830]);
    // 40 per km² are 4.2 in a cell of resolution 9, and hardly one in a finer one.
    expect(cellBreaks("count", 40, 9)).toEqual([2, 4, 8, 17]);
    expect(cellBreaks("count", 40, 11)).toEqual([2, 3, 5, 10]);
  });

  it("are coloured from above nothing on", () => {
    expect(cellClasses([2, 3, 5, 10], "light").map(({ from, to }) => [from, to])).toEqual([[0, 2], [2, 3], [3, 5], [5, 10], [10, null]]);
  });
});
