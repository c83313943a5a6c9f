import type { Polygon } from "geojson";
import { describe, expect, it } from "vitest";
import type { Cylinder, Emerging } from "../api/types";
import { boundsOf, cylinderFeatures, patternClass, patternFeatures, patternsOf, tallied } from "./surveillance";

const area = (unit: string, pattern: string | null, spot: string | null): Emerging => ({ unit, pattern, spot, point: [117, 31] }) as unknown as Emerging;
const AREAS = [area("a", "persistent", "cold"), area("b", null, null), area("c", "new", "hot"), area("d", "new", "hot")];

describe("patterns of areas", () => {
  it("are as strong in cold as in hot, on either side of the middle", () => {
    expect([patternClass("new", "hot"), patternClass("new", "cold")]).toEqual([6, 0]);
    expect([patternClass("historical", "hot"), patternClass("historical", "cold")]).toEqual([4, 2]);
  });

  it("are drawn and numbered where there is one", () => {
    expect([...patternsOf("grids", AREAS).byCode]).toEqual([
      ["a", { pattern: 1, warm: false }],
      ["c", { pattern: 6, warm: true }],
      ["d", { pattern: 6, warm: true }],
    ]);
    expect(patternFeatures(AREAS).features.map(({ properties }) => properties)).toEqual([{ unit: "a", number: 4 }, { unit: "c", number: 1 }, { unit: "d", number: 1 }]);
  });

  it("are counted, hot before cold", () => {
    expect(tallied(AREAS)).toEqual([{ pattern: "new", spot: "hot", count: 2 }, { pattern: "persistent", spot: "cold", count: 1 }]);
  });
});

describe("cylinders", () => {
  const cylinder = { point: [117, 60], radius_m: 1111.95, significant: true, relative_risk: 2 } as unknown as Cylinder;

  it("have a round base of their radius, closed where it begins", () => {
    const base = cylinderFeatures([cylinder]).features[0]?.geometry as Polygon;
    const ring = base.coordinates[0] ?? [];
    expect(ring.at(-1)).toEqual(ring[0]);
    expect(ring[0]?.[0]).toBeCloseTo(117.02, 9);
    expect(ring[16]?.[1]).toBeCloseTo(60.01, 9);
  });

  it("are chosen by the unit amid them", () => {
    const both = cylinderFeatures([{ ...cylinder, unit: "a" }, { ...cylinder, unit: "b" }], "b");
    expect(both.features.map(({ properties }) => Boolean(properties?.chosen))).toEqual([false, false, true, true]);
  });

  it("of one area are shown with what lies around", () => {
    const [west, south, east, north] = boundsOf({ ...cylinder, radius_m: 0 });
    expect((north - south) * 111_195).toBeCloseTo(1000, 6);
    expect(east - west).toBeCloseTo(2 * (north - south), 9);
  });
});
