import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { AreaLevel } from "../../state/levels";
import type { ColorClass } from "../choropleth";
import { HATCH } from "../hatch";
import { type Painter, visibility } from "../style";
import { FONT, FONT_BOLD, FONT_MEDIUM, withHouseholds } from "./text";

/** The name of the feature state that holds what an area is coloured by. */
export const VALUE_STATE = "value";
export const HOVER_STATE = "hover";
/** An area whose tile is out of date, while a newer shape of it is drawn over it. */
export const HIDDEN_STATE = "hidden";

const hideable = (opacity: number): ExpressionSpecification =>
  ["case", ["boolean", ["feature-state", HIDDEN_STATE], false], 0, opacity];

const TRANSPARENT = "rgba(0,0,0,0)";

export const hitLayer = (level: AreaLevel): string => `hit-${level}`;
export const fillLayer = (level: AreaLevel): string => `fill-${level}`;

/** Areas coloured by class; where the measure has no meaning they are hatched. */
export const areaFill = (painter: Painter): LayerSpecification[] =>
  painter.levels.flatMap((level) => {
    const shown = visibility(painter.visible.has("fill") && painter.fill.level === level);
    return [
      {
        id: fillLayer(level),
        type: "fill",
        source: level,
        "source-layer": level,
        layout: { visibility: shown },
        paint: { "fill-color": colors(painter), "fill-opacity": hideable(painter.opacity.fill), "fill-antialias": false },
      },
      {
        id: `${fillLayer(level)}-none`,
        type: "fill",
        source: level,
        "source-layer": level,
        filter: ["in", ["get", "code"], ["literal", [...painter.fill.without]]],
        layout: { visibility: shown },
        paint: { "fill-pattern": HATCH, "fill-opacity": hideable(painter.opacity.fill) },
      },
    ] satisfies LayerSpecification[];
  });

const colors = ({ fill }: Painter): DataDrivenPropertyValueSpecification<string> => {
  if (fill.classes.length === 0) return TRANSPARENT;
  const value: ExpressionSpecification = ["feature-state", VALUE_STATE];
  return ["case", ["==", value, null], TRANSPARENT, colorStep(value, fill.classes)];
};

/** The colour of a value by its class. */
export const colorStep = (value: ExpressionSpecification, [first, ...rest]: readonly ColorClass[]): ExpressionSpecification => {
  const stops = rest.flatMap(({ from, color }) => [from ?? 0, color]);
  return ["step", value, first?.color ?? TRANSPARENT, ...stops] as ExpressionSpecification;
};

/** Invisible areas that answer what lies under the pointer; one level at a zoom, since each costs every pixel of the screen. */
export const areaHit = ({ levels, ink, zooms }: Painter): LayerSpecification[] =>
  levels.filter((level) => zooms[level].hit[0] < zooms[level].hit[1]).map((level) => ({
    id: hitLayer(level),
    type: "fill",
    source: level,
    "source-layer": level,
    minzoom: Math.max(0, zooms[level].hit[0]),
    maxzoom: Math.min(24, zooms[level].hit[1]),
    paint: {
      "fill-color": ink.selection,
      "fill-opacity": ["case", ["boolean", ["feature-state", HOVER_STATE], false], 0.1, 0],
      "fill-antialias": false,
    },
  }));

interface Stroke {
  /** Line width in pixels where lines of the level begin to show, and six zooms further in. */
  width: [number, number];
  opacity: number;
  halo: number;
}

const STROKES: Record<AreaLevel, Stroke> = {
  districts: { width: [1.6, 3.6], opacity: 0.85, halo: 2 },
  streets: { width: [1.1, 2.8], opacity: 0.75, halo: 1.6 },
  communities: { width: [0.7, 2.4], opacity: 0.62, halo: 0 },
  grids: { width: [0.3, 1.3], opacity: 0.5, halo: 0 },
};

/** Boundaries, inner levels first, so that the outer and thicker ones lie on top. */
export const boundaries = (painter: Painter): LayerSpecification[] =>
  [...painter.levels].reverse().flatMap((level) => boundary(painter, level));

const boundary = ({ ink, visible, opacity, zooms }: Painter, level: AreaLevel): LayerSpecification[] => {
  const { width, opacity: strength, halo } = STROKES[level];
  const start = zooms[level].line;
  const line = (id: string, color: string, extra: number, alpha: number): LayerSpecification => ({
    id,
    type: "line",
    source: level,
    "source-layer": level,
    layout: { visibility: visibility(visible.has(level)), "line-join": "round" },
    paint: {
      "line-color": color,
      "line-width": ["interpolate", ["linear"], ["zoom"], start, width[0] + extra, start + 6, width[1] + extra],
      "line-opacity": ["interpolate", ["linear"], ["zoom"], start - 0.6, 0, start + 0.4, hideable(alpha * opacity[level])],
    },
  });
  const casing = line(`${level}-halo`, ink.boundaryHalo, halo, 0.55);
  const stroke = line(`${level}-line`, ink.boundary, 0, strength);
  return halo > 0 ? [casing, stroke] : [stroke];
};

const LABELS: Record<AreaLevel, { font: string[]; size: [number, number]; spacing: number }> = {
  districts: { font: FONT_BOLD, size: [14, 20], spacing: 0.2 },
  streets: { font: FONT_BOLD, size: [12.5, 17], spacing: 0.12 },
  communities: { font: FONT_MEDIUM, size: [11.5, 14], spacing: 0.04 },
  grids: { font: FONT, size: [10.5, 12.5], spacing: 0 },
};

const NAME: ExpressionSpecification = ["coalesce", ["get", "name"], ["get", "code"], ""];

const COMMUNITY = "社区";
/** A grid's name after that of its community, which the map writes once for all of them: 望江社区第3网格 → 第3网格. */
const SHORT_NAME: ExpressionSpecification = [
  "let", "name", ["to-string", NAME], "at", ["index-of", COMMUNITY, ["to-string", NAME]],
  ["case",
    ["all", [">=", ["var", "at"], 0], [">", ["length", ["var", "name"]], ["+", ["var", "at"], COMMUNITY.length]]],
    ["slice", ["var", "name"], ["+", ["var", "at"], COMMUNITY.length]],
    ["var", "name"]],
];

/** Names, outer levels last: MapLibre places the last layer first, so they win where two collide. */
export const areaLabels = (painter: Painter): LayerSpecification[] =>
  [...painter.levels].reverse().map((level) => label(painter, level));

const label = ({ ink, visible, zooms, plan }: Painter, level: AreaLevel): LayerSpecification => {
  const { font, size, spacing } = LABELS[level];
  const { label: start, labelEnd } = zooms[level];
  return {
    id: `${level}-label`,
    type: "symbol",
    source: level,
    "source-layer": `${level}_labels`,
    minzoom: Math.max(0, start),
    maxzoom: Math.max(start + 1, labelEnd),
    layout: {
      visibility: visibility(visible.has(level)),
      "text-field": level !== "grids" ? NAME : plan ? withHouseholds(SHORT_NAME) : SHORT_NAME,
      "text-font": font,
      "text-size": ["interpolate", ["linear"], ["zoom"], start, size[0], start + 4, size[1]],
      "text-letter-spacing": spacing,
      "text-max-width": 7,
      "text-padding": 4,
    },
    paint: {
      "text-color": level === "grids" ? ink.labelQuiet : ink.label,
      "text-opacity": hideable(1),
      "text-halo-color": ink.halo,
      "text-halo-width": 1.6,
    },
  };
};
