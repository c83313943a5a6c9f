import { defineStore } from "pinia";
import { computed } from "vue";
import { fetchCellDensities } from "../api/endpoints";
import { cellBreaks, cellClasses, CLASSED_RESOLUTION } from "../map/cells";
import { useCityTotals } from "./cityTotals";
import { useFilter } from "./filter";
import { useMapStatus } from "./mapStatus";
import { useResource } from "./resource";
import { useView } from "./view";

/** The H3 cells' resolution at the map's zoom and what their colours mean. */
export const useCells = defineStore("cells", () => {
  const view = useView();
  const filter = useFilter();
  const status = useMapStatus();
  const totals = useCityTotals();

  const { data: densities } = useResource(
    () => (view.shows("h3") ? filter.filter : null),
    (wanted, signal) => fetchCellDensities(wanted, CLASSED_RESOLUTION, signal),
  );
  const breaks = computed(() => cellBreaks(view.state.cells, densities.value ?? [], status.cellResolution ?? CLASSED_RESOLUTION));
  const classes = computed(() => cellClasses(breaks.value, view.currentTheme));
  return { classes, complaints: computed(() => totals.complaints), resolution: computed(() => status.cellResolution) };
});
