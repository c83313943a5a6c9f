import { describe, expect, it } from "vitest";
import { metresPerPixel, scaleBar, scaleOf } from "./scale";

describe("the scale of a sheet", () => {
  it("is that of the web mercator tile scheme", () => {
    // 156543.03 m at zoom 0 on tiles of 256 pixels, so half of it on those of 512.
    expect(metresPerPixel(0, 0)).toBeCloseTo(78271.516964, 5);
    expect(metresPerPixel(10, 60)).toBeCloseTo(78271.516964 / 1024 / 2, 5);
  });

  it("is told of paper at 96 pixels per inch", () => {
    // OGC 07-057r7 takes pixels of 0.28 mm and has 1 : 559082264.029 at zoom 0; at 96 per inch it is 1 : 591658710.909.
    expect(scaleOf(156543.03392804097)).toBe(592_000_000);
  });

  it("is barred by round lengths", () => {
    expect(scaleBar(10, 150)).toEqual({ metres: 1000, px: 100 });
    expect(scaleBar(3, 100)).toEqual({ metres: 200, px: 200 / 3 });
    expect(scaleBar(0.5, 100)).toEqual({ metres: 50, px: 100 });
  });
});
