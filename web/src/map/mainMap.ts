import type { Map as MapLibre } from "maplibre-gl";
import { shallowRef } from "vue";

/** The map of the page, for what lies over it or goes along with it. */
export const mainMap = shallowRef<MapLibre | null>(null);
