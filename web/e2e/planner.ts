import type { Page } from "playwright-core";
import { expect } from "vitest";
import { baseUrl } from "./browser";
import { idle, MAP, open, renderedCount } from "./onemap";
import type { Map as MapLibre } from "maplibre-gl";

type MapElement = HTMLElement & { maplibre: MapLibre };
export type Place = [number, number];
export interface Pixel { x: number; y: number }
export interface Grid { code: string; parent: string | null; households: number; buildings: number; locked: boolean }

/** What a preview is refused with, and what a stale edit is answered with, the browser remarks on. */
export const REFUSALS = /status of (422|409)/;

export const api = async <T>(path: string, init: { method?: string; body?: unknown; revision?: number } = {}): Promise<T> => {
  const { method = "GET", body, revision } = init;
  const response = await fetch(`${baseUrl()}/api/v1${path}`, {
    method,
    headers: { accept: "application/json", "content-type": "application/json", "x-actor": "tester", ...(revision !== undefined && { "if-match": `"${revision}"` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
  return (response.status === 204 ? null : await response.json()) as T;
};

export const newDraft = async (name: string): Promise<number> => (await api<{ id: number }>("/plans", { method: "POST", body: { name } })).id;

export const gridsOf = async (plan: number): Promise<Map<string, Grid>> =>
  new Map((await api<{ items: Grid[] }>(`/plans/${plan}/grids`)).items.map((grid) => [grid.code, grid]));

export const openDraft = async (page: Page, plan: number, at: string): Promise<void> => {
  await open(page, `face=plan&plan=${plan}&at=${at}`);
  await page.waitForSelector("[data-tool=split]");
  await idle(page);
};

export const revision = (page: Page, n: number): Promise<unknown> => page.waitForSelector(`[data-revision="${n}"]`);

export const choose = async (page: Page, { x, y }: Pixel): Promise<string> => {
  await page.mouse.click(x, y);
  await page.waitForSelector("[data-selected]");
  return (await page.getAttribute("[data-selected]", "data-selected")) ?? "";
};

export const onScreen = (page: Page, places: readonly Place[]): Promise<Pixel[]> =>
  page.$eval(
    MAP,
    (element, all) => {
      const { left, top } = element.getBoundingClientRect();
      return all.map((place) => {
        const { x, y } = (element as MapElement).maplibre.project(place);
        return { x: x + left, y: y + top };
      });
    },
    places as Place[],
  );

/** Moves the pointer to a place on a boundary until the ring says that a point would lie on it. */
export const snapAt = async (page: Page, { x, y }: Pixel): Promise<void> => {
  await expect
    .poll(async () => {
      await page.mouse.move(x + 3, y);
      await page.mouse.move(x, y);
      return renderedCount(page, "plan-handles-snap");
    })
    .toBe(1);
};

export interface Arc { left: string | null; right: string | null; points: Place[] }
export const arcsOf = async (plan: number, code: string): Promise<Arc[]> => (await api<{ items: Arc[] }>(`/plans/${plan}/arcs?codes=${code}`)).items;

/** The box of a grid on the screen. */
export const boxOf = async (page: Page, plan: number, code: string): Promise<{ left: number; right: number; top: number; bottom: number }> => {
  const points = await onScreen(page, (await arcsOf(plan, code)).flatMap((arc) => arc.points));
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
};

/** Buildings on the screen within a window of it, with the grid that each lies in. */
export const buildingsIn = (page: Page, window: [number, number, number, number]): Promise<(Pixel & { id: string; grid: string })[]> =>
  page.$eval(
    MAP,
    (element, [left, top, right, bottom]) => {
      const { maplibre } = element as MapElement;
      const found = new Map<string, { x: number; y: number; id: string; grid: string }>();
      for (let x = left; x < right; x += 4) {
        for (let y = top; y < bottom; y += 4) {
          const id: unknown = maplibre.queryRenderedFeatures([x, y], { layers: ["buildings"] })[0]?.properties.id;
          const grid: unknown = maplibre.queryRenderedFeatures([x, y], { layers: ["hit-grids"] })[0]?.properties.code;
          if (typeof id === "string" && typeof grid === "string" && !found.has(id)) found.set(id, { x, y, id, grid });
        }
      }
      return [...found.values()];
    },
    window,
  );
