import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import { useView } from "../view";

export const TOOLS = ["select", "split", "reshape", "vertices", "paint", "lasso", "merge", "create"] as const;
export type ToolId = (typeof TOOLS)[number];

/** The key that takes up a tool. */
export const TOOL_KEYS: Record<ToolId, string> = {
  select: "v",
  split: "s",
  reshape: "r",
  vertices: "e",
  paint: "p",
  lasso: "l",
  merge: "m",
  create: "n",
};

/** Tools that draw a line of points. */
export const LINE_TOOLS: readonly ToolId[] = ["split", "reshape", "create"];
/** Tools that collect buildings. */
export const BUILDING_TOOLS: readonly ToolId[] = ["paint", "lasso"];

/** What the hand holds while a plan is open, and the grids that it is about, by code. */
export const useTool = defineStore("planTool", () => {
  const view = useView();
  const tool = ref<ToolId>("select");
  const selected = shallowRef<readonly string[]>([]);

  const choose = (codes: readonly string[]): void => { selected.value = codes; };
  const toggle = (code: string): void => {
    const rest = selected.value.filter((other) => other !== code);
    selected.value = rest.length === selected.value.length ? [...rest, code] : rest;
  };
  /** Whether the pointer on the map is the planner's. */
  const isActive = computed(() => view.state.plan !== null);
  return { tool, selected, isActive, choose, toggle };
});
