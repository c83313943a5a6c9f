// How soon the map is there and how smoothly it moves: `node scripts/measure.mjs http://127.0.0.1:8080 [runs]` prints medians.
// Processor time of the browser is told beside: drawn in software it is what a frame costs, whatever else the machine does.
import { chromium } from "playwright-core";

const [base = "http://127.0.0.1:8080", runs = "5"] = process.argv.slice(2);
const FLAGS = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--no-first-run"];
const SIZE = { width: 1440, height: 900 };
const PAN_MS = 4000;
const PAN_PX = [500, 300];

const VIEWS = {
  "指挥, whole city": { query: "", zoom: null },
  "指挥, zoom 13": { query: "", zoom: 13 },
  "指挥, zoom 15.5": { query: "", zoom: 15.5 },
  "规划, whole city": { query: "face=plan", zoom: null },
  "规划, zoom 14": { query: "face=plan", zoom: 14 },
  "boundaries alone, whole city": { query: "layers=districts,streets,communities,grids", zoom: null },
};

const quantile = (values, p) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * p)];

/** Milliseconds from the start of the navigation: all boundaries drawn; everything drawn. */
const firstMap = async (page) => {
  await page.addInitScript(() => {
    const times = {};
    window.mapTimes = times;
    const look = () => {
      const host = document.querySelector("[data-map-state]");
      const map = host?.maplibre;
      const areas = map?.isStyleLoaded() ? Object.keys(map.getStyle().sources).filter((id) => /s$/.test(id) && map.getSource(id).promoteId === "code") : [];
      if (!times.boundaries && areas.length && areas.every((id) => map.isSourceLoaded(id))) times.boundaries = performance.now();
      if (!times.idle && host?.dataset.mapState === "idle") times.idle = performance.now();
      if (!times.idle) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(base);
  await page.waitForFunction(() => window.mapTimes.idle, null, { timeout: 60_000 });
  return page.evaluate(() => window.mapTimes);
};

/** Milliseconds between the frames of a pan there and back, as by hand: the map says that it has stopped at the ends alone. */
const pan = (page) =>
  page.$eval(
    "[data-map-state]",
    async (host, [byPx, lengthMs]) => {
      const { maplibre: map } = host;
      const times = [];
      const note = () => times.push(performance.now());
      map.on("render", note);
      for (const direction of [1, -1]) {
        const stopped = map.once("moveend");
        map.panBy([direction * byPx[0], direction * byPx[1]], { duration: lengthMs, easing: (t) => t, essential: true });
        await stopped;
      }
      map.off("render", note);
      return times.slice(1).map((time, i) => time - times[i]);
    },
    [PAN_PX, PAN_MS / 2],
  );

const idle = (page) => page.waitForSelector('[data-map-state="idle"]', { timeout: 60_000 });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromiumSandbox: false, args: FLAGS });
const newPage = async () => (await browser.newContext({ viewport: SIZE, colorScheme: "light" })).newPage();

const cdp = await browser.newBrowserCDPSession();
/** Processor seconds that the browser's processes have taken so far. */
const cpu = async () => {
  const { processInfo } = await cdp.send("SystemInfo.getProcessInfo");
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
};

const firsts = [];
for (let run = 0; run < Number(runs); run += 1) {
  const page = await newPage();
  const before = await cpu();
  const times = await firstMap(page);
  firsts.push({ ...times, cpu: ((await cpu()) - before) * 1000 });
  await page.context().close();
}
for (const part of ["boundaries", "idle", "cpu"]) {
  const times = firsts.map((times) => times[part]);
  console.log(`first map, ${part}: ${(quantile(times, 0.5) / 1000).toFixed(2)} s (${(Math.max(...times) / 1000).toFixed(2)} s at most)`);
}

for (const [name, { query, zoom }] of Object.entries(VIEWS)) {
  const page = await newPage();
  await page.goto(`${base}/?${query}`);
  await idle(page);
  if (zoom !== null) {
    await page.$eval("[data-map-state]", (host, to) => { host.maplibre.jumpTo({ zoom: to }); }, zoom);
    await page.waitForTimeout(300);
    await idle(page);
  }
  await pan(page);
  await idle(page);
  const before = await cpu();
  const intervals = await pan(page);
  const cost = (((await cpu()) - before) / intervals.length) * 1000;
  const [middle, slow] = [quantile(intervals, 0.5), quantile(intervals, 0.95)];
  console.log(`pan, ${name}: ${(1000 / middle).toFixed(0)} frames/s (frame ${middle.toFixed(0)} ms, p95 ${slow.toFixed(0)} ms, processor ${cost.toFixed(0)} ms)`);
  await page.context().close();
}
await browser.close();
