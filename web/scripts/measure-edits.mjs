// How soon an edit is seen: `node scripts/measure-edits.mjs http://127.0.0.1:8080 [edits]` begins a draft, moves a vertex, and then undoes
// and redoes that by keys. Prints medians and 90 % quantiles of the milliseconds from the key to the answer, and to the frame that shows it.
import { chromium } from "playwright-core";

const [base = "http://127.0.0.1:8080", edits = "20"] = process.argv.slice(2);
const FLAGS = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--no-first-run"];
const ZOOM = 14.6;

const api = async (path, init = {}) => {
  const response = await fetch(`${base}/api/v1${path}`, { ...init, headers: { "content-type": "application/json" } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
};
const quantile = (values, p) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * p)];
const idle = (page) => page.waitForSelector('[data-map-state="idle"]', { timeout: 60_000 });

/** Presses a key and waits for the frame with the edited grids in it. */
const pressed = (page, key, shiftKey) =>
  page.evaluate(
    ([key, shiftKey]) =>
      new Promise((done) => {
        const map = document.querySelector("[data-map-state]").maplibre;
        const counter = document.querySelector("[data-revision]");
        const before = counter.dataset.revision;
        const began = performance.now();
        let told = 0;
        new MutationObserver((_, observer) => {
          if (counter.dataset.revision === before) return;
          told = performance.now() - began;
          observer.disconnect();
        }).observe(counter, { attributes: true });
        const look = (event) => {
          if (!told || event.sourceId !== "plan-grids" || !map.isSourceLoaded("plan-grids")) return;
          map.off("sourcedata", look);
          map.once("render", () => { done({ told, seen: performance.now() - began, asked: performance.getEntriesByType("resource").at(-1).duration }); });
        };
        map.on("sourcedata", look);
        window.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, ctrlKey: true, bubbles: true, cancelable: true }));
      }),
    [key, shiftKey],
  );

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", chromiumSandbox: false, args: FLAGS });
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "light" })).newPage();
const { id } = await api("/plans", { method: "POST", body: JSON.stringify({ name: "measure" }) });
const { center: [lon, lat] } = await api("/city");
await page.goto(`${base}/?plan=${id}&at=${ZOOM}/${lat}/${lon}`);
await page.waitForSelector("[data-tool=split]");
await idle(page);
await page.mouse.click(640, 400);
await page.waitForSelector("[data-selected]");
await page.keyboard.press("e");
await idle(page);
await page.keyboard.press("]");
for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowRight");
await page.waitForSelector('[data-revision="1"]');
const times = [];
for (let edit = 0; edit < Number(edits); edit += 1) {
  await idle(page);
  times.push(await pressed(page, edit % 2 ? "Z" : "z", edit % 2 === 1));
}
await browser.close();
await api(`/plans/${id}`, { method: "DELETE" });
for (const what of ["told", "seen"]) {
  const of = times.map((time) => time[what]);
  console.log(`${what.padEnd(6)} p50 ${quantile(of, 0.5).toFixed(0)} ms, p90 ${quantile(of, 0.9).toFixed(0)} ms`);
}
