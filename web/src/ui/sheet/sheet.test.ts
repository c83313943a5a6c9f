import { describe, expect, it } from "vitest";
import type { AreaSummary } from "../../api/types";
import { legible, type Point } from "./chart";
import { ranked } from "./ranking";

const area = (code: string, complaints: number, before: number, households: number | null): AreaSummary =>
  ({ code, complaints, complaints_before: before, households }) as AreaSummary;

describe("ranking", () => {
  const areas = [area("a", 10, 0, null), area("b", 5, 10, 100), area("c", 10, 5, 1000)];
  const codes = (order: Parameters<typeof ranked>[1]): string => ranked(areas, order).map((one) => one.code).join("");

  it("goes from high to low, equal ones by code, those without a value last", () => {
    expect(codes("complaints")).toBe("acb");
    expect(codes("change")).toBe("cba");
    expect(codes("per1000")).toBe("bca");
    expect(codes("households")).toBe("cba");
  });
});

describe("points of the trend", () => {
  const days = (n: number): Point[] => Array.from({ length: n }, (_, i) => ({ date: `day ${i}`, count: 1, before: 2 }));

  it("are days while they can be told apart, then whole weeks up to the last day", () => {
    expect(legible(days(90))).toHaveLength(90);
    const weeks = legible(days(365));
    expect(weeks).toHaveLength(52);
    expect(weeks[0]).toEqual({ date: "day 1", count: 7, before: 14 });
    expect(weeks.at(-1)?.date).toBe("day 358");
  });
});
