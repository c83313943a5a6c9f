import { describe, expect, it } from "vitest";
import { newPage, shot } from "./browser";
import { findOnScreen, getJson, idle, open, queryOf, renderedCount } from "./onemap";

interface Area {
  code: string;
  complaints: number;
}

const cityCount = async (window: string): Promise<number> => {
  const { items } = await getJson<{ items: Area[] }>(`/api/v1/areas/city?${window}`);
  return items[0]?.complaints ?? NaN;
};
const grouped = (n: number): string => new Intl.NumberFormat("zh-CN").format(n);

describe("H3 cells", () => {
  it("are drawn with a legend that names their resolution, and tell their figures", async () => {
    const page = await newPage();
    await open(page, "layers=h3,streets,roads,water");
    expect(await renderedCount(page, "h3")).toBeGreaterThan(0);
    await page.getByText(/H3 \d+ 级，每格约/).waitFor();
    const { x, y } = await findOnScreen(page, "h3");
    await page.mouse.click(x, y);
    await page.locator("[data-probe=cell]").waitFor();
    await idle(page);
    await shot(page, "h3-light-1440");
    await page.getByRole("radio", { name: "每平方公里" }).click();
    expect(queryOf(page).get("cells")).toBe("density");
    await page.keyboard.press("Escape");
    await page.locator("[data-probe=cell]").waitFor({ state: "detached" });
  });
});

describe("the time line", () => {
  it("plays: the window moves on by itself until it is paused, as one change of the filters", async () => {
    const page = await newPage();
    await open(page, "from=2025-01-01&to=2025-01-31");
    await page.getByRole("button", { name: "播放时间轴" }).press("Enter");
    await expect.poll(() => queryOf(page).get("from")).toBe("2025-01-15");
    await page.getByRole("button", { name: "暂停" }).press("Enter");
    const from = queryOf(page).get("from");
    await page.waitForTimeout(2000);
    expect(queryOf(page).get("from")).toBe(from);
    await page.keyboard.press("Control+z");
    await expect.poll(() => queryOf(page).get("from")).toBe("2025-01-01");
  });
});

describe("two windows", () => {
  it("are swiped between, with their counts, by mouse and by keyboard", async () => {
    const page = await newPage();
    await open(page);
    await page.getByRole("button", { name: "对比两个时段" }).click();
    await page.waitForSelector("[data-base-state=idle]");
    const before = await cityCount("from=2025-11-02&to=2025-12-02");
    await page.getByText(`上期 2025-11-02 – 2025-12-01 · ${grouped(before)} 件`).waitFor();
    const divider = page.getByRole("slider", { name: "卷帘位置" });
    await divider.press("PageDown");
    expect(await divider.getAttribute("aria-valuenow")).toBe("40");
    const box = await divider.boundingBox();
    if (!box) throw new Error("no divider");
    await page.mouse.move(box.x + 1, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 150, box.y + 200, { steps: 4 });
    await page.mouse.up();
    expect(Number(await divider.getAttribute("aria-valuenow"))).toBeGreaterThan(50);
    await shot(page, "compare-swipe-light-1440");
  });

  it("stand side by side, move together and share one legend", async () => {
    const page = await newPage({ viewport: { width: 1920, height: 1080 } });
    await open(page, "compare=side&base=year&layers=fill,streets,communities,water&fill=communities&measure=count");
    await page.waitForSelector("[data-base-state=idle]");
    const now = await cityCount("from=2024-12-02&to=2025-01-01");
    await page.getByText(`去年同期 2024-12-02 – 2024-12-31 · ${grouped(now)} 件`).waitFor();
    const centers = (): Promise<string[]> =>
      page.$$eval("[data-map-state], [data-base-state]", (hosts) =>
        hosts.map((host) => {
          const map = (host as HTMLElement & { maplibre: { getCenter: () => { lng: number; lat: number }; getZoom: () => number } }).maplibre;
          const { lng, lat } = map.getCenter();
          return [lng, lat, map.getZoom()].map((n) => n.toFixed(5)).join();
        }),
      );
    await page.mouse.move(600, 500);
    await page.mouse.down();
    await page.mouse.move(500, 420, { steps: 5 });
    await page.mouse.up();
    await idle(page);
    const [a, b] = await centers();
    expect(a).toBe(b);
    const colors = await page.$$eval("[data-map-state], [data-base-state]", (hosts) =>
      hosts.map((host) => {
        const map = (host as HTMLElement & { maplibre: { getPaintProperty: (layer: string, name: string) => unknown } }).maplibre;
        return JSON.stringify(map.getPaintProperty("fill-communities", "fill-color"));
      }),
    );
    expect(colors[0]).toBe(colors[1]);
    await shot(page, "compare-side-light-1920");
  });
});

describe("filters", () => {
  it("are undone and made again, by keys and by buttons", async () => {
    const page = await newPage();
    await open(page);
    const box = page.getByRole("checkbox", { name: "供热供气" }).first();
    await box.check();
    await page.getByRole("radio", { name: /^90/ }).click();
    await page.keyboard.press("Control+z");
    await expect.poll(() => queryOf(page).has("days")).toBe(false);
    expect(await box.isChecked()).toBe(true);
    await page.getByRole("button", { name: /撤销筛选/ }).click();
    await expect.poll(() => box.isChecked()).toBe(false);
    await page.keyboard.press("Control+y");
    await expect.poll(() => box.isChecked()).toBe(true);
    await page.getByRole("button", { name: /重做筛选/ }).click();
    await expect.poll(() => queryOf(page).get("days")).toBe("90");
    expect(await page.getByRole("button", { name: /重做筛选/ }).isDisabled()).toBe(true);
  });
});

describe("measuring", () => {
  it("gives a length with the mouse and ends with Escape", async () => {
    const page = await newPage();
    await open(page, "at=14/31.8/117.3");
    await page.getByRole("button", { name: "测距" }).click();
    await page.locator("[data-measured=length]").waitFor();
    await page.mouse.click(500, 300);
    await page.waitForTimeout(400);
    await page.mouse.dblclick(700, 300);
    // 200 pixels at zoom 14 on tiles of 512 and at 31.8° north are 812 m.
    const metres = Number((await page.locator("[data-measured=length]").innerText()).replace(/[^\d.]/g, ""));
    expect(metres).toBeGreaterThan(800);
    expect(metres).toBeLessThan(825);
    await page.keyboard.press("Escape");
    await page.locator("[data-measured=length]").waitFor({ state: "detached" });
  });

  it("gives an area with the keyboard alone", async () => {
    const page = await newPage();
    await open(page, "at=14/31.8/117.3");
    await page.getByRole("button", { name: "测面积" }).press("Enter");
    await page.locator("[data-measured=area]").waitFor();
    for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft"]) {
      await page.keyboard.press("Enter");
      await page.keyboard.press(key);
      await page.waitForTimeout(700);
    }
    await idle(page);
    expect(await page.locator("[data-measured=area]").innerText()).toMatch(/[1-9].*(m²|km²)/);
    await shot(page, "measure-light-1440");
  });
});

describe("printing", () => {
  it("opens a sheet with title, window, legend, scale, north and date, and gives the focus back", async () => {
    const page = await newPage({ colorScheme: "dark" });
    await open(page);
    await page.getByRole("button", { name: "打印" }).click();
    await page.waitForSelector("[data-paper-state=idle]");
    const sheet = page.locator(".paper");
    for (const text of [/诉求热力图/, /2025-12-02 – 2025-12-31/, /图例/, /1 : [\d,]+/, /制图日期 \d{4}-\d{2}-\d{2}/]) {
      await sheet.getByText(text).first().waitFor();
    }
    await sheet.getByRole("img", { name: "指北针" }).waitFor();
    await shot(page, "print-a4");
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
    // A4 landscape in points, one page.
    expect(pdf.match(/\/MediaBox \[0 0 84[12][\d.]* 59[45][\d.]*\]/g)).toHaveLength(1);
    await page.keyboard.press("Escape");
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("打印");
  });
});

describe("printing while two windows are compared", () => {
  it("puts both on the sheet, each under its own days, moved together, with one legend", async () => {
    const page = await newPage();
    await open(page, "compare=swipe&layers=fill,streets,communities,water&fill=communities&measure=count");
    await page.waitForSelector("[data-base-state=idle]");
    await page.getByRole("button", { name: "打印" }).click();
    for (const [side, label] of [["base", /上期 2025-11-02 – 2025-12-01 · [\d,]+ 件/], ["now", /本期 2025-12-02 – 2025-12-31 · [\d,]+ 件/]] as const) {
      const pane = page.locator(`[data-paper-side=${side}]`);
      await pane.locator("[data-paper-state=idle]").waitFor();
      await pane.getByText(label).waitFor();
    }
    await page.locator(".paper").getByText("对比 2025-11-02 – 2025-12-01").first().waitFor();
    expect(await page.locator(".paper table").count()).toBe(1);
    await shot(page, "print-compare-a4");
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
    expect(pdf.match(/\/MediaBox/g)).toHaveLength(1);
  });
});

describe("the thematic fill", () => {
  it("takes each way to put values into classes, and says unit, window and total", async () => {
    const page = await newPage();
    await open(page, "face=plan&measure=density");
    const total = (await getJson<{ items: Area[] }>("/api/v1/areas/grids")).items.reduce((sum, area) => sum + area.complaints, 0);
    await page.getByText(`件/km² · 2025-12-02 – 2025-12-31 · 落在区域内 ${grouped(total)} 件`).waitFor();
    const classes = (): Promise<string> => page.locator("#rail table").innerText();
    const seen = new Set<string>();
    for (const name of ["分位数", "自然断点", "等间距"]) {
      await page.getByRole("radio", { name }).click();
      seen.add(await classes());
    }
    expect(seen.size).toBe(3);
    expect(queryOf(page).get("breaks")).toBe("equal");
  });

  it("shows the change around zero against the period before or the year before", async () => {
    const page = await newPage();
    await open(page, "layers=fill,streets,communities,water&fill=communities&measure=change");
    await page.getByText("±5 %").waitFor();
    await page.getByText("对比 2025-11-02 – 2025-12-01").waitFor();
    await page.getByRole("radio", { name: "同比" }).click();
    await page.getByText("对比 2024-12-02 – 2024-12-31").waitFor();
    await idle(page);
    await shot(page, "change-light-1440");
  });
});

describe("the heat", () => {
  it("tells its value where it is clicked, as the API has it", async () => {
    const page = await newPage();
    await open(page);
    const answer = page.waitForResponse((response) => response.url().includes("/api/v1/heat/value"));
    await page.mouse.click(660, 420);
    const { value } = (await (await answer).json()) as { value: number };
    await page.locator("[data-probe=heat]").getByText(String(Number(value.toPrecision(3)))).waitFor();
  });

  it("is counted per km² or per 1,000 households", async () => {
    const page = await newPage();
    await open(page);
    await page.getByRole("button", { name: "诉求热力的设置" }).click();
    const tile = page.waitForResponse((response) => response.url().includes("per=household") && response.url().includes("/tiles/heat/"));
    await page.getByRole("radio", { name: "每千户", exact: true }).click();
    expect((await tile).status()).toBe(200);
    await page.locator("#rail figcaption").getByText(/^件\/千户/).waitFor();
    expect(queryOf(page).get("per")).toBe("household");
    await idle(page);
    await shot(page, "heat-household-light-1440");
  });

  it("has one scale for two windows", async () => {
    const page = await newPage();
    const tops = new Set<string | null>();
    page.on("request", (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname.startsWith("/tiles/heat/")) tops.add(searchParams.get("max"));
    });
    await open(page, "compare=swipe&base=year");
    await page.waitForSelector("[data-base-state=idle]");
    const max = async (window: string): Promise<number> =>
      (await getJson<{ max: number }>(`/api/v1/heat/scale?bandwidth=300&${window}`)).max;
    const top = Math.max(await max("from=2025-12-02&to=2026-01-01"), await max("from=2024-12-02&to=2025-01-01"));
    await expect.poll(() => tops.has(String(top))).toBe(true);
    const legend = await page.locator("#rail figure .marks span").last().innerText();
    expect(Number(legend.replaceAll(",", ""))).toBeCloseTo(Number(top.toPrecision(3)), 6);
  });
});
