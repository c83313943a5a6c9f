import { defineStore } from "pinia";
import { computed } from "vue";
import { fetchHeatScale } from "../api/endpoints";
import { type Filter, filterParams, type Params } from "../api/query";
import type { HeatScale } from "../api/types";
import { HEAT_PALETTE } from "../map/palette";
import { useCompare } from "./compare";
import { useFilter } from "./filter";
import { useResource } from "./resource";
import { useView } from "./view";

/** What the heat is asked for and what its colours mean: one scale for both windows where two are compared. */
export const useHeatScale = defineStore("heatScale", () => {
  const view = useView();
  const filter = useFilter();
  const compare = useCompare();

  const smoothing = computed<Params>(() => [
    ["bandwidth", String(view.currentBandwidth)],
    ...(view.state.heatPer === "household" ? [["per", "household"] satisfies Params[number]] : []),
  ]);
  const of = (counted: Filter): Params => [...filterParams(counted), ...smoothing.value];
  const now = computed(() => of(filter.filter));
  const base = computed(() => (compare.isOn ? of(compare.filter) : null));
  const palette = computed<Params>(() => [["palette", HEAT_PALETTE[view.currentTheme]]]);

  const resource = useResource(
    () => (view.shows("heat") ? { now: [...now.value, ...palette.value], base: base.value } : null),
    async (wanted, signal) => {
      const scale = await fetchHeatScale(wanted.now, signal);
      return wanted.base ? common(scale, wanted.now, wanted.base, signal) : { scale, max: null };
    },
  );
  /** The top that tiles are told, where it is not simply that of their own window. */
  const top = computed<Params>(() => {
    const max = compare.isOn ? resource.data.value?.max : null;
    return max ? [["max", String(max)]] : [];
  });
  return {
    /** What a value at a place is asked for. */
    now,
    base,
    tiles: computed<Params>(() => [...now.value, ...palette.value, ...top.value]),
    baseTiles: computed<Params>(() => [...(base.value ?? now.value), ...palette.value, ...top.value]),
    scale: computed(() => resource.data.value?.scale ?? null),
    loading: resource.loading,
    error: resource.error,
    reload: resource.reload,
  };
});

/** The scale of a window up to the larger top of two. */
const common = async (
  scale: HeatScale,
  params: Params,
  base: Params,
  signal: AbortSignal,
): Promise<{ scale: HeatScale; max: number | null }> => {
  const max = Math.max(scale.max, (await fetchHeatScale(base, signal)).max);
  return { scale: max > scale.max ? await fetchHeatScale([...params, ["max", String(max)]], signal) : scale, max };
};
