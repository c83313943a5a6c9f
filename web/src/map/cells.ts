import type { CellMeasure } from "../state/layers";
import type { Theme } from "../state/url";
import type { ColorClass } from "./choropleth";
import { SEQUENTIAL } from "./palette";

// Of the sphere that H3 takes the Earth for.
const EARTH_KM2 = 510_065_621.724;

/** Mean area in km² of the 2 + 120 · 7ʳ cells that H3 has at a resolution. */
export const meanCellArea = (resolution: number): number => EARTH_KM2 / (2 + 120 * 7 ** resolution);

const TIMES_MEAN = [0.5, 1, 2, 4];
// What is worth telling apart where a cell holds hardly more than one complaint.
const FEW = [2, 3, 5, 10];

/**
 * Where classes of cells begin: at multiples of the mean over the whole city, so that the legend stays while the map is
 * panned, and a colour says the same at every resolution.
 */
export const cellBreaks = (measure: CellMeasure, perKm2: number, resolution: number): number[] => {
  if (measure === "density") return TIMES_MEAN.map((times) => Number((times * perKm2).toPrecision(2)));
  const mean = perKm2 * meanCellArea(resolution);
  const wanted = mean < 4 ? FEW : TIMES_MEAN.map((times) => Math.round(Number((times * mean).toPrecision(2))));
  return [...new Set(wanted)];
};

/** A cell without complaints is not drawn, so the lowest class begins above zero. */
export const cellClasses = (breaks: readonly number[], theme: Theme): ColorClass[] => {
  const colors = SEQUENTIAL[theme].classes;
  return [0, ...breaks].map((from, i) => ({ from, to: breaks[i] ?? null, color: colors[i] ?? "transparent" }));
};
