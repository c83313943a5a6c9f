import { defineStore } from "pinia";
import { shallowRef } from "vue";
import type { Position } from "../api/types";

export interface Cell {
  id: string;
  resolution: number;
  count: number;
  perKm2: number;
}

/** The place whose value is asked for, and the H3 cell there. */
export const useProbe = defineStore("probe", () => {
  const place = shallowRef<{ point: Position; cell: Cell | null } | null>(null);

  const ask = (point: Position, cell: Cell | null): void => { place.value = { point, cell }; };
  const close = (): void => { place.value = null; };
  return { place, ask, close };
});
