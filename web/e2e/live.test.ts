import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Map as MapLibre } from "maplibre-gl";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { newPage, shot } from "./browser";
import { figure, getJson, idle, MAP, open } from "./onemap";

const { ONEMAP_BIN, ONEMAP_STORE } = process.env;
const run = promisify(execFile);

interface Area {
  code: string;
  complaints: number;
  point: [number, number];
}
interface City {
  version: number;
  now: string;
}

const version = async (): Promise<number> => (await getJson<City>("/api/v1/city")).version;

/** Puts one more complaint into the store of the running server. */
const importOne = async (bin: string, store: string, [lon, lat]: [number, number], time: string): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "onemap-live-"));
  const file = join(folder, "complaints.csv");
  await writeFile(file, `工单编号,受理时间,事项大类,事项小类,经度,纬度\nLIVE-${Date.now()},${time},噪声扰民,施工噪声,${lon},${lat}\n`);
  await run(bin, ["import", "--store", store, "--complaints", file]);
  await rm(folder, { recursive: true });
};

type Watched = HTMLElement & { maplibre: MapLibre; least: number };

/** Keeps the least number of features of a layer that are drawn from now on. */
const watchLayer = (page: Page, layer: string): Promise<void> =>
  page.$eval(
    MAP,
    (element, id) => {
      const host = element as Watched;
      host.least = Infinity;
      setInterval(() => {
        host.least = Math.min(host.least, host.maplibre.queryRenderedFeatures({ layers: [id] }).length);
      }, 150);
    },
    layer,
  );
const leastSeen = (page: Page): Promise<number> => page.$eval(MAP, (element) => (element as Watched).least);

describe.skipIf(!ONEMAP_BIN || !ONEMAP_STORE)("an import into the store of a running server", () => {
  it("appears in the open page within two seconds of being served", async () => {
    const page = await newPage();
    await open(page);
    const [city] = (await getJson<{ items: Area[] }>("/api/v1/areas/city")).items;
    const { now } = await getJson<City>("/api/v1/city");
    if (!city) throw new Error("no city");
    const before = await figure(page, city.code, "complaints");
    const old = await version();
    await watchLayer(page, "streets-line");
    await importOne(ONEMAP_BIN ?? "", ONEMAP_STORE ?? "", city.point, now.replace("T", " "));
    await expect.poll(version, { interval: 50 }).not.toBe(old);
    const served = Date.now();
    await expect.poll(() => figure(page, city.code, "complaints"), { timeout: 10_000, interval: 50 }).toBe(before + 1);
    expect(Date.now() - served).toBeLessThan(2000);
    await idle(page);
    // Tiles of the old version stay until those of the new one are there.
    expect(await leastSeen(page)).toBeGreaterThan(0);
    await shot(page, "live-light-1440");
  });

  it("costs next to nothing while there is none", async () => {
    const page = await newPage();
    await open(page);
    const answer = await page.waitForResponse((response) => response.url().endsWith("/api/v1/city") && response.status() === 304);
    expect((await answer.body().catch(() => Buffer.alloc(0))).length).toBe(0);
  });
});
