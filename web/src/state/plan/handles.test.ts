import { describe, expect, it } from "vitest";
import type { PlanArc, Position } from "../../api/types";
import { alongEdge, followingLines, type Handle, handlesOf, isInside, snapTo } from "./handles";

const arc = (...points: Position[]): PlanArc => ({ left: "A", right: "B", points });
const pixel = ([x, y]: Position) => ({ x, y });

describe("handles of boundaries", () => {
  it("are nodes at the ends, vertices between, and a middle on every edge", () => {
    const handles = handlesOf([arc([0, 0], [4, 0], [4, 2])]);
    expect(handles.map(({ kind, at }) => [kind, ...at])).toEqual([
      ["node", 0, 0], ["middle", 2, 0], ["vertex", 4, 0], ["middle", 4, 1], ["node", 4, 2],
    ]);
  });

  it("of a closed boundary are all vertices, and a place shared by two boundaries is one handle", () => {
    expect(handlesOf([arc([0, 0], [4, 0], [0, 4], [0, 0])]).filter(({ kind }) => kind !== "middle").map(({ kind }) => kind))
      .toEqual(["vertex", "vertex", "vertex"]);
    expect(handlesOf([arc([0, 0], [1, 1]), arc([0, 0], [2, 0])]).filter(({ kind }) => kind === "node")).toHaveLength(3);
  });

  it("drag the edges of every boundary that meets there", () => {
    const node: Handle = { kind: "node", at: [0, 0], edge: null };
    expect(followingLines([arc([0, 0], [1, 1]), arc([-1, 0], [0, 0]), arc([5, 5], [6, 6])], node, [0, 2]))
      .toEqual([[[0, 2], [1, 1]], [[-1, 0], [0, 2]]]);
    const middle: Handle = { kind: "middle", at: [1, 0], edge: [[0, 0], [2, 0]] };
    expect(followingLines([], middle, [1, 1])).toEqual([[[0, 0], [1, 1], [2, 0]]]);
  });
});

describe("snapping", () => {
  const line: Position[] = [[0, 0], [100, 0], [100, 100]];

  it("prefers a vertex to a nearer edge, and takes the nearest", () => {
    expect(snapTo({ x: 95, y: 1 }, [line], pixel, 8)).toEqual({ kind: "vertex", at: [100, 0] });
    expect(snapTo({ x: 50, y: 7 }, [line], pixel, 8)).toEqual({ kind: "edge", at: [50, 0] });
    expect(snapTo({ x: 50, y: 9 }, [line], pixel, 8)).toBeNull();
  });

  it("does not stick to the vertex that is dragged, nor to its edges", () => {
    expect(snapTo({ x: 101, y: 1 }, [line], pixel, 8, [[100, 0]])).toBeNull();
    expect(snapTo({ x: 1, y: 1 }, [line], pixel, 8, [[100, 0]])).toEqual({ kind: "vertex", at: [0, 0] });
  });

  it("falls within an edge even where the foot would lie beyond it", () => {
    expect(alongEdge({ x: -5, y: 3 }, { x: 0, y: 0 }, { x: 10, y: 0 })).toBe(0);
    expect(alongEdge({ x: 1, y: 1 }, { x: 2, y: 2 }, { x: 2, y: 2 })).toBe(0);
  });
});

describe("a lasso", () => {
  it("holds what it goes around, by the even-odd rule", () => {
    const ring = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 10, y: 10 }, { x: 5, y: 2 }, { x: 0, y: 10 }];
    expect([{ x: 2, y: 3 }, { x: 5, y: 6 }, { x: 11, y: 1 }].map((point) => isInside(point, ring))).toEqual([true, false, false]);
  });
});
