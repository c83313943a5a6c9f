import { shallowRef, type ShallowRef } from "vue";
import { useCity } from "../state/city";
import { levelAt } from "../state/levels";
import { useMeasuring } from "../state/measuring";
import { usePanels } from "../state/panels";
import { useTool } from "../state/plan/tool";
import { useProbe } from "../state/probe";
import { useSelection } from "../state/selection";
import { useView } from "../state/view";
import type { Hit, Listener } from "./interactions";

export interface Hovered {
  hit: Hit;
  x: number;
  y: number;
}

/** What the pointer and the Enter key do on a map: choose, ask for a value, or draw. */
export const usePointer = (): { listener: Listener; hovered: ShallowRef<Hovered | null> } => {
  const view = useView();
  const city = useCity();
  const panels = usePanels();
  const probe = useProbe();
  const measuring = useMeasuring();
  const selection = useSelection();
  const planTool = useTool();
  const hovered = shallowRef<Hovered | null>(null);

  const choose = ({ area, building }: Hit): void => {
    if (building?.grid) view.selectArea("grids", building.grid);
    else if (area) view.selectArea(area.level, area.code);
    if (building) view.selectBuilding(building.id);
    if (!area && !building) view.clearSelection();
    else panels.show("sheet");
  };
  const listener: Listener = {
    levelAt: (zoom) => levelAt(city.loaded, zoom),
    isPicking: () => measuring.kind !== null,
    isTaken: () => planTool.isActive && !measuring.kind,
    select: (hit) => {
      if (measuring.kind) {
        measuring.add(hit.at);
        return;
      }
      choose(hit);
      if (view.shows("heat") || hit.cell) probe.ask(hit.at, hit.cell);
      else probe.close();
    },
    drill: (hit) => {
      if (measuring.kind) measuring.finish();
      else if (hit.area) selection.frame();
    },
    hover: (hit, at) => {
      measuring.hover(hit?.at ?? null);
      hovered.value = hit && !measuring.kind ? { hit, ...at } : null;
    },
  };
  return { listener, hovered };
};
