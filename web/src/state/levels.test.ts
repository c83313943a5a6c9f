import { describe, expect, it } from "vitest";
import type { PlacedCity } from "../api/types";
import { levelAt, levelBelow, levelsOf, zoomWhereAcross } from "./levels";

/** About 297 km² under the box that the levels assume to be filled to 65 %. */
const city = {
  bounds: [117.2, 31.7, 117.4262, 31.8921],
  center: [117.3, 31.8],
  counts: { districts: 0, streets: 13, communities: 98, grids: 779 },
} as unknown as PlacedCity;

describe("levels", () => {
  it("are those that the city has", () => {
    expect(levelsOf(city)).toEqual(["streets", "communities", "grids"]);
    expect(levelBelow(city, "city")).toBe("streets");
    expect(levelBelow(city, "communities")).toBe("grids");
    expect(levelBelow(city, "grids")).toBeNull();
  });

  it("know the zoom at which a grid of about 617 m is 100 pixels across", () => {
    // A pixel is 40,075,017 m · cos 31.8° ÷ (512 · 2^z): 6.17 m at z = 13.4.
    expect(zoomWhereAcross(city, "grids", 100)).toBeCloseTo(13.4, 1);
  });

  it("go inward as one zooms in", () => {
    expect(levelAt(city, 8)).toBe("streets");
    expect(levelAt(city, 10.4)).toBe("communities");
    expect(levelAt(city, 12)).toBe("grids");
  });
});
