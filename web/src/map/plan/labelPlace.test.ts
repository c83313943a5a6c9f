import { expect, it } from "vitest";
import { labelPlace } from "./labelPlace";

it("lies in the wider arm of a shape, and not in its hole", () => {
  const u = [[0, 0], [10, 0], [10, 10], [9, 10], [9, 1], [4, 1], [4, 10], [0, 10], [0, 0]];
  expect(labelPlace({ type: "Polygon", coordinates: [u] })).toEqual([2, 5]);
  const hole = [[1, 4], [8, 4], [8, 6], [1, 6], [1, 4]];
  const square = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];
  expect(labelPlace({ type: "Polygon", coordinates: [square, hole] })).toEqual([9, 5]);
});
