import { defineStore } from "pinia";
import { shallowRef } from "vue";
import type { Bounds, Position } from "../api/types";

export type Target = { bounds: Bounds } | { point: Position; zoom: number };

/** Where the map is asked to go next. Each request is a new object, so that the same one can be made twice. */
export const useCamera = defineStore("camera", () => {
  const target = shallowRef<Target | null>(null);

  const fit = (bounds: Bounds): void => { target.value = { bounds }; };
  const goTo = (point: Position, zoom: number): void => { target.value = { point, zoom }; };
  return { target, fit, goTo };
});
