import type { Map as MapLibre } from "maplibre-gl";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { baseUrl } from "./browser";

/** The map hangs on its element for exactly this. */
type MapElement = HTMLElement & { maplibre: MapLibre };

export const MAP = "[data-map-state]";

/** Opens the page with a query and waits until the map has drawn all that it shows. */
export const open = async (page: Page, query = ""): Promise<void> => {
  await page.goto(`${baseUrl()}/${query && `?${query}`}`);
  await idle(page);
};

export const idle = async (page: Page): Promise<void> => {
  await page.waitForSelector(`${MAP}[data-map-state="idle"]`);
};

export const getJson = async <T>(path: string): Promise<T> => {
  const response = await fetch(baseUrl() + path);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
};

/** How many features of a layer are on the screen, if need be only those that have a property; none where the layer is not there (yet). */
export const renderedCount = (page: Page, layer: string, property?: string): Promise<number> =>
  page.$eval(
    MAP,
    (element, [id, name]) => {
      const { maplibre } = element as Partial<MapElement>;
      const found = id !== undefined && maplibre?.getLayer(id) ? maplibre.queryRenderedFeatures({ layers: [id] }) : [];
      return found.filter(({ properties }) => name === undefined || Boolean(properties[name])).length;
    },
    property === undefined ? [layer] : [layer, property],
  );

/** Where a place is on the screen. */
export const project = (page: Page, place: [number, number]): Promise<{ x: number; y: number }> =>
  page.$eval(MAP, (element, lonLat) => (element as MapElement).maplibre.project(lonLat), place);

export const clickPlace = async (page: Page, place: [number, number]): Promise<void> => {
  const { x, y } = await project(page, place);
  await page.mouse.click(x, y);
};

/** The number in a figure of the fact sheet, once it is that of the given area. */
export const figure = async (page: Page, area: string, name: string): Promise<number> => {
  const text = await page.locator(`[data-area="${area}"] [data-figure="${name}"] .value`).innerText();
  return Number(text.replaceAll(",", ""));
};

export const selected = (page: Page, code: string): Promise<unknown> => page.waitForSelector(`[data-area="${code}"]`);

export const queryOf = (page: Page): URLSearchParams => new URL(page.url()).searchParams;

/** A point of the screen where the layer has something, searched from the middle of the map outwards by columns. */
export const findOnScreen = async (page: Page, layer: string): Promise<{ x: number; y: number }> => {
  const found = await page.$eval(
    MAP,
    (element, id) => {
      const { maplibre } = element as MapElement;
      for (let x = element.clientWidth / 2; x < element.clientWidth * 0.65; x += 5) {
        for (let y = 100; y < element.clientHeight * 0.7; y += 5) {
          if (maplibre.queryRenderedFeatures([x, y], { layers: [id] }).length > 0) return { x, y };
        }
      }
      return null;
    },
    layer,
  );
  if (!found) throw new Error(`nothing of ${layer} is on the screen`);
  return found;
};
