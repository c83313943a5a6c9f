import { defineStore } from "pinia";
import { computed, reactive, toRefs } from "vue";
import { DEFAULT_OPACITY, type Face, FACE_LAYERS, FACE_MEASURE, GROUND_LAYERS, type LayerId, DEFAULT_BANDWIDTH_M } from "./layers";
import type { AreaLevel } from "./levels";
import { usePrinting } from "./printing";
import { systemTheme } from "./system";
import { decodeView, initialView, type ViewState } from "./url";

/** The state of the page, as the URL has it, and what follows from it alone. */
export const useView = defineStore("view", () => {
  const state = reactive<ViewState>(decodeView(location.search));

  const lang = computed(() => state.lang ?? "zh");
  const printing = usePrinting();
  const theme = computed(() => (printing.isOpen ? "light" : (state.theme ?? systemTheme.value)));
  const visibleLayers = computed<readonly LayerId[]>(() => state.layers ?? FACE_LAYERS[state.face]);
  const measure = computed(() => state.measure ?? FACE_MEASURE[state.face]);
  const bandwidth = computed(() => state.bandwidth ?? DEFAULT_BANDWIDTH_M);

  const shows = (id: LayerId): boolean => visibleLayers.value.includes(id);
  const opacityOf = (id: LayerId): number => state.opacity[id] ?? DEFAULT_OPACITY[id];

  const toggleLayer = (id: LayerId): void => {
    const now = visibleLayers.value;
    state.layers = now.includes(id) ? now.filter((other) => other !== id) : [...now, id];
  };
  /** Shows a layer that colours the ground, alone: under another one nobody could read either. */
  const showOnGround = (id: LayerId): void => {
    state.layers = [...visibleLayers.value.filter((other) => !GROUND_LAYERS.includes(other)), id];
  };
  /** A face is a point of departure: choosing it discards what was chosen for the other one. */
  const setFace = (face: Face): void => {
    Object.assign(state, { face, layers: null, measure: null, plan: null, proposal: null });
  };
  const openPlan = (plan: number | null): void => {
    Object.assign(state, { face: "plan", plan, proposal: null, area: null, building: null, compare: null });
  };
  const selectArea = (level: AreaLevel, code: string): void => {
    Object.assign(state, { area: { level, code }, building: null });
  };
  const selectBuilding = (id: string): void => {
    state.building = id;
  };
  const clearSelection = (): void => {
    Object.assign(state, { area: null, building: null });
  };
  const clearFilters = (): void => {
    Object.assign(state, { categories: [], subcategories: [], channels: [] });
  };
  const restore = (search: string): void => {
    Object.assign(state, initialView(), decodeView(search));
  };
  return {
    ...toRefs(state),
    state,
    lang,
    currentTheme: theme,
    visibleLayers,
    currentMeasure: measure,
    currentBandwidth: bandwidth,
    shows,
    opacityOf,
    toggleLayer,
    showOnGround,
    setFace,
    openPlan,
    selectArea,
    selectBuilding,
    clearSelection,
    clearFilters,
    restore,
  };
});
