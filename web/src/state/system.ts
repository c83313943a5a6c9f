import { readonly, ref } from "vue";
import type { Theme } from "./url";

const dark = matchMedia("(prefers-color-scheme: dark)");
const current = ref<Theme>(dark.matches ? "dark" : "light");
dark.addEventListener("change", () => { current.value = dark.matches ? "dark" : "light"; });

/** The theme that the operating system asks for. */
export const systemTheme = readonly(current);

const wide = matchMedia("(min-width: 2560px)");
const isWide = ref(wide.matches);
wide.addEventListener("change", () => { isWide.value = wide.matches; });

/** Whether this is a wall of screens, where the sheet has room for two columns. */
export const wideScreen = readonly(isWide);

const narrow = matchMedia("(max-width: 760px)");
const isNarrow = ref(narrow.matches);
narrow.addEventListener("change", () => { isNarrow.value = narrow.matches; });

/** Whether panels are sheets over the map rather than columns beside it. */
export const narrowScreen = readonly(isNarrow);
