import { describe, expect, it } from "vitest";
import { distance, lineLength, ringArea } from "./geodesy";

// Expected values: GeographicLib by way of pyproj 3 (`Geod(ellps="WGS84")`).
describe("distances", () => {
  it("are geodesics of the ellipsoid", () => {
    expect(distance([117.2, 31.7], [117.45, 31.9])).toBeCloseTo(32438.882242634, 4);
    expect(distance([117.28, 31.86], [117.281, 31.8605])).toBeCloseTo(109.68064133633, 5);
    expect(distance([0, 0], [0, 1])).toBeCloseTo(110574.38855779878, 4);
    expect(distance([0, 0], [1, 0])).toBeCloseTo(111319.49079327357, 4);
    expect(distance([117, 31], [117, 31])).toBe(0);
  });

  it("add up along a line", () => {
    expect(lineLength([[0, 0]])).toBe(0);
    expect(lineLength([[0, 0], [0, 1], [0, 0]])).toBeCloseTo(2 * 110574.38855779878, 3);
  });
});

describe("areas", () => {
  it("are those of the ellipsoid, in either direction", () => {
    const city: [number, number][] = [[117.2, 31.7], [117.4, 31.7], [117.4, 31.9], [117.2, 31.9]];
    expect(ringArea(city) / 420015568.3188629).toBeCloseTo(1, 6);
    expect(ringArea([...city].reverse()) / 420015568.3188629).toBeCloseTo(1, 6);
    expect(ringArea([[117.28, 31.86], [117.29, 31.86], [117.285, 31.87]]) / 524680.321536541).toBeCloseTo(1, 6);
  });

  it("are nothing below three corners", () => {
    expect(ringArea([])).toBe(0);
    expect(ringArea([[117, 31], [118, 32]])).toBeCloseTo(0, 6);
  });
});
