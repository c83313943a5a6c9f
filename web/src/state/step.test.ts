import { describe, expect, it } from "vitest";
import { nextWindow, stepDays } from "./step";

const span = { from: "2024-01-01", to: "2026-01-01" };

describe("a run through time", () => {
  it("steps by days, weeks or months as the window is long", () => {
    expect([7, 14, 30, 180, 365].map(stepDays)).toEqual([1, 1, 7, 7, 30]);
  });

  it("keeps the length of the window and ends with the data", () => {
    expect(nextWindow({ from: "2025-01-01", to: "2025-01-31" }, span)).toEqual({ from: "2025-01-08", to: "2025-02-07" });
    expect(nextWindow({ from: "2025-11-29", to: "2025-12-29" }, span)).toEqual({ from: "2025-12-02", to: "2026-01-01" });
    expect(nextWindow({ from: "2025-12-02", to: "2026-01-01" }, span)).toBeNull();
  });
});
