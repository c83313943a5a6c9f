import type { Lang } from "../format/number";
import { isDay } from "../format/date";
import type { DayWindow } from "../format/window";
import { type AreaLevel, isAreaLevel } from "./levels";
import {
  type Base,
  BASES,
  type Breaks,
  BREAKS,
  CELL_MEASURES,
  type CellMeasure,
  COMPARE_MODES,
  type CompareMode,
  type Face,
  FACES,
  HEAT_PER,
  type HeatPer,
  isLayerId,
  type LayerId,
  type Measure,
  MEASURES,
} from "./layers";

export type Theme = "light" | "dark";

export interface Camera {
  zoom: number;
  lon: number;
  lat: number;
}

/** Everything that a colleague needs to see the same: this, and nothing else, is in the URL. */
export interface ViewState {
  face: Face;
  area: { level: AreaLevel; code: string } | null;
  building: string | null;
  /** Length of a window that ends with the data; `window` takes precedence. */
  days: number;
  window: DayWindow | null;
  categories: string[];
  subcategories: { category: string; name: string }[];
  channels: string[];
  /** Visible layers; null for those of the face. */
  layers: LayerId[] | null;
  opacity: Partial<Record<LayerId, number>>;
  measure: Measure | null;
  fillLevel: AreaLevel | null;
  breaks: Breaks;
  bandwidth: number | null;
  heatPer: HeatPer;
  cells: CellMeasure;
  /** How the window is shown beside `base`; null when it is not. */
  compare: CompareMode | null;
  base: Base;
  /** The plan that is open. */
  plan: number | null;
  /** The proposal that is looked at, while no plan is open. */
  proposal: number | null;
  camera: Camera | null;
  theme: Theme | null;
  lang: Lang | null;
}

export const DEFAULT_DAYS = 30;

export const initialView = (): ViewState => ({
  face: "command",
  area: null,
  building: null,
  days: DEFAULT_DAYS,
  window: null,
  categories: [],
  subcategories: [],
  channels: [],
  layers: null,
  opacity: {},
  measure: null,
  fillLevel: null,
  breaks: "quantile",
  bandwidth: null,
  heatPer: "km2",
  cells: "count",
  compare: null,
  base: "before",
  plan: null,
  proposal: null,
  camera: null,
  theme: null,
  lang: null,
});

const SEPARATOR = "/";

/** The query string of a view, without `?`; what equals the default is left out. */
export const encodeView = (view: ViewState): string => {
  const query = new URLSearchParams();
  const put = (name: string, value: string | null | undefined): void => {
    if (value) query.append(name, value);
  };
  put("face", unless("command", view.face));
  put("area", view.area && `${view.area.level}${SEPARATOR}${view.area.code}`);
  put("building", view.building);
  put("days", view.window || view.days === DEFAULT_DAYS ? null : String(view.days));
  put("from", view.window?.from);
  put("to", view.window?.to);
  view.categories.forEach((name) => { put("category", name); });
  view.subcategories.forEach(({ category, name }) => { put("subcategory", category + SEPARATOR + name); });
  view.channels.forEach((name) => { put("channel", name); });
  put("layers", view.layers && (view.layers.join(",") || "none"));
  put("opacity", Object.entries(view.opacity).map(([id, value]) => `${id}:${value}`).join(","));
  put("measure", view.measure);
  put("fill", view.fillLevel);
  put("breaks", unless("quantile", view.breaks));
  put("bandwidth", view.bandwidth === null ? null : String(view.bandwidth));
  put("per", unless("km2", view.heatPer));
  put("cells", unless("count", view.cells));
  put("compare", view.compare);
  put("base", unless("before", view.base));
  put("plan", view.plan === null ? null : String(view.plan));
  put("proposal", view.proposal === null ? null : String(view.proposal));
  put("at", view.camera && encodeCamera(view.camera));
  put("theme", view.theme);
  put("lang", view.lang);
  return query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":");
};

/** The view of a query string; what cannot be understood is ignored. */
export const decodeView = (search: string): ViewState => {
  const query = new URLSearchParams(search);
  const view = initialView();
  return {
    face: oneOf(FACES, query.get("face")) ?? (positive(query.get("plan") ?? query.get("proposal")) ? "plan" : view.face),
    area: decodeArea(query.get("area")),
    building: query.get("building"),
    days: positive(query.get("days")) ?? view.days,
    window: decodeWindow(query.get("from"), query.get("to")),
    categories: query.getAll("category"),
    subcategories: query.getAll("subcategory").flatMap(decodeSubcategory),
    channels: query.getAll("channel"),
    layers: query.get("layers")?.split(",").filter(isLayerId) ?? null,
    opacity: decodeOpacity(query.get("opacity")),
    measure: oneOf(MEASURES, query.get("measure")),
    fillLevel: decodeLevel(query.get("fill")),
    breaks: oneOf(BREAKS, query.get("breaks")) ?? view.breaks,
    bandwidth: positive(query.get("bandwidth")),
    heatPer: oneOf(HEAT_PER, query.get("per")) ?? view.heatPer,
    cells: oneOf(CELL_MEASURES, query.get("cells")) ?? view.cells,
    compare: oneOf(COMPARE_MODES, query.get("compare")),
    base: oneOf(BASES, query.get("base")) ?? view.base,
    plan: positive(query.get("plan")),
    proposal: positive(query.get("proposal")),
    camera: decodeCamera(query.get("at")),
    theme: oneOf(["light", "dark"] as const, query.get("theme")),
    lang: oneOf(["zh", "en"] as const, query.get("lang")),
  };
};

const unless = <T extends string>(usual: T, value: T): T | null => (value === usual ? null : value);

const oneOf = <T extends string>(all: readonly T[], text: string | null): T | null =>
  all.find((one) => one === text) ?? null;

const positive = (text: string | null): number | null => {
  const n = Number(text);
  return Number.isInteger(n) && n > 0 ? n : null;
};

const decodeLevel = (text: string | null): AreaLevel | null => (text && isAreaLevel(text) ? text : null);

const decodeArea = (text: string | null): ViewState["area"] => {
  const [level, ...code] = (text ?? "").split(SEPARATOR);
  return level && isAreaLevel(level) && code.length ? { level, code: code.join(SEPARATOR) } : null;
};

const decodeWindow = (from: string | null, to: string | null): DayWindow | null =>
  from && to && isDay(from) && isDay(to) && from < to ? { from, to } : null;

const decodeSubcategory = (text: string): ViewState["subcategories"] => {
  const cut = text.indexOf(SEPARATOR);
  return cut > 0 ? [{ category: text.slice(0, cut), name: text.slice(cut + 1) }] : [];
};

const decodeOpacity = (text: string | null): ViewState["opacity"] => {
  const pairs = (text ?? "").split(",").map((pair) => pair.split(":"));
  return Object.fromEntries(
    pairs.flatMap(([id, value]) => {
      const n = Number(value);
      return id && isLayerId(id) && n >= 0 && n <= 1 ? [[id, n]] : [];
    }),
  );
};

const encodeCamera = ({ zoom, lon, lat }: Camera): string => `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lon.toFixed(5)}`;

const decodeCamera = (text: string | null): Camera | null => {
  const [zoom, lat, lon] = (text ?? "").split(SEPARATOR).map(Number);
  const valid = zoom !== undefined && lat !== undefined && lon !== undefined && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return valid && zoom >= 0 && zoom <= 24 ? { zoom, lon, lat } : null;
};
