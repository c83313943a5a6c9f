import { readonly, ref } from "vue";
import type { Theme } from "./url";

const dark = matchMedia("(prefers-color-scheme: dark)");
const current = ref<Theme>(dark.matches ? "dark" : "light");
dark.addEventListener("change", () => { current.value = dark.matches ? "dark" : "light"; });

/** The theme that the operating system asks for. */
export const systemTheme = readonly(current);

const narrow = matchMedia("(max-width: 760px)");
const isNarrow = ref(narrow.matches);
narrow.addEventListener("change", () => { isNarrow.value = narrow.matches; });

/** Whether panels are sheets over the map rather than columns beside it. */
export const narrowScreen = readonly(isNarrow);
