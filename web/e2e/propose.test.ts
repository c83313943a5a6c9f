import { describe, expect, it } from "vitest";
import { newPage, shot } from "./browser";
import { getJson, idle, open, queryOf, renderedCount } from "./onemap";
import { api, gridsOf } from "./planner";

interface Report { grids: number; households: number; by_community: { code: string; before: { grids: number }; after: { grids: number } }[] }
interface Job { id: number; state: string; report: Report | null }

const latest = async (): Promise<Job> => {
  const { items } = await getJson<{ items: Job[] }>("/api/v1/proposals");
  return getJson<Job>(`/api/v1/proposals/${items.at(-1)?.id ?? 0}`);
};
const inForce = async (): Promise<number> => {
  const { items } = await getJson<{ items: { id: number; state: string }[] }>("/api/v1/plans");
  return items.find(({ state }) => state === "in_force")?.id ?? 0;
};

describe("proposed grids", () => {
  it("are computed, shown on the map, compared, and taken over for some communities as a draft", async () => {
    const page = await newPage();
    await open(page, "face=plan");
    const section = page.locator(".proposals");
    await section.getByRole("button", { name: "计算方案" }).click();
    await page.waitForSelector("[data-proposal]");
    const { id, report } = await latest();
    if (!report) throw new Error("a report");
    expect(await page.getAttribute("[data-proposal]", "data-proposal")).toBe(String(id));
    expect(await section.locator("[data-row=grids] td").last().textContent()).toBe(String(report.grids));
    await expect.poll(() => renderedCount(page, "proposed")).toBeGreaterThan(0);
    const bars = await section.locator(".histogram rect").evaluateAll((all) => all.map((bar) => Number(bar.getAttribute("data-grids"))));
    expect(bars.reduce((sum, grids) => sum + grids, 0)).toBe(report.grids);
    await idle(page);
    await shot(page, "proposal-light-1440");

    // Another seed beside it.
    await section.locator("summary", { hasText: "权重、锁定与种子" }).click();
    await section.getByLabel("随机种子").fill("7");
    await section.getByRole("button", { name: "计算方案" }).click();
    await page.waitForSelector(`[data-proposal="${id + 1}"]`);
    expect(await section.locator("[data-row=grids] td").count()).toBe(3);
    await section.getByRole("button", { name: `方案 ${id}` }).click();
    await page.waitForSelector(`[data-proposal="${id}"]`);

    // Its address shows the same to whoever opens it.
    expect(queryOf(page).get("proposal")).toBe(String(id));
    await page.reload();
    await page.waitForSelector(`[data-proposal="${id}"]`);

    // All but the first community keep the grids in force.
    const [first, second] = report.by_community;
    if (!first || !second) throw new Error("two communities");
    const which = section.locator("table", { hasText: "采用哪些社区" });
    await which.locator("thead input").click();
    await which.locator("tbody input").first().check();
    await section.getByRole("button", { name: "采用所选 1 个社区" }).click();
    await page.waitForSelector("[data-open-plan]");
    const draft = Number(queryOf(page).get("plan"));
    const [grids, before] = [await gridsOf(draft), await gridsOf(await inForce())];
    const of = (all: typeof grids, community: string): string[] => [...all.values()].filter(({ parent }) => parent === community).map(({ code }) => code).sort();
    expect(of(grids, first.code)).toHaveLength(first.after.grids);
    expect(of(grids, second.code)).toEqual(of(before, second.code));
    const households = (all: typeof grids): number => [...all.values()].reduce((sum, grid) => sum + grid.households, 0);
    expect(households(grids)).toBe(households(before));
    await api(`/plans/${draft}`, { method: "DELETE", revision: 0 });
  });

  it("are asked for in English, of one community, in a range that makes sense", async () => {
    const page = await newPage({ colorScheme: "dark" });
    await open(page, "face=plan&lang=en");
    const section = page.locator(".proposals");
    await section.getByLabel("Fewest households").fill("900");
    await section.getByLabel("Fewest households").blur();
    expect(await section.getByRole("button", { name: "Compute" }).isDisabled()).toBe(true);
    await section.getByLabel("Fewest households").fill("200");
    await section.getByLabel("Fewest households").blur();
    expect(await section.getByLabel("Target").inputValue()).toBe("300");
    await section.locator("select").last().selectOption({ index: 1 });
    await section.getByRole("button", { name: "Compute" }).click();
    await section.locator("button[aria-pressed=true]").waitFor();
    const { report } = await latest();
    expect(report?.by_community).toHaveLength(1);
    await section.getByRole("button", { name: "Discard" }).click();
    await section.locator("[data-proposal]").waitFor({ state: "detached" });
    await shot(page, "proposal-dark-1440");
  });
});
