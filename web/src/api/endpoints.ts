import { getJson, watchJson } from "./client";
import { toFactSheet } from "./factSheet";
import type { Lang } from "../format/number";
import type { DayWindow } from "../format/window";
import { type Filter, filterParams, type Params, withQuery } from "./query";
import type {
  AreaSummary,
  Building,
  Category,
  City,
  Complaint,
  FactSheet,
  HeatScale,
  HeatValue,
  Level,
  Position,
  SearchHit,
  SentBasemap,
  SentFactSheet,
  SeriesItem,
} from "./types";

const API = "/api/v1";

export const fetchCity = (signal: AbortSignal): Promise<City> => getJson(`${API}/city`, [], signal);

/** The map under the city, where one is configured. */
export const fetchBasemap = (signal: AbortSignal): Promise<SentBasemap> => getJson(`${API}/basemap`, [], signal);

/** The city where it has changed since it was last asked for. */
export const watchCity = (): ((signal: AbortSignal) => Promise<City | null>) => watchJson<City>(`${API}/city`);

/** Every category of the store, counted in the filter's window. */
export const fetchCategories = async (params: Params, signal: AbortSignal): Promise<Category[]> =>
  (await getJson<{ items: Category[] }>(`${API}/categories`, params, signal)).items;

export const fetchAreas = async (level: Level, filter: Filter, signal: AbortSignal): Promise<AreaSummary[]> =>
  (await getJson<{ items: AreaSummary[] }>(`${API}/areas/${level}`, filterParams(filter), signal)).items;

export const fetchSheet = async (
  level: Level,
  code: string,
  filter: Filter,
  signal: AbortSignal,
): Promise<FactSheet> =>
  toFactSheet(await getJson<SentFactSheet>(`${API}/areas/${level}/${encodeURIComponent(code)}`, filterParams(filter), signal));

/** Where the bulletin of an area is, as a page to be printed. It is about all complaints of the window. */
export const bulletinUrl = (level: Level, code: string, { from, to }: DayWindow, lang: Lang): string =>
  withQuery(`${API}/areas/${level}/${encodeURIComponent(code)}/bulletin`, [["from", from], ["to", to], ["lang", lang]]);

/** Complaints per km² of each H3 cell that has any. */
export const fetchCellDensities = async (filter: Filter, resolution: number, signal: AbortSignal): Promise<number[]> =>
  (
    await getJson<{ items: { per_km2: number }[] }>(
      `${API}/cells`,
      [...filterParams(filter), ["resolution", String(resolution)]],
      signal,
    )
  ).items.map((cell) => cell.per_km2);

export type Step = "day" | "week" | "month";

export const fetchSeries = async (filter: Filter, step: Step, area: Params, signal: AbortSignal): Promise<SeriesItem[]> =>
  (await getJson<{ items: SeriesItem[] }>(`${API}/series`, [...filterParams(filter), ...area, ["step", step]], signal))
    .items;

export const fetchSearch = async (text: string, limit: number, signal: AbortSignal): Promise<SearchHit[]> =>
  (await getJson<{ items: SearchHit[] }>(`${API}/search`, [["q", text], ["limit", String(limit)]], signal)).items;

export const fetchBuilding = (id: string, signal: AbortSignal): Promise<Building> =>
  getJson(`${API}/buildings/${encodeURIComponent(id)}`, [], signal);

/** The newest complaints first. */
export const fetchComplaints = async (
  filter: Filter,
  area: Params,
  limit: number,
  signal: AbortSignal,
): Promise<Complaint[]> =>
  (
    await getJson<{ items: Complaint[] }>(
      `${API}/complaints`,
      [...filterParams(filter), ...area, ["limit", String(limit)]],
      signal,
    )
  ).items;

/** The density at a place, in the unit that it comes with. */
export const fetchHeatValue = ([lon, lat]: Position, params: Params, signal: AbortSignal): Promise<HeatValue> =>
  getJson(`${API}/heat/value`, [["lon", lon.toFixed(6)], ["lat", lat.toFixed(6)], ...params], signal);

export const fetchHeatScale = (params: Params, signal: AbortSignal): Promise<HeatScale> =>
  getJson(`${API}/heat/scale`, params, signal);
