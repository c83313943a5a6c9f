import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { newPage, shot } from "./browser";
import { getJson, idle, open } from "./onemap";

interface Ranked {
  category: string;
  subcategory: string | null;
  count: number;
  change_low: number | null;
  ratio: number | null;
}
const WINDOW = "from=2025-07-01&to=2026-01-01";
const ranked = async (query: string): Promise<{ count: number; items: Ranked[] }> => getJson(`/api/v1/hotspots/categories?${WINDOW}&units=grids&${query}`);

const sectionOf = (page: Page): Locator => page.locator("section", { has: page.locator("h3", { hasText: "高频问题" }) });
const firstOf = (section: Locator): Locator => section.locator("tbody").first();

describe("high-frequency problems", () => {
  it("are ranked by each figure, and lead to their complaints", async () => {
    const { items } = await ranked("by=volume");
    const page = await newPage();
    await open(page, WINDOW);
    const section = sectionOf(page);
    await expect.poll(() => firstOf(section).getAttribute("data-name")).toBe(items[0]?.subcategory);
    expect(await firstOf(section).textContent()).toContain(items[0]?.count.toLocaleString("zh-CN"));

    for (const [by, name] of [["growth", "环比"], ["ratio", "占比"], ["spread", "覆盖"], ["repeats", "重复"]] as const) {
      const [first] = (await ranked(`by=${by}`)).items;
      await section.getByRole("button", { name }).click();
      expect(await section.locator('th[aria-sort="descending"]').textContent(), by).toContain(name);
      if (by === "growth" || by === "ratio") await expect.poll(() => firstOf(section).getAttribute("data-name"), { message: by }).toBe(first?.subcategory);
    }
    await section.getByRole("button", { name: "件数" }).click();
    await shot(page, "frequent-light-1440");

    const first = firstOf(section).getByRole("button");
    await first.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => new URL(page.url()).searchParams.getAll("subcategory")).toEqual([`${items[0]?.category ?? ""}/${items[0]?.subcategory ?? ""}`]);
    await expect.poll(() => page.locator('[data-figure="complaints"] .value').first().innerText()).toBe(items[0]?.count.toLocaleString("zh-CN"));
    expect(await first.getAttribute("aria-pressed")).toBe("true");
    await first.click();
    await expect.poll(() => new URL(page.url()).searchParams.getAll("subcategory")).toEqual([]);
  });

  it("are those of the area that is chosen, beside the whole city, major ones too", async () => {
    const { items: communities } = await getJson<{ items: { code: string; complaints: number }[] }>(`/api/v1/areas/communities?${WINDOW}`);
    const [area] = communities.toSorted((a, b) => b.complaints - a.complaints);
    if (!area) throw new Error("a community");
    const { items, count } = await ranked(`major=true&level=communities&code=${area.code}`);
    const page = await newPage();
    await open(page, `${WINDOW}&area=communities/${area.code}`);
    const section = sectionOf(page);
    await section.getByRole("radio", { name: "大类" }).click();
    const note = section.locator(".note");
    await expect.poll(() => note.textContent()).toContain(`${items.length} 类共 ${count.toLocaleString("zh-CN")} 件`);
    expect(await note.textContent()).toContain("全市同期");
    expect(await firstOf(section).getAttribute("data-name")).toBe(items[0]?.category);
    await firstOf(section).getByRole("button").click();
    await expect.poll(() => new URL(page.url()).searchParams.getAll("category")).toEqual([items[0]?.category]);
    await idle(page);
  });
});
