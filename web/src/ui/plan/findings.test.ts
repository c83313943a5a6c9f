import { expect, it } from "vitest";
import type { Finding } from "../../api/types";
import { groupFindings } from "./findings";

const finding = (rule: string, severity: Finding["severity"], value: number): Finding => ({
  rule, severity, lon: 0, lat: 0, size: { value, unit: "m2" }, areas: [],
});

it("puts violations before warnings, the most frequent first, the largest first within", () => {
  const groups = groupFindings([
    finding("building_cut", "warning", 1), finding("building_cut", "warning", 3), finding("cell_area", "warning", 2), finding("gap", "violation", 9),
  ]);
  expect(groups.map(({ rule, items }) => [rule, ...items.map(({ size }) => size?.value)])).toEqual([["gap", 9], ["building_cut", 3, 1], ["cell_area", 2]]);
});
