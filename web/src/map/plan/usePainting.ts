import type { Map as MapLibre } from "maplibre-gl";
import { computed, nextTick, onScopeDispose, type ShallowRef, watch } from "vue";
import type { Snap } from "../../state/plan/handles";
import { useEditing } from "../../state/plan/editing";
import { usePlanEdits } from "../../state/plan/edits";
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
  const edits = usePlanEdits();
  const tools = useTool();
  const editing = useEditing();
  const preview = usePreview();
  const format = useFormat();
  let hidden: ReadonlySet<string> = new Set();

  const newest = computed(() => newestGrids(open.fresh, preview.answer));
  const labels = computed(() => gridLabels(newest.value.grids, preview.answer?.touched ?? [], format.whole));
  const sketch = computed(() => {
    const { line, pointer, lasso, grabbed, dragged, boundary } = editing;
    const path = pointer && line.length > 0 ? [...line, pointer] : line;
    return sketchShapes({ line: path, closed: tools.tool === "create", lasso, grabbed, dragged, boundary, refused: preview.refusal !== null });
  });
  const handles = computed(() => handleShapes(editing.handles, editing.line, editing.dragged ?? editing.grabbed?.at ?? null, snap.value));
  const now = { immediate: true };
  watch(newest, ({ grids, hidden: stale }) => {
    paint(map, "plan-grids", gridShapes(grids));
    hidden = applyHidden(map, hidden, stale);
  }, now);
  watch(labels, (next) => { paint(map, "plan-labels", next); }, now);
  watch(sketch, (next) => { paint(map, "plan-sketch", next); }, now);
  watch(handles, (next) => { paint(map, "plan-handles", next); }, now);

  let marked: ReadonlySet<string> = new Set();
  const mark = (id: string, on: boolean): void => {
    map.setFeatureState({ source: "buildings", sourceLayer: "buildings", id }, { [GATHERED_STATE]: on });
  };
  watch(() => editing.gathered, (gathered) => {
    const ids = new Set(gathered.keys());
    for (const id of marked) if (!ids.has(id)) mark(id, false);
    for (const id of ids) if (!marked.has(id)) mark(id, true);
    marked = ids;
  }, now);

  // What lies over the tiles goes once those of the revision are there.
  const onIdle = (): void => { if (!edits.working) open.drawn(applied); };
  let applied = open.tileRevision;
  watch(() => open.tileRevision, async (revision) => {
    await nextTick();
    applied = revision;
  });
  map.on("idle", onIdle);
  onScopeDispose(() => {
    map.off("idle", onIdle);
    for (const id of marked) mark(id, false);
    applyHidden(map, hidden, new Set());
    wipe();
  });
};
