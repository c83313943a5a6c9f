import { describe, expect, it } from "vitest";
import { addDays, daysBetween, isDay, midnightAfter, weekday } from "./date";
import { lastDay, spell, windowBefore, windowDays, windowEnding, windowYearBefore } from "./window";

describe("days", () => {
  it("crosses leap days and years", () => {
    expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
    expect(addDays("2025-02-28", 1)).toBe("2025-03-01");
    expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
    expect(daysBetween("2024-01-01", "2025-01-01")).toBe(366);
  });

  it("knows impossible dates", () => {
    expect(isDay("2024-02-29")).toBe(true);
    expect(isDay("2025-02-29")).toBe(false);
    expect(isDay("2025-13-01")).toBe(false);
    expect(isDay("2025-1-1")).toBe(false);
  });

  it("ends with the midnight after a moment", () => {
    expect(midnightAfter("2025-12-31T23:41:10")).toBe("2026-01-01");
  });

  it("begins the week on Monday", () => {
    // 2026-11-23 is a Monday.
    expect(weekday("2026-11-23")).toBe(0);
    expect(weekday("1970-01-04")).toBe(6);
  });
});

describe("windows", () => {
  const month = windowEnding("2026-01-01", 30);

  it("counts back from its end and names its last day", () => {
    expect(month).toEqual({ from: "2025-12-02", to: "2026-01-01" });
    expect(windowDays(month)).toBe(30);
    expect(lastDay(month)).toBe("2025-12-31");
    expect(spell(month)).toBe("2025-12-02 – 2025-12-31");
  });

  it("is preceded by one of equal length", () => {
    expect(windowBefore(month)).toEqual({ from: "2025-11-02", to: "2025-12-02" });
  });

  it("has the same days a year before", () => {
    expect(windowYearBefore(month)).toEqual({ from: "2024-12-02", to: "2025-01-01" });
    expect(windowYearBefore({ from: "2024-02-22", to: "2024-02-29" })).toEqual({ from: "2023-02-22", to: "2023-03-01" });
  });
});
