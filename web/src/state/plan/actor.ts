import { defineStore } from "pinia";
import { ref, watch } from "vue";

const KEY = "onemap.actor";

/** The name under which changes are logged. There are no accounts yet: it is what the user of this browser says. */
export const useActor = defineStore("actor", () => {
  const name = ref(localStorage.getItem(KEY) ?? "");
  watch(name, (next) => { localStorage.setItem(KEY, next.trim()); });
  return { name };
});
