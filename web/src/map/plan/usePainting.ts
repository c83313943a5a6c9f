import type { Map as MapLibre } from "maplibre-gl";
import { nextTick, onScopeDispose, type ShallowRef, watch, watchEffect } from "vue";
import type { Snap } from "../../state/plan/handles";
import { useEditing } from "../../state/plan/editing";
import { useOpenPlan } from "../../state/plan/openPlan";
import { usePreview } from "../../state/plan/preview";
import { useTool } from "../../state/plan/tool";
import { useFormat } from "../../ui/useFormat";
import { applyHidden } from "../apply";
import { GATHERED_STATE } from "../layers/plan";
import { paint, wipe } from "./painted";
import { gridLabels, gridShapes, handleShapes, newestGrids, sketchShapes } from "./shapes";

/** Keeps what the planner draws on the map as the stores have it. */
export const usePainting = (map: MapLibre, snap: Readonly<ShallowRef<Snap | null>>): void => {
  const open = useOpenPlan();
  const tools = useTool();
  const editing = useEditing();
  const preview = usePreview();
  const format = useFormat();
  let hidden: ReadonlySet<string> = new Set();

  watchEffect(() => {
    const newest = newestGrids(open.fresh, preview.answer);
    paint(map, "plan-grids", gridShapes(newest.grids));
    paint(map, "plan-labels", gridLabels(newest.grids, preview.answer?.touched ?? [], format.whole));
    hidden = applyHidden(map, hidden, newest.hidden);
  });
  watchEffect(() => {
    const { line, pointer, lasso, grabbed, dragged, boundary } = editing;
    const path = pointer && line.length > 0 ? [...line, pointer] : line;
    paint(map, "plan-sketch", sketchShapes({ line: path, closed: tools.tool === "create", lasso, grabbed, dragged, boundary, refused: preview.refusal !== null }));
  });
  watchEffect(() => {
    paint(map, "plan-handles", handleShapes(editing.handles, editing.line, editing.dragged ?? editing.grabbed?.at ?? null, snap.value));
  });

  let marked: ReadonlySet<string> = new Set();
  const mark = (id: string, on: boolean): void => {
    map.setFeatureState({ source: "buildings", sourceLayer: "buildings", id }, { [GATHERED_STATE]: on });
  };
  watchEffect(() => {
    const now = new Set(editing.gathered.keys());
    for (const id of marked) if (!now.has(id)) mark(id, false);
    for (const id of now) if (!marked.has(id)) mark(id, true);
    marked = now;
  });

  // What lies over the tiles goes once those of the revision are there.
  const onIdle = (): void => { if (open.detail && !open.working) open.drawn(open.detail.revision); };
  watch(() => open.detail?.revision, async (revision) => {
    await nextTick();
    if (revision !== undefined) void map.once("idle", () => { open.drawn(revision); });
  });
  map.on("idle", onIdle);
  onScopeDispose(() => {
    map.off("idle", onIdle);
    for (const id of marked) mark(id, false);
    applyHidden(map, hidden, new Set());
    wipe();
  });
};
