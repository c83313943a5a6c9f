// How soon the map is there and how smoothly it moves: `node scripts/measure.mjs http://127.0.0.1:8080 [runs]` prints medians.
import { chromium } from "playwright-core";

const [base = "http://127.0.0.1:8080", runs = "5"] = process.argv.slice(2);
const FLAGS = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--no-first-run"];
const SIZE = { width: 1440, height: 900 };
const PAN_S = 4;

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

/** Milliseconds between frames while the map is moved in a circle by a step each frame, its tiles having been seen once. */
const pan = (page, seconds) =>
  page.$eval(
    "[data-map-state]",
    (host, length) =>
      new Promise((done) => {
        const { maplibre: map } = host;
        const intervals = [];
        let start = 0;
        let last = 0;
        const step = (now) => {
          start ||= now;
          if (last) intervals.push(now - last);
          last = now;
          const turn = ((now - start) / 1000) * Math.PI;
          map.panBy([8 * Math.cos(turn), 8 * Math.sin(turn)], { duration: 0 });
          if (now - start < length * 1000) requestAnimationFrame(step);
          else done(intervals);
        };
        requestAnimationFrame(step);
      }),
    seconds,
  );

const idle = (page) => page.waitForSelector('[data-map-state="idle"]', { timeout: 60_000 });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromiumSandbox: false, args: FLAGS });
const newPage = async () => (await browser.newContext({ viewport: SIZE, colorScheme: "light" })).newPage();

const firsts = [];
for (let run = 0; run < Number(runs); run += 1) {
  const page = await newPage();
  firsts.push(await firstMap(page));
  await page.context().close();
}
for (const part of ["boundaries", "idle"]) {
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
  await pan(page, PAN_S);
  await idle(page);
  const intervals = await pan(page, PAN_S);
  const [middle, slow] = [quantile(intervals, 0.5), quantile(intervals, 0.95)];
  console.log(`pan, ${name}: ${(1000 / middle).toFixed(0)} frames/s (frame ${middle.toFixed(0)} ms, p95 ${slow.toFixed(0)} ms)`);
  await page.context().close();
}
await browser.close();
