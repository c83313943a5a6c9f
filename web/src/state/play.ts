import { defineStore } from "pinia";
import { ref, watch } from "vue";
import { addDays } from "../format/date";
import { type DayWindow, windowDays, windowEnding } from "../format/window";
import { useCity } from "./city";
import { useFilter } from "./filter";
import { useMapStatus } from "./mapStatus";
import { nextWindow } from "./step";

export const SPEEDS = [0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

const STEP_MS = 1200;
const LONGEST_WAIT_MS = 4000;
const CHECK_MS = 50;

/** Moves the window through the data step by step, each one shown before the next. */
export const usePlay = defineStore("play", () => {
  const city = useCity();
  const filter = useFilter();
  const status = useMapStatus();
  const playing = ref(false);
  const speed = ref<Speed>(1);
  let timer = 0;
  let shownAt = 0;

  const pause = (): void => {
    clearTimeout(timer);
    playing.value = false;
  };
  const show = (window: DayWindow): void => {
    filter.setWindow(window);
    shownAt = performance.now();
    schedule();
  };
  const schedule = (): void => { timer = window.setTimeout(tick, CHECK_MS); };
  const tick = (): void => {
    const waited = performance.now() - shownAt;
    const isDrawn = status.isIdle || waited > LONGEST_WAIT_MS;
    if (waited < STEP_MS / speed.value || !isDrawn) {
      schedule();
      return;
    }
    const next = nextWindow(filter.window, city.span);
    if (next) show(next);
    else pause();
  };
  /** A run that starts at the end of the data begins anew. */
  const play = (): void => {
    playing.value = true;
    const atEnd = nextWindow(filter.window, city.span) === null;
    const days = windowDays(filter.window);
    show(atEnd ? windowEnding(addDays(city.span.from, days), days) : filter.window);
  };
  const toggle = (): void => {
    if (playing.value) pause();
    else play();
  };
  document.addEventListener("visibilitychange", () => { if (document.hidden) pause(); });
  watch(speed, () => { if (playing.value) shownAt = performance.now(); });
  return { playing, speed, toggle, pause };
});
