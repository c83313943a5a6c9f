import { describe, expect, it } from "vitest";
import { newPage, shot } from "./browser";
import { getJson, idle, open, queryOf, renderedCount, selected } from "./onemap";

interface Area {
  code: string;
  name: string;
}

const communities = async (): Promise<Area[]> => (await getJson<{ items: Area[] }>("/api/v1/areas/communities")).items;
const some = async (): Promise<Area> => {
  const area = (await communities())[0];
  if (!area) throw new Error("the city has no communities");
  return area;
};

describe("the page", () => {
  it("switches theme and language and keeps both in the address", async () => {
    const page = await newPage();
    await open(page);
    await page.getByRole("button", { name: "切换到深色" }).click();
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("button", { name: "Switch to light" }).waitFor();
    expect(await page.getAttribute("html", "data-theme")).toBe("dark");
    expect(await page.getAttribute("html", "lang")).toBe("en");
    await page.reload();
    await page.getByText("City overview").waitFor();
    await idle(page);
    expect(await page.getAttribute("html", "data-theme")).toBe("dark");
    await shot(page, "command-dark-1440-en");
  });

  it("restores what a colleague saw", async () => {
    const area = await some();
    const page = await newPage({ viewport: { width: 1920, height: 1080 } });
    await open(page, `face=plan&area=communities/${area.code}&days=90&measure=count&layers=fill,communities,grids`);
    await selected(page, area.code);
    expect(await page.getByRole("radio", { name: "规划" }).getAttribute("aria-checked")).toBe("true");
    expect(await page.getByRole("radio", { name: /^90/ }).getAttribute("aria-checked")).toBe("true");
    expect(await renderedCount(page, "fill-grids")).toBeGreaterThan(0);
    await shot(page, "plan-light-1920");
  });

  it("colours grids by their households in the planner's face", async () => {
    const page = await newPage();
    await open(page);
    await page.getByRole("radio", { name: "规划" }).click();
    await expect.poll(() => renderedCount(page, "fill-grids")).toBeGreaterThan(0);
    await idle(page);
    await shot(page, "plan-light-1440");
  });

  it("finds an area by name and goes there", async () => {
    const area = await some();
    const page = await newPage();
    await open(page);
    await page.keyboard.press("/");
    await page.keyboard.type(area.name);
    await page.getByRole("option", { name: area.name }).first().waitFor();
    await page.keyboard.press("Enter");
    await selected(page, area.code);
    expect(queryOf(page).get("area")).toBe(`communities/${area.code}`);
  });

  it("says when nothing is found, and when an area is unknown", async () => {
    const page = await newPage({}, /404/);
    await open(page, "area=grids/0");
    await page.locator("#sheet").getByRole("alert").getByRole("button").click();
    await page.getByText("全市概览").waitFor();
    await page.fill("#search", "没有这样的名字");
    await page.getByText("没有找到").waitFor();
  });

  it("keeps what it has while the server is away, and comes back by itself", async () => {
    const page = await newPage({}, /ERR_|Failed to fetch|AJAXError|^error: map: /);
    await open(page);
    await page.context().setOffline(true);
    await page.getByRole("radio", { name: /^180/ }).click();
    await page.getByText("连不上服务器，地图保留").waitFor();
    await page.context().setOffline(false);
    await page.getByText("连不上服务器，地图保留").waitFor({ state: "detached" });
    await idle(page);
  });

  it("works with the keyboard: every control has a name", async () => {
    const page = await newPage();
    await open(page);
    const nameless = await page.$$eval("button, input, select, [role=slider]", (controls) =>
      controls
        .filter((control) => control.getClientRects().length > 0)
        .filter((control) => {
          const labels = (control as HTMLInputElement).labels;
          const text = control.getAttribute("aria-label") ?? control.textContent.trim();
          return !text && !(labels && labels.length > 0 && labels[0]?.textContent.trim());
        })
        .map((control) => control.outerHTML),
    );
    expect(nameless).toEqual([]);
  });

  it("turns panels into sheets on a narrow screen", async () => {
    const area = await some();
    const page = await newPage({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "dark" });
    await open(page);
    await shot(page, "command-dark-390");
    await page.getByRole("button", { name: "详情" }).click();
    await page.getByText("全市概览").waitFor();
    expect(await page.locator("#rail").isVisible()).toBe(false);
    await page.getByRole("button", { name: "图层与筛选" }).click();
    expect(await page.locator("#sheet").isVisible()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await open(page, `area=communities/${area.code}&theme=light`);
    await selected(page, area.code);
    expect(await page.locator("#sheet").isVisible()).toBe(true);
    await shot(page, "sheet-light-390");
  });
});
