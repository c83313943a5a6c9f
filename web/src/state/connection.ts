import { defineStore } from "pinia";
import { ref } from "vue";
import { isHealthy } from "../api/client";

const POLL_MS = 3000;

/** Whether the server can be reached; once lost it is asked for until it answers again. */
export const useConnection = defineStore("connection", () => {
  const online = ref(true);
  const recoveries = ref(0);
  let timer = 0;

  const retry = async (): Promise<void> => {
    clearTimeout(timer);
    if (await isHealthy()) {
      online.value = true;
      recoveries.value += 1;
    } else {
      poll();
    }
  };
  const poll = (): void => {
    timer = window.setTimeout(() => void retry(), POLL_MS);
  };
  const lost = (): void => {
    if (!online.value) return;
    online.value = false;
    poll();
  };
  return { online, recoveries, lost, retry };
});
