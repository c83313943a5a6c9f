import { defineStore } from "pinia";
import { computed, ref, watch } from "vue";

export type MapState = "loading" | "busy" | "idle" | "failed";

const LONGEST_WAIT_MS = 3000;

/** What the map says of itself: whether it has drawn all that it shows, and how coarse the H3 cells are that it shows. */
export const useMapStatus = defineStore("mapStatus", () => {
  const state = ref<MapState>("loading");
  /** Whether the first style is there, so that things can be drawn on it. */
  const isStyled = ref(false);
  const cellResolution = ref<number | null>(null);
  /** When the map has been drawn once, or will not be soon: what may come after it can then come. */
  const drawn = new Promise<void>((done) => {
    const stop = watch(state, (now) => {
      if (now !== "idle" && now !== "failed") return;
      stop();
      done();
    });
    setTimeout(done, LONGEST_WAIT_MS);
  });
  return { state, isStyled, cellResolution, drawn, isIdle: computed(() => state.value === "idle") };
});
