import { defineStore } from "pinia";
import { onBeforeUnmount, onMounted, ref } from "vue";
import { Unreachable } from "../api/client";
import { watchCity } from "../api/endpoints";
import { useConnection } from "./connection";

const POLL_MS = 600;

/** The version of what is served; a new one makes everything that was loaded load again. */
export const useLive = defineStore("live", () => {
  const version = ref<number | null>(null);
  const updates = ref(0);

  const seen = (next: number): void => {
    if (version.value !== null && next !== version.value) updates.value += 1;
    version.value = next;
  };
  return { version, updates, seen };
});

/** Asks for the version again and again while the page is seen and the server answers. */
export const useLivePolling = (): void => {
  const live = useLive();
  const connection = useConnection();
  const ask = watchCity();
  const stop = new AbortController();
  let timer = 0;

  const poll = async (): Promise<void> => {
    if (!document.hidden && connection.online) {
      try {
        const city = await ask(stop.signal);
        if (city) live.seen(city.version);
      } catch (error) {
        if (error instanceof Unreachable) connection.lost();
      }
    }
    if (!stop.signal.aborted) timer = window.setTimeout(() => void poll(), POLL_MS);
  };
  const onVisible = (): void => {
    if (document.hidden) return;
    clearTimeout(timer);
    void poll();
  };
  onMounted(() => {
    timer = window.setTimeout(() => void poll(), POLL_MS);
    document.addEventListener("visibilitychange", onVisible, { signal: stop.signal });
  });
  onBeforeUnmount(() => {
    stop.abort();
    clearTimeout(timer);
  });
};
