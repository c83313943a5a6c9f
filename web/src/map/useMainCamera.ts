import type { Map as MapLibre, PaddingOptions } from "maplibre-gl";
import { computed, watch } from "vue";
import { type Target, useCamera } from "../state/camera";
import { useCity } from "../state/city";
import { useSelection } from "../state/selection";
import { narrowScreen } from "../state/system";
import type { Camera } from "../state/url";
import { useView } from "../state/view";
import { mainMap } from "./mainMap";

const CITY_MARGIN_PX = 32;
const MOVE_MS = 700;
const PADDING_MS = 200;

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

const cameraOf = (from: MapLibre): Camera => {
  const { lng, lat } = from.getCenter();
  return { zoom: round(from.getZoom(), 2), lon: round(lng, 5), lat: round(lat, 5) };
};
const same = (a: Camera, b: Camera): boolean => a.zoom === b.zoom && a.lon === b.lon && a.lat === b.lat;

/** Marks moves that follow another map move by move. */
export const SYNCED = { synced: true } as const;

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
export const motion = (ms: number): number => (reducedMotion.matches ? 0 : ms);

/** Keeps the main map where the page asks it to be, and the page informed where it is. */
export const useMainCamera = (padding: () => PaddingOptions): ((created: MapLibre) => void) => {
  const view = useView();
  const city = useCity();
  const camera = useCamera();
  const selection = useSelection();
  // Around what is framed: room to see the neighbours, where there is room.
  const margin = computed(() => (narrowScreen.value ? 16 : 72));

  const moveTo = (map: MapLibre, target: Target): void => {
    const duration = motion(MOVE_MS);
    if ("bounds" in target) map.fitBounds(target.bounds, { duration, padding: margin.value, maxZoom: 17 });
    else map.easeTo({ center: target.point, zoom: Math.max(target.zoom, map.getZoom()), duration });
  };

  watch(() => camera.target, (target) => { if (target && mainMap.value) moveTo(mainMap.value, target); });
  watch(padding, (next) => { mainMap.value?.easeTo({ padding: next, duration: motion(PADDING_MS) }); });
  watch(
    () => view.state.camera,
    (next) => {
      const map = mainMap.value;
      if (!next || !map || same(next, cameraOf(map))) return;
      map.jumpTo({ center: [next.lon, next.lat], zoom: next.zoom });
    },
  );
  return (created) => {
    mainMap.value = created;
    created.setPadding(padding());
    const isSent = view.state.camera !== null;
    created.on("moveend", (event) => { if (!("synced" in event)) view.state.camera = cameraOf(created); });
    if (!isSent) created.fitBounds(city.loaded.bounds, { padding: CITY_MARGIN_PX, duration: 0 });
    if (!isSent && view.state.area) selection.frame();
  };
};
