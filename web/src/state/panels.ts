import { defineStore } from "pinia";
import { ref } from "vue";

export type PanelId = "rail" | "sheet" | "timeline";

/** Which panels are open. On a narrow screen only one of rail and sheet is, and the map comes first. */
export const usePanels = defineStore("panels", () => {
  const open = ref<Record<PanelId, boolean>>({ rail: true, sheet: true, timeline: true });

  const toggle = (id: PanelId): void => { open.value[id] = !open.value[id]; };
  const show = (id: PanelId): void => { open.value[id] = true; };
  const only = (id: PanelId | null): void => {
    open.value = { rail: id === "rail", sheet: id === "sheet", timeline: id === "timeline" };
  };
  return { open, toggle, show, only };
});
