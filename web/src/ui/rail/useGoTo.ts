import type { SearchHit, SearchKind } from "../../api/types";
import { useCamera } from "../../state/camera";
import type { AreaLevel } from "../../state/levels";
import { usePanels } from "../../state/panels";
import { useView } from "../../state/view";

const LEVEL_OF: Partial<Record<SearchKind, AreaLevel>> = {
  district: "districts",
  street: "streets",
  community: "communities",
  grid: "grids",
};

const CLOSE_ZOOM = 16.5;

/** Selects what a search found, where it can be selected, and moves the map there. */
export const useGoTo = (): ((hit: SearchHit) => void) => {
  const view = useView();
  const camera = useCamera();
  const panels = usePanels();
  return (hit) => {
    const level = LEVEL_OF[hit.kind];
    if (level) view.selectArea(level, hit.code);
    else if (hit.kind === "city") view.clearSelection();
    else if (hit.kind === "building") view.selectBuilding(hit.code);
    panels.show("sheet");
    if (hit.bounds && hit.kind !== "building") camera.fit(hit.bounds);
    else if (hit.point) camera.goTo(hit.point, CLOSE_ZOOM);
  };
};
