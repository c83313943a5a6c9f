import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newPage, shot } from "./browser";
import { idle, renderedCount } from "./onemap";

const { ONEMAP_BIN = "", ONEMAP_STORE = "" } = process.env;
const run = promisify(execFile);

describe.skipIf(!ONEMAP_BIN || !ONEMAP_STORE)("a basemap by configuration", () => {
  let folder = "";
  const servers: ChildProcess[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "onemap-basemap-"));
    // An archive of our own making: roads, water and buildings as source layers.
    await run(ONEMAP_BIN, ["export", "--store", ONEMAP_STORE, "--layer", "roads,water,buildings", "--out", join(folder, "ground.pmtiles")]);
  });
  afterAll(async () => {
    servers.forEach((server) => server.kill());
    await rm(folder, { recursive: true });
  });

  /** The address of a server with these flags more. */
  const serve = async (...flags: string[]): Promise<string> => {
    const server = spawn(ONEMAP_BIN, ["serve", "--store", ONEMAP_STORE, "--listen", "127.0.0.1:0", ...flags], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    servers.push(server);
    for await (const line of createInterface(server.stdout)) {
      const address = /http:\/\/[\d.:]+/.exec(line)?.[0];
      if (address) return address;
    }
    throw new Error("the server ended before it was ready");
  };

  it("is drawn from an archive on this server, with what must be said of it, and can be put away", async () => {
    const address = await serve("--basemap-pmtiles", join(folder, "ground.pmtiles"), "--basemap-approval", "GS（2024）0650号");
    const page = await newPage({}, new RegExp(`^foreign request: ${address}/`));
    await page.goto(`${address}/?layers=basemap,districts`);
    await idle(page);
    await expect.poll(() => renderedCount(page, "basemap-roads-line")).toBeGreaterThan(0);
    await idle(page);
    expect(await renderedCount(page, "basemap-water-fill")).toBeGreaterThan(0);
    const credit = page.getByText("审图号：GS（2024）0650号");
    await credit.waitFor();
    await shot(page, "basemap-light-1440");
    await page.getByRole("checkbox", { name: "显示底图" }).uncheck();
    await credit.waitFor({ state: "detached" });
    await expect.poll(() => renderedCount(page, "basemap-roads-line")).toBe(0);
  });

  it("of Tianditu asks its servers, and them alone, with the key", async () => {
    const address = await serve("--basemap-tianditu-key", "0a1b2c", "--basemap-approval", "GS（2024）0650号");
    const page = await newPage({}, new RegExp(`^foreign request: (${address}|https://t\\d\\.tianditu\\.gov\\.cn)/`));
    const asked = new Set<string>();
    // A picture of one pixel stands in for the service.
    await page.route(/tianditu/, async (route) => {
      const { searchParams } = new URL(route.request().url());
      asked.add(`${searchParams.get("LAYER")} ${searchParams.get("tk")}`);
      await route.fulfill({ body: PIXEL, contentType: "image/png", headers: { "access-control-allow-origin": "*" } });
    });
    await page.goto(`${address}/?layers=basemap,districts`);
    await expect.poll(() => [...asked].sort()).toEqual(["cva 0a1b2c", "vec 0a1b2c"]);
    await page.getByText("审图号：GS（2024）0650号　天地图").waitFor();
  });
});

const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);
