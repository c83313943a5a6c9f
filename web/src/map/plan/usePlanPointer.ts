import type { Map as MapLibre, MapMouseEvent, MapTouchEvent } from "maplibre-gl";
import { onScopeDispose, shallowRef, type ShallowRef } from "vue";
import type { Position } from "../../api/types";
import { type Gathered, useEditing } from "../../state/plan/editing";
import { type Handle, isInside, type Pixel, samePlace, type Snap, snapTo } from "../../state/plan/handles";
import { useOpenPlan } from "../../state/plan/openPlan";
import { LINE_TOOLS, useTool } from "../../state/plan/tool";
import { hitLayer } from "../layers/areas";
import { EDITED_LAYER } from "../layers/plan";

const SNAP_PX = 8;
const GRAB_PX = 10;
const BRUSH_PX = 5;

type PlaceEvent = MapMouseEvent | MapTouchEvent;

export interface Pointed {
  code: string;
  x: number;
  y: number;
}

const placeOf = ({ lngLat }: PlaceEvent): Position => [lngLat.lng, lngLat.lat];

/** What the pointer does on the map while a plan is open. */
export const usePlanPointer = (
  map: MapLibre,
): { snap: ShallowRef<Snap | null>; pointed: ShallowRef<Pointed | null>; chooseMiddle: (add: boolean) => void } => {
  const open = useOpenPlan();
  const tools = useTool();
  const editing = useEditing();
  const snap = shallowRef<Snap | null>(null);
  const pointed = shallowRef<Pointed | null>(null);
  let stroke: "move" | "gather" | "drop" | "lasso" | null = null;

  const project = (place: Position): Pixel => map.project(place);
  const gridAt = (point: Pixel): string | null => {
    const layers = [EDITED_LAYER, hitLayer("grids")].filter((layer) => map.getLayer(layer));
    const code: unknown = map.queryRenderedFeatures([point.x, point.y], { layers })[0]?.properties.code;
    return typeof code === "string" || typeof code === "number" ? String(code) : null;
  };
  const snapped = (event: PlaceEvent, except: Position | null = null): Position => {
    snap.value = snapTo(event.point, editing.boundary.map(({ points }) => points), project, SNAP_PX, except);
    return snap.value?.at ?? placeOf(event);
  };
  const handleAt = (point: Pixel): Handle | null => {
    const reach = (handle: Handle): number => {
      const { x, y } = project(handle.at);
      // A vertex wins over the middle of an edge beside it.
      return Math.hypot(x - point.x, y - point.y) + (handle.kind === "middle" ? 3 : 0);
    };
    const near = editing.handles.filter((handle) => reach(handle) <= GRAB_PX);
    return near.sort((a, b) => reach(a) - reach(b))[0] ?? null;
  };
  const buildingsIn = (from: Pixel, to: Pixel): Gathered[] =>
    map.getLayer("buildings")
      ? map.queryRenderedFeatures([[from.x, from.y], [to.x, to.y]], { layers: ["buildings"] }).flatMap(({ properties }) => {
          const { id, compound, households } = properties as Record<string, string | number | undefined>;
          return id === undefined ? [] : [{ id: String(id), compound: compound === undefined ? null : String(compound), households: Number(households ?? 0) }];
        })
      : [];
  const brushed = ({ x, y }: Pixel): Gathered[] =>
    buildingsIn({ x: x - BRUSH_PX, y: y - BRUSH_PX }, { x: x + BRUSH_PX, y: y + BRUSH_PX });
  const lassoed = (): Gathered[] => {
    const ring = editing.lasso.map(project);
    const [xs, ys] = [ring.map(({ x }) => x), ring.map(({ y }) => y)];
    const within = map.getLayer("buildings")
      ? map.queryRenderedFeatures([[Math.min(...xs), Math.min(...ys)], [Math.max(...xs), Math.max(...ys)]], { layers: ["buildings"] })
      : [];
    const ids = new Set(within.filter((one) => isInside(middleOf(one.geometry, project), ring)).map((one) => String(one.properties.id)));
    return buildingsIn({ x: Math.min(...xs), y: Math.min(...ys) }, { x: Math.max(...xs), y: Math.max(...ys) }).filter(({ id }) => ids.has(id));
  };

  const choose = (point: Pixel, add: boolean): void => {
    const code = gridAt(point);
    if (code === null) tools.choose(add ? tools.selected : []);
    else if (add) tools.toggle(code);
    else tools.choose([code]);
  };
  const onClick = (event: MapMouseEvent): void => {
    const { tool, selected } = tools;
    const add = event.originalEvent.shiftKey || event.originalEvent.ctrlKey || event.originalEvent.metaKey;
    if (tool === "merge") choose(event.point, true);
    else if (tool === "select" || (selected.length === 0 && tool !== "create")) choose(event.point, add);
    else if (LINE_TOOLS.includes(tool)) editing.addPoint(snapped(event));
    else if (tool === "vertices" && !handleAt(event.point)) choose(event.point, add);
  };
  const onDouble = (event: MapMouseEvent): void => {
    event.preventDefault();
    if (LINE_TOOLS.includes(tools.tool)) void editing.commit();
  };
  const onDown = (event: PlaceEvent): void => {
    if (!open.isDraft || (event.originalEvent instanceof MouseEvent && event.originalEvent.button !== 0)) return;
    if (tools.tool === "vertices") grab(event);
    else if (tools.selected.length > 0 && tools.tool === "paint") startPainting(event);
    else if (tools.selected.length > 0 && tools.tool === "lasso") startLasso(event);
  };
  const grab = (event: PlaceEvent): void => {
    const handle = handleAt(event.point);
    editing.grabbed = handle;
    editing.dragged = null;
    if (!handle) return;
    event.preventDefault();
    stroke = "move";
  };
  const startPainting = (event: PlaceEvent): void => {
    const under = brushed(event.point);
    if (under.length === 0) return;
    event.preventDefault();
    stroke = under.every(({ id }) => editing.gathered.has(id)) ? "drop" : "gather";
    editing.gather(under, stroke === "gather");
  };
  const startLasso = (event: PlaceEvent): void => {
    event.preventDefault();
    stroke = "lasso";
    editing.lasso = [placeOf(event)];
  };
  const onMove = (event: PlaceEvent): void => {
    if (stroke === "move" && editing.grabbed) editing.dragged = snapped(event, editing.grabbed.at);
    else if (stroke === "gather" || stroke === "drop") editing.gather(brushed(event.point), stroke === "gather");
    else if (stroke === "lasso") editing.lasso = [...editing.lasso, placeOf(event)];
    else if (LINE_TOOLS.includes(tools.tool) && open.isDraft) editing.pointer = snapped(event);
    if (!stroke) hover(event);
  };
  const hover = (event: PlaceEvent): void => {
    const code = map.isMoving() ? null : gridAt(event.point);
    pointed.value = code === null ? null : { code, x: event.point.x, y: event.point.y };
    map.getCanvas().style.cursor = cursorAt(event.point, code);
  };
  const cursorAt = (point: Pixel, code: string | null): string => {
    const { tool, selected } = tools;
    if (tool === "vertices" && handleAt(point)) return "move";
    if (tool === "select" || tool === "merge" || tool === "vertices" || selected.length === 0) return code ? "pointer" : "";
    if (tool === "paint") return brushed(point).length > 0 ? "cell" : "";
    return "crosshair";
  };
  const onUp = (): void => {
    const ended = stroke;
    stroke = null;
    snap.value = null;
    if (ended === "move") void drop();
    if (ended === "lasso") {
      if (editing.lasso.length > 2) editing.gather(lassoed(), true);
      editing.lasso = [];
    }
  };
  const drop = async (): Promise<void> => {
    const { grabbed, dragged } = editing;
    // Only touched: it stays chosen, for the keys.
    if (!grabbed || !dragged || samePlace(grabbed.at, dragged)) editing.dragged = null;
    else if (!(await editing.commit())) editing.dragged = null;
  };
  const onOut = (): void => {
    pointed.value = null;
    editing.pointer = null;
    snap.value = null;
  };

  map.on("click", onClick);
  map.on("dblclick", onDouble);
  map.on("mousedown", onDown);
  map.on("touchstart", onDown);
  map.on("mousemove", onMove);
  map.on("touchmove", onMove);
  map.on("mouseout", onOut);
  // Outside the map too, the button may be let go.
  addEventListener("mouseup", onUp);
  addEventListener("touchend", onUp);
  onScopeDispose(() => {
    map.off("click", onClick);
    map.off("dblclick", onDouble);
    map.off("mousedown", onDown);
    map.off("touchstart", onDown);
    map.off("mousemove", onMove);
    map.off("touchmove", onMove);
    map.off("mouseout", onOut);
    removeEventListener("mouseup", onUp);
    removeEventListener("touchend", onUp);
    map.getCanvas().style.cursor = "";
  });
  const chooseMiddle = (add: boolean): void => { choose(project(map.getCenter().toArray()), add); };
  return { snap, pointed, chooseMiddle };
};

/** The middle of the box of a building on the screen. */
const middleOf = (geometry: GeoJSON.Geometry, project: (place: Position) => Pixel): Pixel => {
  const places = (geometry.type === "Polygon" ? geometry.coordinates.flat() : geometry.type === "MultiPolygon" ? geometry.coordinates.flat(2) : []) as Position[];
  const [lons, lats] = [places.map(([lon]) => lon), places.map(([, lat]) => lat)];
  const middle = (all: number[]): number => (Math.min(...all) + Math.max(...all)) / 2;
  return project([middle(lons), middle(lats)]);
};
