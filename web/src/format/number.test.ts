import { describe, expect, it } from "vitest";
import { area, brief, change, length, measuredArea, relativeChange, share, significant, whole } from "./number";

describe("numbers", () => {
  it("groups all digits by thousands and has a sign for nothing", () => {
    expect(whole(1263481, "zh")).toBe("1,263,481");
    expect(whole(0, "en")).toBe("0");
    expect(whole(null, "zh")).toBe("—");
  });

  it("counts by 万 and 亿 in Chinese, by k and M in English, and only where the digits are too many", () => {
    expect(brief(99_999, "zh")).toBe("99,999");
    expect(brief(1_263_481, "zh")).toBe("126 万");
    expect(brief(126_348, "zh")).toBe("12.6 万");
    expect(brief(345_000_000, "zh")).toBe("3.45 亿");
    expect(brief(1_263_481, "en")).toBe("1.26 M");
    expect(brief(240_000, "en")).toBe("240 k");
  });

  it("keeps three digits, and all of the whole part", () => {
    expect(significant(8.4567, "zh")).toBe("8.46");
    expect(significant(12345.6, "zh")).toBe("12,346");
    expect(significant(0, "zh")).toBe("0");
  });

  it("signs changes with a true minus", () => {
    expect(change(0.08)).toBe("+8.0 %");
    expect(change(-0.125)).toBe("−12.5 %");
    expect(change(0)).toBe("0 %");
    expect(change(2.5)).toBe("+250 %");
    expect(change(null)).toBe("—");
  });

  it("compares only with something", () => {
    expect(relativeChange(110, 100)).toBeCloseTo(0.1, 12);
    expect(relativeChange(5, 0)).toBeNull();
  });

  it("gives shares of a whole", () => {
    expect(share(1, 8)).toBe("12.5 %");
    expect(share(1, 0)).toBe("—");
  });

  it("measures in the unit that leaves few digits", () => {
    expect(length(12.345, "zh")).toEqual({ value: "12.3", unit: "m" });
    expect(length(845.6, "zh")).toEqual({ value: "846", unit: "m" });
    expect(length(12_345, "en")).toEqual({ value: "12.35", unit: "km" });
    expect(measuredArea(8_765.4, "zh")).toEqual({ value: "8,765", unit: "m²" });
    expect(measuredArea(2_345_678, "zh")).toEqual({ value: "2.35", unit: "km²" });
  });

  it("measures small areas in 万 m², which is a hectare", () => {
    expect(area(327_500, "zh")).toEqual({ value: "32.8", unit: "万 m²" });
    expect(area(327_500, "en")).toEqual({ value: "32.8", unit: "ha" });
    expect(area(297_000_000, "zh")).toEqual({ value: "297", unit: "km²" });
  });
});
