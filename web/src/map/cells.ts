import type { CellMeasure } from "../state/layers";
import type { Theme } from "../state/url";
import type { ColorClass } from "./choropleth";
import { SEQUENTIAL } from "./palette";

const MEAN_AREA_KM2_AT_0 = 4_357_449.416;
const CHILDREN = 7;

/** Mean area of an H3 cell, as the H3 documentation tabulates it. */
export const meanCellArea = (resolution: number): number => MEAN_AREA_KM2_AT_0 / CHILDREN ** resolution;

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
