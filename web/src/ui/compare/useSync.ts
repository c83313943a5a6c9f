import type { Map as MapLibre, MapLibreEvent } from "maplibre-gl";
import { SYNCED } from "../../map/useMainCamera";

/** Makes two maps of equal size show the same place, whichever is moved. Returns what parts them. */
export const syncMaps = (main: MapLibre, other: MapLibre): (() => void) => {
  let following = false;
  const follow = (from: MapLibre, to: MapLibre, note: object): void => {
    if (following) return;
    following = true;
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom() }, note);
    following = false;
  };
  const onMain = (): void => { follow(main, other, {}); };
  // While the other one is being moved the page need not know where to; at its end it must.
  const onOther = (event: MapLibreEvent): void => { follow(other, main, event.type === "move" ? SYNCED : {}); };
  main.on("move", onMain);
  other.on("move", onOther);
  other.on("moveend", onOther);
  return () => { main.off("move", onMain); };
};
