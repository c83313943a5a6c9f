import { describe, expect, it } from "vitest";
import type { Cluster, Hotspot } from "../api/types";
import { bySignificance, clusterFeatures, zClasses } from "./hotspots";

const unit = (name: string, z: number | null, significant: boolean): Hotspot =>
  ({ unit: name, z, significant, value: 1, statistic: null, p: null, observed: 1, expected: 1, point: [0, 0] }) as unknown as Hotspot;

describe("significant areas", () => {
  it("are hot or cold, the farthest from the expected first, and nothing else is", () => {
    const items = [unit("a", 3, true), unit("b", -3.5, true), unit("c", 5, true), unit("d", 1.9, false), unit("e", null, false)];
    const { hot, cold } = bySignificance(items);
    expect(hot.map((one) => one.unit)).toEqual(["c", "a"]);
    expect(cold.map((one) => one.unit)).toEqual(["b"]);
  });

  it("have seven classes that are open at both ends and the same on either side of zero", () => {
    const classes = zClasses("light");
    expect(classes.map(({ from }) => from)).toEqual([null, -2.576, -1.96, -1.645, 1.645, 1.96, 2.576]);
    expect(classes.map(({ to }) => to)).toEqual([-2.576, -1.96, -1.645, 1.645, 1.96, 2.576, null]);
  });
});

describe("clusters on the map", () => {
  const hullOf = (hull: [number, number][]): unknown => {
    const { features } = clusterFeatures([{ cluster: 0, count: 20, point: [1, 1], hull, first: "", last: "" } as Cluster]);
    return features[1]?.geometry;
  };

  it("are rings that end where they begin", () => {
    expect(hullOf([[0, 0], [1, 0], [1, 1]])).toEqual({ type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] });
  });

  it("are lines where all complaints lie on one or in one place", () => {
    expect(hullOf([[0, 0], [1, 0]])).toEqual({ type: "LineString", coordinates: [[0, 0], [1, 0]] });
    expect(hullOf([[2, 3]])).toEqual({ type: "LineString", coordinates: [[2, 3], [2, 3]] });
  });
});
