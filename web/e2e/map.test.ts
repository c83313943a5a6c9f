import { describe, expect, it } from "vitest";
import { newPage, shot } from "./browser";
import { clickPlace, figure, findOnScreen, getJson, idle, open, project, queryOf, renderedCount, selected } from "./onemap";

interface Area {
  code: string;
  name: string;
  point: [number, number];
  complaints: number;
  buildings: number;
}

const WINDOW = "from=2025-12-02&to=2026-01-01";
const grids = async (query = ""): Promise<Area[]> => (await getJson<{ items: Area[] }>(`/api/v1/areas/grids${query}`)).items;
/** A grid that surely has something to tell. */
const busiest = async (): Promise<Area> => {
  const [first, ...rest] = await grids();
  if (!first) throw new Error("the city has no grids");
  return rest.reduce((most, grid) => (grid.complaints > most.complaints ? grid : most), first);
};
const above = ({ point: [lon, lat] }: Area, zoom: number): string => `at=${zoom}/${lat}/${lon}`;

describe("the map", () => {
  it("draws water, roads, areas and heat, and buildings once near", async () => {
    const page = await newPage();
    const heat = page.waitForResponse((response) => response.url().includes("/tiles/heat/"));
    await open(page);
    expect((await heat).status()).toBe(200);
    expect((await heat).headers()["content-type"]).toBe("image/png");
    for (const layer of ["road", "streets-line", "communities-line"]) {
      expect(await renderedCount(page, layer), layer).toBeGreaterThan(0);
    }
    await shot(page, "command-light-1440");

    await open(page, above(await busiest(), 15.5));
    for (const layer of ["buildings", "complaints", "grids-line"]) {
      expect(await renderedCount(page, layer), layer).toBeGreaterThan(0);
    }
    await shot(page, "near-light-1440");
  });

  it("opens the fact sheet of the grid that is clicked, with the numbers of the API", async () => {
    const grid = await busiest();
    const page = await newPage();
    await open(page, above(grid, 14));
    await clickPlace(page, grid.point);
    await selected(page, grid.code);
    const sheet = await getJson<Record<"complaints" | "households" | "residents" | "buildings", number>>(
      `/api/v1/areas/grids/${grid.code}`,
    );
    for (const name of ["complaints", "households", "residents", "buildings"] as const) {
      expect(await figure(page, grid.code, name), name).toBe(Math.round(sheet[name]));
    }
    await idle(page);
    await shot(page, "grid-light-1440");
  });

  it("goes from a building to its grid, its community and the city with Escape", async () => {
    const page = await newPage();
    await open(page, above(await busiest(), 16));
    const { x, y } = await findOnScreen(page, "buildings");
    await page.mouse.click(x, y);
    await page.waitForSelector(`[data-building]`);
    await page.keyboard.press("Escape");
    await page.waitForSelector("[data-building]", { state: "detached" });
    expect(queryOf(page).get("area")).toMatch(/^grids\//);
    await page.keyboard.press("Escape");
    await expect.poll(() => queryOf(page).get("area")).toMatch(/^communities\//);
  });

  it("drills into an area with a double click", async () => {
    const page = await newPage();
    const zoom = (): number => Number(queryOf(page).get("at")?.split("/")[0]);
    await open(page);
    const before = zoom();
    const { x, y } = await project(page, (await busiest()).point);
    await page.mouse.dblclick(x, y);
    await expect.poll(zoom).toBeGreaterThan(before + 0.5);
    expect(queryOf(page).get("area")).not.toBeNull();
  });

  it("selects with the keyboard alone", async () => {
    const grid = await busiest();
    const page = await newPage();
    await open(page, above(grid, 14));
    await page.focus(".maplibregl-canvas");
    await page.keyboard.press("Enter");
    await selected(page, grid.code);
  });
});

describe("filters", () => {
  it("change what is counted, on the sheet and in the address", async () => {
    const page = await newPage();
    await open(page);
    const { items } = await getJson<{ items: { name: string; count: number }[] }>(`/api/v1/categories?${WINDOW}`);
    const category = items[0];
    if (!category) throw new Error("no category");
    const city = (await getJson<{ items: Area[] }>(`/api/v1/areas/city?category=${encodeURIComponent(category.name)}`)).items[0];
    if (!city) throw new Error("no city");
    const heat = page.waitForResponse((response) => {
      const { pathname, searchParams } = new URL(response.url());
      return pathname.startsWith("/tiles/heat/") && searchParams.get("category") === category.name;
    });
    await page.getByRole("checkbox", { name: category.name }).first().check();
    await expect.poll(() => figure(page, city.code, "complaints")).toBe(city.complaints);
    expect(queryOf(page).getAll("category")).toEqual([category.name]);
    expect((await heat).ok()).toBe(true);
    await page.goBack();
    await expect.poll(() => page.getByRole("checkbox", { name: category.name }).first().isChecked()).toBe(false);
  });

  it("take a preset or a brushed window", async () => {
    const page = await newPage();
    await open(page);
    const areas = page.waitForResponse((response) => response.url().includes("/api/v1/areas/grids?"));
    await page.getByRole("radio", { name: /^90/ }).click();
    await areas;
    expect(queryOf(page).get("days")).toBe("90");
    const track = await page.locator("#timeline .track").boundingBox();
    if (!track) throw new Error("no timeline");
    const y = track.y + 12;
    await page.mouse.move(track.x + track.width * 0.2, y);
    await page.mouse.down();
    await page.mouse.move(track.x + track.width * 0.4, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => queryOf(page).has("from")).toBe(true);
    const from = queryOf(page).get("from");
    await page.getByRole("slider").nth(1).focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => queryOf(page).get("from")).not.toBe(from);
  });
});
