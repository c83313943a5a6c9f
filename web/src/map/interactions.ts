import type { MapGeoJSONFeature, Map as MapLibre, MapMouseEvent, PointLike } from "maplibre-gl";
import type { Position } from "../api/types";
import type { AreaLevel } from "../state/levels";
import type { Cell } from "../state/probe";
import { hitLayer, HOVER_STATE } from "./layers/areas";
import { CELL_LAYER } from "./layers/cells";

/** What lies under a point of the screen. */
export interface Hit {
  at: Position;
  area: { level: AreaLevel; code: string; name: string } | null;
  building: { id: string; name: string; grid: string | null } | null;
  complaint: { count: number; category: string | null; subcategory: string | null; time: string | null } | null;
  cell: Cell | null;
}

export interface Listener {
  levelAt: (zoom: number) => AreaLevel;
  select: (hit: Hit) => void;
  drill: (hit: Hit) => void;
  hover: (hit: Hit | null, at: { x: number; y: number }) => void;
  /** Whether places are being picked, and not things. */
  isPicking: () => boolean;
  /** Whether the pointer is someone else's: then nothing happens here. */
  isTaken: () => boolean;
}

const BUILDINGS_CLICKABLE_FROM_ZOOM = 15;

export const listen = (map: MapLibre, listener: Listener): void => {
  const hitAt = (point: PointLike): Hit => hitTest(map, point, listener.levelAt(map.getZoom()));
  const hover = hoverHighlight(map);

  map.on("click", (event: MapMouseEvent) => { if (!listener.isTaken()) listener.select(hitAt(event.point)); });
  map.on("dblclick", (event: MapMouseEvent) => { if (!listener.isTaken()) listener.drill(hitAt(event.point)); });
  map.on("mousemove", (event: MapMouseEvent) => {
    if (listener.isTaken()) {
      hover(null);
      listener.hover(null, event.point);
      return;
    }
    const hit = map.isMoving() ? null : hitAt(event.point);
    const picking = listener.isPicking();
    hover(picking ? null : (hit?.area ?? null));
    map.getCanvas().style.cursor = picking ? "crosshair" : hit && (hit.area ?? hit.building) ? "pointer" : "";
    listener.hover(hit, event.point);
  });
  map.on("mouseout", () => {
    hover(null);
    listener.hover(null, { x: 0, y: 0 });
  });
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !listener.isTaken()) listener.select(hitAt(map.project(map.getCenter())));
  });
};

const hitTest = (map: MapLibre, point: PointLike, level: AreaLevel): Hit => {
  const top = (layer: string): MapGeoJSONFeature | undefined =>
    map.getLayer(layer) ? map.queryRenderedFeatures(point, { layers: [layer] })[0] : undefined;
  const building = map.getZoom() >= BUILDINGS_CLICKABLE_FROM_ZOOM ? top("buildings") : undefined;
  const { lng, lat } = map.unproject(point);
  return {
    at: [lng, lat],
    area: areaOf(top(hitLayer(level)), level),
    building: building ? buildingOf(building) : null,
    complaint: complaintOf(top("complaints")),
    cell: cellOf(top(CELL_LAYER)),
  };
};

const text = (value: unknown): string | null => (typeof value === "string" || typeof value === "number" ? String(value) : null);

const areaOf = (feature: MapGeoJSONFeature | undefined, level: AreaLevel): Hit["area"] => {
  const code = text(feature?.properties.code);
  return code === null ? null : { level, code, name: text(feature?.properties.name) ?? code };
};

const buildingOf = ({ properties }: MapGeoJSONFeature): Hit["building"] => {
  const id = text(properties.id);
  return id === null ? null : { id, name: text(properties.name) ?? id, grid: text(properties.grid) };
};

const complaintOf = (feature: MapGeoJSONFeature | undefined): Hit["complaint"] =>
  feature
    ? {
        count: Number(feature.properties.count ?? 1),
        category: text(feature.properties.category),
        subcategory: text(feature.properties.subcategory),
        time: text(feature.properties.time),
      }
    : null;

const cellOf = (feature: MapGeoJSONFeature | undefined): Cell | null =>
  feature
    ? {
        id: text(feature.properties.cell) ?? "",
        resolution: Number(feature.properties.resolution),
        count: Number(feature.properties.count),
        perKm2: Number(feature.properties.per_km2),
      }
    : null;

/** The resolution of the H3 cells on the screen; null where none are. */
export const shownResolution = (map: MapLibre): number | null => {
  const cell = map.getLayer(CELL_LAYER) ? cellOf(map.queryRenderedFeatures({ layers: [CELL_LAYER] })[0]) : null;
  return cell?.resolution ?? null;
};

/** Marks one area at a time. */
const hoverHighlight = (map: MapLibre): ((area: Hit["area"]) => void) => {
  let marked: Hit["area"] = null;
  const mark = (area: Hit["area"], on: boolean): void => {
    if (area && map.getSource(area.level)) {
      map.setFeatureState({ source: area.level, sourceLayer: area.level, id: area.code }, { [HOVER_STATE]: on });
    }
  };
  return (area) => {
    if (area?.code === marked?.code && area?.level === marked?.level) return;
    mark(marked, false);
    mark(area, true);
    marked = area;
  };
};
