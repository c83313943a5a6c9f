import * as maplibre from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { StyleSpecification } from "maplibre-gl";
import type { Bounds } from "../api/types";
import type { Camera } from "../state/url";

// Bundled, MapLibre 6 cannot find its worker by itself, and without one the map never loads.
maplibre.setWorkerUrl(workerUrl);

// What reads an archive is loaded with the first address that names one.
maplibre.addProtocol("pmtiles", async (request, abort) => (await import("./basemap/archive")).tile(request, abort));

const MAX_ZOOM = 19;

/** Words of MapLibre's own controls. */
export type ControlNames = Record<"AttributionControl.ToggleAttribution" | "NavigationControl.ZoomIn" | "NavigationControl.ZoomOut" | "Map.Title", string>;

export interface MapSetup {
  start: Camera | Bounds;
  names?: ControlNames;
  /** Zoom buttons and a scale bar. */
  controls: boolean;
  /** Drawn as finely as paper shows, and kept so that it can be printed; its size is the sheet's affair. */
  forPaper?: boolean;
}

const PAPER_PIXEL_RATIO = 2.5;

export const createMap = (
  container: HTMLElement,
  style: StyleSpecification,
  { start, names, controls, forPaper = false }: MapSetup,
): maplibre.Map => {
  const map = new maplibre.Map({
    container,
    style,
    ...startOptions(start),
    ...(names && { locale: names }),
    ...(forPaper && { pixelRatio: PAPER_PIXEL_RATIO, trackResize: false, canvasContextAttributes: { preserveDrawingBuffer: true } }),
    maxZoom: MAX_ZOOM,
    attributionControl: false,
    doubleClickZoom: false,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 120,
  });
  // In words: MapLibre would print the error object, of which a console keeps no more than the name of its class.
  map.on("error", ({ error }) => { console.error(`map: ${error.message}`); });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  if (!controls) return map;
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "bottom-right");
  map.addControl(new maplibre.ScaleControl({ maxWidth: 96, unit: "metric" }), "bottom-right");
  return map;
};

const startOptions = (start: Camera | Bounds): Partial<maplibre.MapOptions> =>
  Array.isArray(start) ? { bounds: start, fitBoundsOptions: { padding: 24 } } : { center: [start.lon, start.lat], zoom: start.zoom };
