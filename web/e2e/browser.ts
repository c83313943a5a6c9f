import { mkdir } from "node:fs/promises";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";

const SHOTS = new URL("shots/", import.meta.url).pathname;
const FLAGS = [
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
];
/** The driver of software WebGL remarks on its own slowness. */
const NOT_OURS = /GL Driver Message|GPU stall/;

let browser: Browser | undefined;
let complaints: string[] = [];

beforeAll(async () => {
  await mkdir(SHOTS, { recursive: true });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: false,
    args: FLAGS,
  });
});
afterAll(() => browser?.close());

afterEach(async ({ task }) => {
  const heard = complaints;
  complaints = [];
  if (task.result?.state === "fail") await keepScreens(task.name);
  await Promise.all((browser?.contexts() ?? []).map((context) => context.close()));
  expect(heard, "console, page errors and requests that left the machine").toEqual([]);
});

/** How the pages of a test look that has failed; a page that cannot be drawn any more is told, and hides no failure. */
const keepScreens = async (test: string): Promise<void> => {
  const pages = (browser?.contexts() ?? []).flatMap((context) => context.pages());
  for (const [i, page] of pages.entries()) {
    await shot(page, `failed-${test.replace(/\W+/g, "-").slice(0, 60)}-${i}`).catch((error: unknown) => { console.warn(error); });
  }
};

export const baseUrl = (): string => inject("baseUrl");

/** A page whose console, errors and requests are watched; `tolerated` is what a test provokes on purpose. */
export const newPage = async (options: BrowserContextOptions = {}, tolerated?: RegExp): Promise<Page> => {
  if (!browser) throw new Error("no browser");
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "light", ...options });
  const page = await context.newPage();
  const hear = (text: string): void => {
    if (!NOT_OURS.test(text) && !tolerated?.test(text)) complaints.push(text);
  };
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) hear(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => { hear(`page error: ${error.message}`); });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (!["blob:", "data:"].includes(protocol) && origin !== baseUrl()) hear(`foreign request: ${request.url()}`);
  });
  return page;
};

export const shot = (page: Page, name: string): Promise<unknown> => page.screenshot({ path: `${SHOTS}${name}.png` });
