import { defineStore } from "pinia";
import { computed } from "vue";
import { fetchHeatScale } from "../api/endpoints";
import { type Filter, filterParams, type Params } from "../api/query";
import type { HeatScale } from "../api/types";
import { perThousand } from "../map/choropleth";
import { HEAT_PALETTE } from "../map/palette";
import { useCity } from "./city";
import { useCompare } from "./compare";
import { useFilter } from "./filter";
import { useResource } from "./resource";
import { useView } from "./view";

/** Where hardly anybody lives a single complaint is a high rate: the scale ends at so many times the city's own. */
const MOST_TIMES_CITY_RATE = 4;

/** What tiles are asked for: those of the window, and those of the one that it is compared with. */
interface Tiles {
  now: Params;
  base: Params;
}

/** What the heat is asked for and what its colours mean: one scale for both windows where two are compared. */
export const useHeatScale = defineStore("heatScale", () => {
  const view = useView();
  const city = useCity();
  const filter = useFilter();
  const compare = useCompare();

  const isRate = computed(() => view.state.heatPer === "household");
  const smoothing = computed<Params>(() => [
    ["bandwidth", String(view.currentBandwidth)],
    ...(isRate.value ? [["per", "household"] satisfies Params[number]] : []),
  ]);
  const of = (counted: Filter): Params => [...filterParams(counted), ...smoothing.value];
  const now = computed(() => of(filter.filter));
  const base = computed(() => (compare.isOn ? of(compare.filter) : null));
  const palette = computed<Params>(() => [["palette", HEAT_PALETTE[view.currentTheme]]]);
  const plain = computed<Tiles>(() => ({
    now: [...now.value, ...palette.value],
    base: [...(base.value ?? now.value), ...palette.value],
  }));
  const rateOf = (scale: HeatScale): number => perThousand(scale.complaints, city.loaded.households) ?? Infinity;

  const resource = useResource(
    () => (view.shows("heat") ? { tiles: plain.value, isCompared: compare.isOn, isRate: isRate.value } : null),
    async ({ tiles, isCompared, isRate: asRate }, signal) => {
      const scale = await fetchHeatScale(tiles.now, signal);
      const scales = isCompared ? [scale, await fetchHeatScale(tiles.base, signal)] : [scale];
      const peak = Math.max(...scales.map(({ max }) => max));
      const limit = asRate ? MOST_TIMES_CITY_RATE * Math.max(...scales.map(rateOf)) : Infinity;
      const isCut = limit > 0 && limit < peak;
      const max = isCut ? Number(limit.toPrecision(2)) : peak;
      const top: Params = max === scale.max ? [] : [["max", String(max)]];
      return {
        scale: top.length ? await fetchHeatScale([...tiles.now, ...top], signal) : scale,
        tiles: { now: [...tiles.now, ...top], base: [...tiles.base, ...top] },
        isCut,
      };
    },
  );
  // Where the top is not that of the window alone, tiles wait until it is known, so that no colour means two things.
  const tiles = computed(() => (compare.isOn || isRate.value ? (resource.data.value?.tiles ?? plain.value) : plain.value));
  return {
    /** What a value at a place is asked for. */
    now,
    base,
    tiles: computed(() => tiles.value.now),
    baseTiles: computed(() => tiles.value.base),
    scale: computed(() => resource.data.value?.scale ?? null),
    /** Whether some places lie above the top of the scale. */
    isCut: computed(() => resource.data.value?.isCut ?? false),
    loading: resource.loading,
    error: resource.error,
    reload: resource.reload,
  };
});
