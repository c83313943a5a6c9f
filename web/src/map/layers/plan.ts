import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from "maplibre-gl";
import { HATCH } from "../hatch";
import type { Painter } from "../style";
import { colorStep, HIDDEN_STATE } from "./areas";
import { FONT_MEDIUM } from "./text";

/** The layer of edited grids that answers what lies under the pointer. */
export const EDITED_LAYER = "plan-grids-fill";
export const GATHERED_STATE = "gathered";

const HIDDEN: ExpressionSpecification = ["boolean", ["feature-state", HIDDEN_STATE], false];
const seen = (opacity: number): ExpressionSpecification => ["case", HIDDEN, 0, opacity];
const HOUSEHOLDS: ExpressionSpecification = ["to-number", ["get", "households"], 0];
const IS_LOCKED: FilterSpecification = ["==", ["get", "locked"], true];

/** Grids as they are after the last edits and would be after the next, over those of the tiles. */
export const editedGrids = (painter: Painter): LayerSpecification[] => {
  const { plan, ink, fill, opacity, visible } = painter;
  if (!plan) return [];
  const isFilled = visible.has("fill") && fill.level === "grids";
  return [
    {
      id: "plan-locked",
      type: "fill",
      source: "grids",
      "source-layer": "grids",
      filter: IS_LOCKED,
      paint: { "fill-pattern": HATCH, "fill-opacity": seen(0.9) },
    },
    {
      id: EDITED_LAYER,
      type: "fill",
      source: "plan-grids",
      paint: {
        "fill-color": fill.classes.length > 0 && isFilled ? colorStep(HOUSEHOLDS, fill.classes) : ink.selection,
        "fill-opacity": isFilled ? opacity.fill : 0.06,
        "fill-antialias": false,
      },
    },
    {
      id: "plan-grids-locked",
      type: "fill",
      source: "plan-grids",
      filter: IS_LOCKED,
      paint: { "fill-pattern": HATCH, "fill-opacity": 0.9 },
    },
    {
      id: "plan-grids-line",
      type: "line",
      source: "plan-grids",
      layout: { "line-join": "round" },
      paint: { "line-color": ink.boundary, "line-width": 1.2, "line-opacity": 0.8 },
    },
  ];
};

/** Buildings that are being handed over. */
export const gatheredBuildings = ({ plan, ink }: Painter): LayerSpecification[] =>
  plan
    ? [
        {
          id: "plan-gathered",
          type: "fill",
          source: "buildings",
          "source-layer": "buildings",
          paint: {
            "fill-color": ink.selection,
            "fill-outline-color": ink.selectionHalo,
            "fill-opacity": ["case", ["boolean", ["feature-state", GATHERED_STATE], false], 0.9, 0],
          },
        },
      ]
    : [];

const CODE: ExpressionSpecification = ["to-string", ["get", "code"]];

/** The chosen grids: the first, which edits are about, stronger than the others. */
export const planSelection = ({ plan, ink }: Painter): LayerSpecification[] => {
  if (!plan || plan.selected.length === 0) return [];
  const filter: FilterSpecification = ["in", CODE, ["literal", [...plan.selected]]];
  const width: ExpressionSpecification = ["case", ["==", CODE, plan.selected[0] ?? ""], 3.2, 2];
  const outline = (source: "grids" | "plan-grids"): LayerSpecification[] => {
    const line = (id: string, color: string, extra: number): LayerSpecification => ({
      id: `${source}-chosen-${id}`,
      type: "line",
      source,
      ...(source === "grids" && { "source-layer": "grids" }),
      filter,
      layout: { "line-join": "round" },
      paint: {
        "line-color": color,
        "line-width": extra ? ["+", width, extra] : width,
        ...(source === "grids" && { "line-opacity": seen(1) }),
      },
    });
    return [line("halo", ink.selectionHalo, 3.5), line("line", ink.selection, 0)];
  };
  return [...outline("grids"), ...outline("plan-grids")];
};

/** What the hand draws, on top of everything. */
export const planSketch = ({ plan, ink }: Painter): LayerSpecification[] => {
  if (!plan) return [];
  return [
    {
      id: "plan-labels",
      type: "symbol",
      source: "plan-labels",
      layout: {
        "text-field": ["get", "text"],
        "text-font": FONT_MEDIUM,
        "text-size": 12,
        "text-line-height": 1.25,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": ink.label, "text-halo-color": ink.halo, "text-halo-width": 2 },
    },
    {
      id: "plan-sketch-area",
      type: "fill",
      source: "plan-sketch",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": ink.selection, "fill-opacity": 0.12 },
    },
    {
      id: "plan-sketch-halo",
      type: "line",
      source: "plan-sketch",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": ink.selectionHalo, "line-width": 5.5 },
    },
    {
      id: "plan-sketch-line",
      type: "line",
      source: "plan-sketch",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": ["case", ["==", ["get", "refused"], true], ink.complaint, ink.selection], "line-width": 2.4 },
    },
    handles("middle", { radius: 3, color: ink.selection, stroke: ink.selectionHalo, opacity: 0.55 }),
    handles("vertex", { radius: 5, color: ink.selectionHalo, stroke: ink.selection, opacity: 1 }),
    handles("node", { radius: 6.5, color: ink.selection, stroke: ink.selectionHalo, opacity: 1 }),
    handles("active", { radius: 7.5, color: ink.complaint, stroke: ink.selectionHalo, opacity: 1 }),
    handles("snap", { radius: 9, color: "rgba(0,0,0,0)", stroke: ink.complaint, opacity: 1 }),
  ];
};

interface Dot {
  radius: number;
  color: string;
  stroke: string;
  opacity: number;
}

const handles = (kind: string, { radius, color, stroke, opacity }: Dot): LayerSpecification => ({
  id: `plan-handles-${kind}`,
  type: "circle",
  source: "plan-handles",
  ...(kind === "middle" && { minzoom: 14 }),
  filter: ["==", ["get", "kind"], kind],
  paint: {
    "circle-color": color,
    "circle-radius": radius,
    "circle-stroke-color": stroke,
    "circle-stroke-width": 1.8,
    "circle-opacity": opacity,
    "circle-stroke-opacity": opacity,
  },
});
