import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { newPage, shot } from "./browser";
import { getJson, idle, open, renderedCount, selected } from "./onemap";
import { api, arcsOf, gridsOf, newDraft, openDraft } from "./planner";

interface Unit {
  unit: string;
  z: number | null;
  significant: boolean;
  observed: number;
}

const WINDOW = "from=2024-01-01&to=2026-01-01";
/** The hot units of a category that has any, the hottest first. */
const hottest = async (): Promise<{ category: string; hot: Unit[] }> => {
  const { items } = await getJson<{ items: { name: string }[] }>(`/api/v1/categories?${WINDOW}`);
  for (const { name } of items) {
    const query = `${WINDOW}&units=grids&category=${encodeURIComponent(name)}`;
    const units = (await getJson<{ items: Unit[] }>(`/api/v1/hotspots/gi-star?${query}`)).items;
    const hot = units.filter(({ z, significant }) => significant && (z ?? 0) > 0).sort((a, b) => (b.z ?? 0) - (a.z ?? 0));
    if (hot.length) return { category: name, hot };
  }
  throw new Error("no category has a hotspot");
};

interface Course {
  unit: string;
  pattern: string | null;
  spot: string | null;
  bins: string;
  trend_s: number | null;
}

const HALF = "from=2025-07-01&to=2026-01-01";
/** The grids of a category of which some became hot or cold, week by week. */
const changing = async (): Promise<{ category: string; found: Course[] }> => {
  const { items } = await getJson<{ items: { name: string }[] }>(`/api/v1/categories?${HALF}`);
  for (const { name } of items) {
    const query = `${HALF}&units=grids&step=week&category=${encodeURIComponent(name)}`;
    const units = (await getJson<{ items: Course[] }>(`/api/v1/hotspots/emerging?${query}`)).items;
    const found = units.filter(({ pattern }) => pattern !== null);
    if (found.length) return { category: name, found };
  }
  throw new Error("no category has a pattern");
};

/** A draft in which two neighbours are one; all codes in force, and the one that is gone. */
const mergedDraft = async (): Promise<{ plan: number; all: string[]; gone: string | null }> => {
  const plan = await newDraft("hot");
  const all = [...(await gridsOf(plan)).keys()].sort();
  const [arc] = (await arcsOf(plan, all[0] ?? "")).filter(({ left, right }) => left !== null && right !== null);
  if (!arc) throw new Error("two neighbours");
  await api(`/plans/${plan}/edits`, { method: "POST", revision: 0, body: { operations: [{ op: "merge", grids: [arc.left, arc.right], into: arc.left }] } });
  return { plan, all, gone: arc.right };
};

interface Found {
  unit: string;
  pattern?: string | null;
}
/** What the page is told next by a method about a plan. */
const askedOf = async (page: Page, method: string, plan: number): Promise<Found[]> => {
  const answer = await page.waitForResponse((response) => response.url().includes(`/${method}?`) && response.url().includes(`plan=${plan}`));
  return ((await answer.json()) as { items: Found[] }).items;
};
const unitsOf = (found: readonly Found[]): string[] => found.map(({ unit }) => unit).sort();

interface Cylinders {
  items: { unit: string; observed: number; significant: boolean; window: { from: string; to: string } }[];
}

describe("hotspots", () => {
  it("are listed from the hottest down, drawn on demand, and lead to their place", async () => {
    const { category, hot } = await hottest();
    const [first] = hot;
    if (!first) throw new Error("a hotspot");
    const page = await newPage();
    await open(page, `${WINDOW}&fill=grids&category=${encodeURIComponent(category)}`);
    const section = page.locator("section", { has: page.locator("h3", { hasText: "热点" }) });
    const row = section.locator("li").first();
    await expect.poll(() => row.getAttribute("data-code")).toBe(first.unit);
    expect(await row.textContent()).toContain(`共 ${first.observed.toLocaleString("zh-CN")} 件`);

    expect(await renderedCount(page, "hotspots-grids-hot")).toBe(0);
    await section.getByRole("button", { name: "在图上显示" }).click();
    await expect.poll(() => renderedCount(page, "hotspots-grids-hot")).toBeGreaterThan(0);
    await idle(page);
    expect(page.url()).toContain("hotspots");
    await shot(page, "hotspots-light-1440");

    await row.getByRole("button").click();
    await selected(page, first.unit);
  });

  it("are told by how they became hot or cold, numbered on the map as in the legend", async () => {
    const { category, found } = await changing();
    const hot = found.filter(({ spot }) => spot === "hot").length;
    const page = await newPage();
    await open(page, `${HALF}&fill=grids&layers=emerging,grids&category=${encodeURIComponent(category)}`);
    const section = page.locator("section", { has: page.locator("h3", { hasText: "热点" }) });
    // The address shows the layer, and so the list that is open is its own.
    await expect.poll(() => section.getByRole("radio", { name: "演变" }).isChecked()).toBe(true);
    await expect.poll(() => section.locator(".note").textContent()).toContain(`热点 ${hot} 个，冷点 ${found.length - hot} 个`);
    await expect.poll(() => renderedCount(page, "emerging-numbers")).toBe(found.length);
    const legend = page.locator("li", { hasText: "热点演变" }).locator("tr");
    const counts = await legend.locator(".count").allTextContents();
    expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(found.length);
    await idle(page);
    await shot(page, "emerging-light-1440");
    const code = await section.locator("li").first().getAttribute("data-code");
    await section.locator("li").first().getByRole("button").click();
    await selected(page, code ?? "");
    // Back in the city, the list is the one that was left.
    const tab = section.getByRole("radio", { name: "演变" });
    await expect.poll(async () => {
      await page.keyboard.press("Escape");
      return tab.count();
    }).toBe(1);
    expect(await tab.isChecked()).toBe(true);
  });

  it("have a course, told in words, with the words' version, and step by step", async () => {
    const { category, found } = await changing();
    const unit = found.find(({ pattern }) => pattern !== null);
    if (!unit) throw new Error("a pattern");
    const page = await newPage();
    await open(page, `${HALF}&area=grids/${unit.unit}&category=${encodeURIComponent(category)}`);
    const section = page.locator("section", { has: page.locator("h3", { hasText: "热点演变" }) });
    await expect.poll(() => section.locator("[data-pattern]").getAttribute("data-pattern")).toBe(unit.pattern);
    const hot = unit.bins.replaceAll(/[^+]/g, "").length;
    const words = await section.textContent();
    expect(words).toContain("ArcGIS Pro 3 的定义");
    expect(words).toContain(`S = ${(unit.trend_s ?? 0).toLocaleString("zh-CN")}，`);
    expect(words).toContain(`中热 ${hot} 周`);
    expect(await section.locator("svg[role=img] rect.hot").count()).toBe(hot);
    expect(await section.locator("svg[role=img] g").count()).toBe(unit.bins.length);
    await section.scrollIntoViewIfNeeded();
    await shot(page, "course-light-1440");

    await page.getByRole("radio", { name: "7 天" }).click();
    await expect.poll(() => section.textContent()).toContain("至少要有十期");
  });

  it("are circles in which more comes than expected, until now", async () => {
    const asked = "/api/v1/hotspots/scan?from=2025-12-01&to=2026-01-01&units=communities&max_share=0.1";
    const { items } = await getJson<Cylinders>(asked);
    const page = await newPage();
    await open(page, "from=2025-12-01&to=2026-01-01&fill=communities&layers=scan,communities");
    const section = page.locator("section", { has: page.locator("h3", { hasText: "热点" }) });
    await section.getByRole("radio", { name: "预警" }).click();
    const significant = items.filter((one) => one.significant).length;
    await expect.poll(() => section.locator(".note").textContent()).toContain(`${significant} 处显著；另有 ${items.length - significant} 处`);
    const first = section.locator("li").first();
    expect(await first.getAttribute("data-code")).toBe(items[0]?.unit);
    expect(await first.textContent()).toContain(`${items[0]?.observed} 件，预期`);
    await expect.poll(() => renderedCount(page, "scan-risk")).toBeGreaterThan(0);
    expect(await renderedCount(page, "scan-risk", "chosen")).toBe(0);
    await first.getByRole("button").click();
    await expect.poll(() => renderedCount(page, "scan-risk", "chosen")).toBe(1);
    expect(await section.locator('[aria-current="true"]').count()).toBe(1);
    expect(await first.getByRole("button").getAttribute("aria-current")).toBe("true");
    await idle(page);
    await shot(page, "scan-light-1440");
  });

  it("are circles of any time of the window, too, and shown once one is chosen", async () => {
    const { items } = await getJson<Cylinders>("/api/v1/hotspots/scan?from=2025-12-01&to=2026-01-01&units=communities&max_share=0.1&retrospective=true");
    const page = await newPage();
    await open(page, "from=2025-12-01&to=2026-01-01&fill=communities&layers=communities");
    const section = page.locator("section", { has: page.locator("h3", { hasText: "热点" }) });
    await section.getByRole("radio", { name: "预警" }).click();
    await section.getByRole("radio", { name: "任何时候" }).click();
    const first = section.locator("li").first();
    await expect.poll(() => first.getAttribute("data-code")).toBe(items[0]?.unit);
    const [from, to] = [items[0]?.window.from.slice(5, 10), items[0]?.window.to.slice(0, 10)];
    expect(await first.textContent()).toContain(`${from ?? ""} 至`);
    const days = (Date.parse(to ?? "") - Date.parse(items[0]?.window.from.slice(0, 10) ?? "")) / 86_400_000;
    expect(await first.textContent()).toContain(`共 ${days} 天`);
    await first.getByRole("button").click();
    await expect.poll(() => renderedCount(page, "scan-risk", "chosen")).toBe(1);
    expect(new URL(page.url()).searchParams.get("layers")).toContain("scan");
    await idle(page);
    await shot(page, "scan-any-light-1440");
  });

  it("are clusters of points too, each with its count", async () => {
    const { items, noise } = await getJson<{ items: { count: number }[]; noise: number }>(`/api/v1/hotspots/dbscan?${WINDOW}`);
    const page = await newPage();
    await open(page, `${WINDOW}&layers=clusters,grids`);
    const section = page.locator("section", { has: page.locator("h3", { hasText: "热点" }) });
    await section.getByRole("radio", { name: "聚集" }).click();
    const note = section.locator(".note");
    await expect.poll(() => note.textContent()).toContain(`${items.length} 处聚集`);
    expect(await note.textContent()).toContain(`${noise.toLocaleString("zh-CN")} 件零散`);
    const largest = Math.max(...items.map(({ count }) => count));
    expect(await section.locator("li").first().textContent()).toContain(`${largest.toLocaleString("zh-CN")} 件`);
    await idle(page);
    expect(await renderedCount(page, "clusters-count")).toBeGreaterThan(0);
    await section.locator("li").first().getByRole("button").click();
    await idle(page);
    await shot(page, "clusters-light-1440");
  });

  it("are what comes again, too: who, what and where, on the map and in the list", async () => {
    const page = await newPage();
    await open(page, `${WINDOW}&layers=alerts,grids`);
    const section = page.locator("section", { has: page.locator("h3", { hasText: "热点" }) });
    await section.getByRole("radio", { name: "重复诉求" }).click();
    for (const [kind, name] of [["subjects", "多人一诉"], ["callers", "一人多诉"], ["places", "一地多事"]] as const) {
      const { items } = await getJson<{ items: { alert: string; count: number }[] }>(`/api/v1/hotspots/repeat-${kind}?${WINDOW}`);
      await section.getByRole("radio", { name }).click();
      await expect.poll(() => section.locator(".note").textContent(), { message: kind }).toContain(`${items.length.toLocaleString("zh-CN")} 起`);
      if (items.length === 0) continue;
      const largest = Math.max(...items.map(({ count }) => count));
      expect(await section.locator("li").first().textContent(), kind).toContain(`${largest.toLocaleString("zh-CN")} 件`);
      await expect.poll(() => renderedCount(page, "alerts"), { message: kind }).toBeGreaterThan(0);
    }
    await shot(page, "alerts-light-1440");
  });

  it("are those of the draft that is open, after every edit", async () => {
    const { plan, all, gone } = await mergedDraft();
    const page = await newPage();
    const merged = askedOf(page, "gi-star", plan);
    await openDraft(page, plan, `13/31.79/117.3&layers=hotspots,grids&fill=grids&${WINDOW}`);
    expect(unitsOf(await merged)).toEqual(all.filter((code) => code !== gone));
    await expect.poll(() => renderedCount(page, "hotspots-grids-hot")).toBeGreaterThan(0);
    const undone = askedOf(page, "gi-star", plan);
    await page.keyboard.press("Control+z");
    expect(unitsOf(await undone)).toEqual(all);
    await idle(page);
    await shot(page, "hotspots-draft-light-1440");
  });

  it("are told for the draft too: how they emerged, and where there is more than expected", async () => {
    const { category } = await changing();
    const { plan, all, gone } = await mergedDraft();
    const page = await newPage();
    const [merged, circles] = [askedOf(page, "emerging", plan), askedOf(page, "scan", plan)];
    await openDraft(page, plan, `12/31.79/117.3&layers=emerging,scan,grids&fill=grids&${HALF}&category=${encodeURIComponent(category)}`);
    const course = await merged;
    expect(unitsOf(course)).toEqual(all.filter((code) => code !== gone));
    expect(course.some(({ pattern }) => pattern)).toBe(true);
    await expect.poll(() => renderedCount(page, "emerging-numbers")).toBeGreaterThan(0);
    const risks = (await circles).length;
    await expect.poll(async () => (await renderedCount(page, "scan-risk")) > 0).toBe(risks > 0);
    const [undone, again] = [askedOf(page, "emerging", plan), askedOf(page, "scan", plan)];
    await page.keyboard.press("Control+z");
    expect(unitsOf(await undone)).toEqual(all);
    await again;
    await idle(page);
    await shot(page, "emerging-draft-light-1440");
  });

  it("are in the bulletin that the sheet leads to", async () => {
    const page = await newPage();
    await open(page, WINDOW);
    const total = await page.locator('[data-figure="complaints"] .value').first().innerText();
    // Chromium without a head cannot draw a second window reliably: the link is followed in the first.
    const link = page.getByRole("link", { name: "简报" });
    expect(await link.getAttribute("target")).toBe("_blank");
    await page.goto(new URL((await link.getAttribute("href")) ?? "", page.url()).href);
    expect(await page.locator(".findings li").first().textContent()).toContain(`共 ${total} 件`);
    expect(await page.locator("svg").count()).toBe(2);
    await shot(page, "bulletin-zh");
  });
});
