import { defineStore } from "pinia";
import { computed, ref } from "vue";

export type MapState = "loading" | "busy" | "idle";

/** What the map says of itself: whether it has drawn all that it shows, and how coarse the H3 cells are that it shows. */
export const useMapStatus = defineStore("mapStatus", () => {
  const state = ref<MapState>("loading");
  /** Whether the first style is there, so that things can be drawn on it. */
  const isStyled = ref(false);
  const cellResolution = ref<number | null>(null);
  return { state, isStyled, cellResolution, isIdle: computed(() => state.value === "idle") };
});
