import { defineStore } from "pinia";
import { computed } from "vue";
import { fetchAreas } from "../api/endpoints";
import { cellBreaks, cellClasses } from "../map/cells";
import { useFilter } from "./filter";
import { useMapStatus } from "./mapStatus";
import { useResource } from "./resource";
import { useView } from "./view";

/** The H3 cells' resolution at the map's zoom and what their colours mean. */
export const useCells = defineStore("cells", () => {
  const view = useView();
  const filter = useFilter();
  const status = useMapStatus();

  const { data: city } = useResource(
    () => (view.shows("h3") ? filter.filter : null),
    async (wanted, signal) => (await fetchAreas("city", wanted, signal))[0] ?? null,
  );
  const complaints = computed(() => city.value?.complaints ?? null);
  const perKm2 = computed(() => (city.value ? (city.value.complaints / city.value.area_m2) * 1e6 : 1));
  const breaks = computed(() => cellBreaks(view.state.cells, perKm2.value, status.cellResolution ?? 9));
  const classes = computed(() => cellClasses(breaks.value, view.currentTheme));
  return { classes, complaints, resolution: computed(() => status.cellResolution) };
});
