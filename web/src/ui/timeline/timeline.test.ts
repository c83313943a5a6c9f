import { describe, expect, it } from "vitest";
import { dayAt, fractionOf, stepFor, ticks, toBars } from "./bins";
import { dragged, shifted } from "./brush";

const span = { from: "2024-01-01", to: "2026-01-01" };
const month = { from: "2025-06-01", to: "2025-07-01" };

describe("bars", () => {
  it("are as fine as can be told apart", () => {
    expect(stepFor({ from: "2025-01-01", to: "2025-03-01" })).toBe("day");
    expect(stepFor(span)).toBe("week");
    expect(stepFor({ from: "2008-01-01", to: "2020-01-01" })).toBe("month");
  });

  it("fill the span without a gap, though the first week begins before it", () => {
    const items = [{ from: "2023-12-30T00:00:00", count: 3 }, { from: "2024-01-06T00:00:00", count: 4 }];
    expect(toBars(items, { from: "2024-01-01", to: "2024-01-08" })).toEqual([
      { from: "2024-01-01", to: "2024-01-06", count: 3 },
      { from: "2024-01-06", to: "2024-01-08", count: 4 },
    ]);
  });

  it("lie where their days are", () => {
    expect(fractionOf("2024-12-31", span)).toBeCloseTo(365 / 731, 12);
    expect(dayAt(0.5, { from: "2025-01-01", to: "2025-01-11" })).toBe("2025-01-06");
    expect(dayAt(-3, span)).toBe(span.from);
    expect(dayAt(3, span)).toBe(span.to);
  });

  it("have few marks, at starts of months", () => {
    expect(ticks(span, 12)).toEqual([
      "2024-01-01", "2024-03-01", "2024-05-01", "2024-07-01", "2024-09-01", "2024-11-01",
      "2025-01-01", "2025-03-01", "2025-05-01", "2025-07-01", "2025-09-01", "2025-11-01",
    ]);
  });
});

describe("the brush", () => {
  it("moves an edge, never past the other one", () => {
    expect(dragged(month, "from", "2025-06-01", "2025-05-15", span)).toEqual({ from: "2025-05-15", to: "2025-07-01" });
    expect(dragged(month, "from", "2025-06-01", "2025-09-01", span)).toEqual({ from: "2025-06-30", to: "2025-07-01" });
    expect(dragged(month, "to", "2025-07-01", "2025-01-01", span)).toEqual({ from: "2025-06-01", to: "2025-06-02" });
  });

  it("moves the whole within the span", () => {
    expect(dragged(month, "both", "2025-06-10", "2025-06-12", span)).toEqual({ from: "2025-06-03", to: "2025-07-03" });
    expect(shifted(month, 1000, span)).toEqual({ from: "2025-12-02", to: "2026-01-01" });
    expect(shifted(month, -1000, span)).toEqual({ from: "2024-01-01", to: "2024-01-31" });
  });

  it("draws a new window in either direction, at least a day long", () => {
    expect(dragged(month, "new", "2025-03-09", "2025-03-01", span)).toEqual({ from: "2025-03-01", to: "2025-03-09" });
    expect(dragged(month, "new", "2025-03-09", "2025-03-09", span)).toEqual({ from: "2025-03-09", to: "2025-03-10" });
  });
});
