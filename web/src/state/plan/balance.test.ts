import { describe, expect, it } from "vitest";
import type { PlanGrid, RangeClass } from "../../api/types";
import { edited, totalsOf } from "./balance";

const grid = (code: string, households: number | null, range: RangeClass | null): PlanGrid => ({ code, households, range, residents: 2 }) as PlanGrid;

describe("the figures of a plan", () => {
  const grids = new Map([grid("A", 350, "in"), grid("B", 900, "over"), grid("C", 10, "under"), grid("D", null, null)].map((one) => [one.code, one]));

  it("leave grids of unknown households out of the share in range", () => {
    expect(totalsOf(grids.values())).toEqual({ grids: 4, households: 1260, residents: 8, under: 1, in: 1, over: 1, inRangeShare: 1 / 3 });
    expect(totalsOf([]).inRangeShare).toBeNull();
  });

  it("follow a split, a merge and a new code without being asked for again", () => {
    const [a, b, c] = [grids.get("A") ?? null, grids.get("B") ?? null, grids.get("C") ?? null];
    const split = edited(grids, [{ code: "B", before: b, after: grid("B", 400, "in") }, { code: "E", before: null, after: grid("E", 500, "over") }]);
    expect([...split.keys()].sort()).toEqual(["A", "B", "C", "D", "E"]);
    const merged = edited(split, [{ code: "A", before: a, after: grid("A", 360, "in") }, { code: "C", before: c, after: null }]);
    expect(totalsOf(merged.values())).toMatchObject({ grids: 4, households: 1260, in: 2, over: 1, under: 0 });
    const renamed = edited(merged, [{ code: "X", before: merged.get("A") ?? null, after: grid("X", 360, "in") }]);
    expect([renamed.has("A"), renamed.has("X")]).toEqual([false, true]);
  });
});
