import { defineStore } from "pinia";
import { ref, watch } from "vue";
import { addDays } from "../format/date";
import { type DayWindow, windowDays, windowEnding } from "../format/window";
import { useCity } from "./city";
import { useFilter } from "./filter";
import { useMapStatus } from "./mapStatus";

export const SPEEDS = [0.5, 1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

const STEP_MS = 1200;
const LONGEST_WAIT_MS = 4000;
const CHECK_MS = 50;

/** Days that a window moves by in one step: a day, a week, or a month for the longest. */
export const stepDays = (days: number): number => (days <= 14 ? 1 : days <= 180 ? 7 : 30);

/** The next window of a run through the span; null at its end. A run that starts at the end begins anew. */
export const nextWindow = (window: DayWindow, span: DayWindow): DayWindow | null => {
  if (window.to >= span.to) return null;
  const to = addDays(window.to, stepDays(windowDays(window)));
  return windowEnding(to < span.to ? to : span.to, windowDays(window));
};

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
