import { defineStore } from "pinia";
import { ref } from "vue";

/** Whether the sheet for the printer is open. Paper is white: while it is, the page is in its light theme. */
export const usePrinting = defineStore("printing", () => {
  const isOpen = ref(false);
  const open = (): void => { isOpen.value = true; };
  const close = (): void => { isOpen.value = false; };
  return { isOpen, open, close };
});
