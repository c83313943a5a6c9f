import { describe, expect, it } from "vitest";
import { baseUrl, newPage, shot } from "./browser";
import { idle, open, queryOf } from "./onemap";
import type { Page } from "playwright-core";
import { api, type Arc, arcsOf, boxOf, buildingsIn, choose, gridsOf, newDraft, onScreen, openDraft, type Pixel, REFUSALS, revision, snapAt } from "./planner";

const AT = "14.60/31.79000/117.29900";
const MIDDLE = { x: 640, y: 400 };
/** The part of the map that no tool lies over. */
const FREE: [number, number, number, number] = [400, 260, 1020, 700];

/** A vertex between two grids that no tool lies over, and the boundary that it is on. */
const freeVertex = async (page: Page, plan: number, code: string): Promise<{ arc: Arc; from: Pixel }> => {
  const [left, top, right, bottom] = FREE;
  for (const arc of await arcsOf(plan, code)) {
    if (arc.left === null || arc.right === null) continue;
    const inner = await onScreen(page, arc.points.slice(1, -1));
    const free = inner.slice(2, -2).filter(({ x, y }) => x > left && x < right && y > top && y < bottom);
    const from = free[Math.floor(free.length / 2)];
    if (from) return { arc, from };
  }
  throw new Error("no vertex is on the screen");
};

describe("the list of plans", () => {
  it("begins a draft of the plan in force, which opens by its address, and deletes it when one is sure", async () => {
    const page = await newPage();
    await open(page, "face=plan");
    await page.getByRole("button", { name: "新建草案" }).click();
    await page.waitForSelector("[data-open-plan]");
    const id = queryOf(page).get("plan");
    await page.getByText("还没有变更").waitFor();
    await page.reload();
    await page.waitForSelector(`[data-open-plan="${id}"]`);
    await page.getByRole("button", { name: "返回方案列表" }).click();
    const row = page.locator(`[data-plan="${id}"]`);
    await row.waitFor();
    await shot(page, "plan-list-light-1440");
    await row.getByRole("button", { name: "删除草案" }).click();
    await row.getByRole("button", { name: "确认删除" }).click();
    await row.waitFor({ state: "detached" });
  });

  it("says that a plan is not there", async () => {
    const page = await newPage({}, /status of 404/);
    await page.goto(`${baseUrl()}/?plan=99999`);
    await page.getByText("没有这个方案，可能已被删除。").waitFor();
    await page.getByRole("button", { name: "返回方案列表" }).click();
    await page.waitForSelector("[data-plan]");
  });
});

describe("lines", () => {
  it("split a grid: households before the button is let go, the reason where it cannot be, undone and done again by keys", async () => {
    const page = await newPage({}, REFUSALS);
    const plan = await newDraft("拆分");
    await openDraft(page, plan, AT);
    const code = await choose(page, MIDDLE);
    const before = (await gridsOf(plan)).get(code)?.households ?? NaN;
    const { left, right, top, bottom } = await boxOf(page, plan, code);
    const x = (left + right) / 2;
    await page.keyboard.press("s");
    await page.mouse.click(x, top - 15);
    await page.mouse.move(x, (top + bottom) / 2, { steps: 3 });
    await page.locator("[data-reason=does_not_cross]").waitFor();
    await page.getByText("线没有把网格切成两半").waitFor();
    await shot(page, "plan-split-refused-light-1440");
    await page.mouse.move(x, bottom + 15, { steps: 3 });
    await page.locator(`[data-touched="${code}"]`).waitFor();
    await shot(page, "plan-split-preview-light-1440");
    expect((await gridsOf(plan)).get(code)?.households).toBe(before);
    await page.mouse.click(x, bottom + 15);
    await page.keyboard.press("Enter");
    await revision(page, 1);
    const after = await gridsOf(plan);
    expect(after.size).toBe((await gridsOf(1)).size + 1);
    await page.locator("[data-fate=split]").first().waitFor();
    await page.keyboard.press("Control+z");
    await revision(page, 2);
    expect((await gridsOf(plan)).get(code)?.households).toBe(before);
    await page.keyboard.press("Control+Shift+z");
    await revision(page, 3);
    expect(await gridsOf(plan)).toEqual(after);
    await idle(page);
    await shot(page, "plan-split-light-1440");
  });

  it("reshape a grid: what the line takes in joins it", async () => {
    const page = await newPage({}, REFUSALS);
    const plan = await newDraft("改界");
    await openDraft(page, plan, AT);
    const code = await choose(page, MIDDLE);
    const { arc, from } = await freeVertex(page, plan, code);
    const points = await onScreen(page, arc.points);
    const at = points.findIndex(({ x, y }) => x === from.x && y === from.y);
    const [a, m, b] = [points[Math.max(0, at - 2)], from, points[Math.min(points.length - 1, at + 2)]];
    const { left, right, top, bottom } = await boxOf(page, plan, code);
    if (!a || !b) throw new Error("no boundary");
    // Away from the middle of the grid: into the neighbour.
    const away = Math.hypot(m.x - (left + right) / 2, m.y - (top + bottom) / 2);
    const out = { x: m.x + ((m.x - (left + right) / 2) / away) * 24, y: m.y + ((m.y - (top + bottom) / 2) / away) * 24 };
    await page.keyboard.press("r");
    await snapAt(page, a);
    for (const { x, y } of [a, out, b]) await page.mouse.click(x, y);
    await page.locator(`[data-touched="${code}"]`).waitFor();
    const area = (await api<{ items: { area_m2: number }[] }>(`/plans/${plan}/grids?codes=${code}`)).items[0]?.area_m2 ?? NaN;
    await page.keyboard.press("Enter");
    await revision(page, 1);
    expect((await api<{ items: { area_m2: number }[] }>(`/plans/${plan}/grids?codes=${code}`)).items[0]?.area_m2).toBeGreaterThan(area);
  });

  it("make no grid where there is one already", async () => {
    const page = await newPage({}, REFUSALS);
    await openDraft(page, await newDraft("新建"), AT);
    await page.keyboard.press("n");
    await page.getByLabel("编码").fill("X-1");
    for (const [x, y] of [[560, 430], [580, 430], [570, 450]] as const) await page.mouse.click(x, y);
    await page.locator("[data-reason=no_gap]").waitFor();
    expect(await page.getByRole("button", { name: "确认" }).isDisabled()).toBe(true);
    await page.keyboard.press("Escape");
    await page.locator("[data-reason]").waitFor({ state: "detached" });
  });
});

describe("shared boundaries", () => {
  it("are dragged by a vertex, both sides at once, and get and lose vertices", async () => {
    const page = await newPage({}, REFUSALS);
    const plan = await newDraft("顶点");
    await openDraft(page, plan, AT);
    const code = await choose(page, MIDDLE);
    await page.keyboard.press("e");
    const { arc, from } = await freeVertex(page, plan, code);
    await idle(page);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 14, from.y + 9, { steps: 4 });
    for (const side of [arc.left, arc.right]) await page.locator(`[data-touched="${side}"]`).waitFor();
    await shot(page, "plan-vertex-drag-light-1440");
    expect((await api<{ revision: number }>(`/plans/${plan}`)).revision).toBe(0);
    await page.mouse.up();
    await revision(page, 1);
    // By keys: the first vertex, two steps to the right.
    await idle(page);
    await page.keyboard.press("]");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await revision(page, 2);
    const count = async (): Promise<number> => (await arcsOf(plan, code)).reduce((sum, { points }) => sum + points.length, 0);
    const before = await count();
    await idle(page);
    const longest = (await arcsOf(plan, code)).flatMap(({ points }) => points.slice(1).map((b, i) => [points[i] ?? b, b] as const));
    const edges = await Promise.all(longest.map(async ([a, b]) => ({ ends: await onScreen(page, [a, b]) })));
    const edge = edges.map(({ ends: [a, b] }) => ({ a, b, length: a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0 })).sort((p, q) => q.length - p.length)[0];
    if (!edge?.a || !edge.b) throw new Error("no edge");
    const [x, y] = [(edge.a.x + edge.b.x) / 2, (edge.a.y + edge.b.y) / 2];
    // Straight away from the edge, on the side where its neighbours are not.
    const aside = { x: x + ((edge.b.y - edge.a.y) / edge.length) * 12, y: y + ((edge.a.x - edge.b.x) / edge.length) * 12 };
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(aside.x, aside.y, { steps: 3 });
    await page.mouse.up();
    await revision(page, 3);
    expect(await count()).toBe(before + 1);
    await idle(page);
    await page.mouse.click(aside.x, aside.y);
    await page.keyboard.press("Delete");
    await revision(page, 4);
    expect(await count()).toBe(before);
  });
});

describe("buildings", () => {
  it("are painted and lassoed into a grid as one edit", async () => {
    const page = await newPage({}, REFUSALS);
    const plan = await newDraft("楼栋");
    await openDraft(page, plan, "15.60/31.79000/117.29900");
    const code = await choose(page, { x: 640, y: 420 });
    const { left, right, top, bottom } = await boxOf(page, plan, code);
    const outside = (await buildingsIn(page, FREE)).filter(({ grid }) => grid !== code);
    const away = ({ x, y }: { x: number; y: number }): number => Math.max(left - x, x - right, 0) + Math.max(top - y, y - bottom, 0);
    const before = (await gridsOf(plan)).get(code)?.buildings ?? NaN;
    await page.keyboard.press("p");
    // Of the nearest, the first that can be handed over without cutting a grid in two; once more takes one back.
    let near: Pixel | undefined;
    for (const building of outside.sort((a, b) => away(a) - away(b)).slice(0, 8)) {
      await page.mouse.click(building.x, building.y);
      await page.getByText("已选 1 栋").waitFor();
      await page.locator("[data-touched], [data-reason]").first().waitFor();
      if (await page.locator(`[data-touched="${code}"]`).count()) near = building;
      if (near) await shot(page, "plan-paint-light-1440");
      await page.mouse.click(building.x, building.y);
      await page.getByText("已选 1 栋").waitFor({ state: "detached" });
      if (near) break;
    }
    if (!near) throw new Error("no building can be handed over");
    await page.keyboard.press("l");
    await page.mouse.move(near.x - 12, near.y - 12);
    await page.mouse.down();
    for (const [dx, dy] of [[12, -12], [12, 12], [-12, 12], [-12, -10]] as const) await page.mouse.move(near.x + dx, near.y + dy, { steps: 2 });
    await page.mouse.up();
    await page.getByText(/已选 \d+ 栋/).waitFor();
    await page.locator(`[data-touched="${code}"]`).waitFor();
    await page.keyboard.press("Enter");
    await revision(page, 1);
    expect((await gridsOf(plan)).get(code)?.buildings).toBeGreaterThan(before);
  });
});

describe("several grids", () => {
  it("are merged into the first, and locked against edits", async () => {
    const page = await newPage({}, REFUSALS);
    const plan = await newDraft("合并");
    await openDraft(page, plan, AT);
    const code = await choose(page, MIDDLE);
    const neighbours = new Set((await arcsOf(plan, code)).flatMap(({ left, right }) => [left, right]));
    const beside = (await buildingsIn(page, FREE)).find(({ grid }) => grid !== code && neighbours.has(grid));
    if (!beside) throw new Error("no neighbour is on the screen");
    const before = await gridsOf(plan);
    await page.keyboard.press("m");
    await page.mouse.click(beside.x, beside.y);
    await page.locator("[data-touched]").first().waitFor();
    await page.keyboard.press("Enter");
    await revision(page, 1);
    expect((await gridsOf(plan)).size).toBe(before.size - 1);
    await page.keyboard.press("v");
    await page.keyboard.press("k");
    await revision(page, 2);
    expect((await gridsOf(plan)).get(code)?.locked).toBe(true);
    await page.getByText("已锁定").waitFor();
    await page.locator("#plan-tab-log").click();
    await page.getByText(`锁定 ${code}`).waitFor();
    await idle(page);
    await shot(page, "plan-locked-light-1440");
  });
});

describe("a plan", () => {
  it("that someone else has changed is not overwritten, and what is drawn is kept", async () => {
    const page = await newPage({}, REFUSALS);
    const plan = await newDraft("冲突");
    await openDraft(page, plan, AT);
    const code = await choose(page, MIDDLE);
    await api(`/plans/${plan}/edits`, { method: "POST", revision: 0, body: { operations: [{ op: "set", grid: code, name: "他人改名" }] } });
    const { left, right, top, bottom } = await boxOf(page, plan, code);
    await page.keyboard.press("s");
    await page.mouse.click((left + right) / 2, top - 15);
    await page.mouse.click((left + right) / 2, bottom + 15);
    await page.locator("[data-touched]").first().waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("方案已被他人修改").waitFor();
    await page.getByRole("alert").getByText(/tester · /).waitFor();
    await shot(page, "plan-conflict-light-1440");
    await page.getByRole("button", { name: "载入最新方案" }).click();
    await revision(page, 1);
    await page.locator("[data-touched]").first().waitFor();
    await page.keyboard.press("Enter");
    await revision(page, 2);
    expect((await gridsOf(plan)).get(code)).toMatchObject({ name: "他人改名" });
  });

  it("lists what is wrong by rule and goes there", async () => {
    const page = await newPage();
    await openDraft(page, await newDraft("问题"), AT);
    await page.locator("#plan-tab-findings").click();
    await page.locator("[data-rule=household_range] .rule").click();
    await page.locator("[data-rule=household_range] .finding").first().click();
    await page.waitForSelector("[data-selected]");
    await idle(page);
    expect(queryOf(page).get("at")).not.toBe(AT);
    await shot(page, "plan-findings-light-1440");
  });

  it("is compared with the plan in force, handed in, approved and published for a day to come", async () => {
    const page = await newPage();
    const plan = await newDraft("发布");
    const [first] = await gridsOf(plan);
    await api(`/plans/${plan}/edits`, { method: "POST", revision: 0, body: { operations: [{ op: "set", grid: first?.[0], name: "改名网格" }] } });
    await openDraft(page, plan, AT);
    await page.getByRole("button", { name: "卷帘对比", exact: true }).click();
    await page.waitForSelector("[data-base-state=idle]");
    await page.getByText("本方案 · 发布").waitFor();
    await shot(page, "plan-compare-light-1440");
    const statement = await page.getByRole("link", { name: "对比说明（打印）" }).getAttribute("href");
    const printed = await fetch(new URL(statement ?? "", page.url()), { headers: { accept: "text/html" } });
    expect([printed.status, printed.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    await page.getByRole("button", { name: "结束对比" }).first().click();
    for (const step of ["submit", "approve", "publish"]) await page.locator(`[data-step=${step}]`).click();
    await page.getByLabel("启用日期").fill("2031-01-01");
    await page.getByRole("button", { name: "发布并启用" }).click();
    await page.getByText(/将于 2031-01-01 启用/).waitFor();
    expect(await api(`/plans/${plan}`)).toMatchObject({ state: "approved", starts: "2031-01-01" });
    await api(`/plans/${plan}/reject`, { method: "POST", body: {} });
    await api(`/plans/${plan}`, { method: "DELETE" });
  });

  it("is edited in English, in the dark, and on a telephone", async () => {
    const page = await newPage({ viewport: { width: 390, height: 844 } });
    const plan = await newDraft("Telephone");
    await openDraft(page, plan, `${AT}&lang=en&theme=dark`);
    await page.locator("[data-tool=split]").click();
    await page.getByText("Click the grid to be changed first.").waitFor();
    await shot(page, "plan-narrow-dark-en-390");
    await page.getByRole("button", { name: "details" }).click();
    await page.getByText("Households in range").waitFor();
    await idle(page);
    await shot(page, "plan-narrow-sheet-dark-en-390");
  });
});
