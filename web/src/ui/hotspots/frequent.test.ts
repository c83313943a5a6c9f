import { describe, expect, it } from "vitest";
import type { RankedCategory } from "../../api/frequent";
import { sorted, trendOf } from "./frequent";

const category = (subcategory: string, count: number, more: Partial<RankedCategory>): RankedCategory => ({
  category: "噪声扰民", subcategory, count, before: 10, change: 0, change_low: -0.5, change_high: 0.5, share: 0.1, expected_share: 0.1,
  ratio: 1, units: 3, spread: 0.3, evenness: 0.5, repeats: 0, repeat_share: 0, ...more,
});
const few = category("歌厅", 4, { change: 3, change_low: 0.1, change_high: 9, ratio: 2, spread: 0.1 });
const many = category("工地", 40, { change: -0.4, change_low: -0.6, change_high: -0.1, ratio: 0.7, spread: 0.6, repeat_share: 0.2 });
const fresh = category("喇叭", 7, { before: 0, change: null, change_low: 0.2, change_high: null, ratio: null });
const names = (items: RankedCategory[]): (string | null)[] => items.map(({ subcategory }) => subcategory);

describe("categories", () => {
  it("are ranked by each of their figures, either way", () => {
    const all = [few, many, fresh];
    expect(names(sorted(all, { by: "count", down: true }))).toEqual(["工地", "喇叭", "歌厅"]);
    expect(names(sorted(all, { by: "count", down: false }))).toEqual(["歌厅", "喇叭", "工地"]);
    expect(names(sorted(all, { by: "spread", down: true }))).toEqual(["工地", "喇叭", "歌厅"]);
    expect(names(sorted(all, { by: "repeats", down: true }))).toEqual(["工地", "喇叭", "歌厅"]);
  });

  it("count as grown by as much as is certain, and as fallen by as much", () => {
    expect(names(sorted([few, many, fresh], { by: "growth", down: true }))).toEqual(["喇叭", "歌厅", "工地"]);
    expect(names(sorted([few, many, fresh], { by: "growth", down: false }))).toEqual(["工地", "歌厅", "喇叭"]);
    expect([few, many, fresh, category("施工", 9, {})].map(trendOf)).toEqual(["rise", "fall", "rise", null]);
  });

  it("that cannot be compared come last either way", () => {
    expect(names(sorted([fresh, few, many], { by: "ratio", down: true }))).toEqual(["歌厅", "工地", "喇叭"]);
    expect(names(sorted([fresh, few, many], { by: "ratio", down: false }))).toEqual(["工地", "歌厅", "喇叭"]);
  });
});
