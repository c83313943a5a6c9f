import type { Map as MapLibre } from "maplibre-gl";
import { onBeforeUnmount, onMounted } from "vue";
import type { Position } from "../../api/types";
import { useEditing } from "../../state/plan/editing";
import { usePlanEdits } from "../../state/plan/edits";
import { useOpenPlan } from "../../state/plan/openPlan";
import { LINE_TOOLS, TOOL_KEYS, TOOLS, useTool } from "../../state/plan/tool";

const NUDGES: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const NUDGE_PX = 2;
const LEAP_PX = 12;
const SETTLE_MS = 350;

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !["checkbox", "radio", "range"].includes(target.type));
const isButton = ({ target }: KeyboardEvent): boolean => target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement;

/** The planner's keys. They come before those of the page, which leaves alone what has been dealt with. */
export const usePlanKeys = (map: MapLibre, chooseMiddle: (add: boolean) => void): void => {
  const open = useOpenPlan();
  const edits = usePlanEdits();
  const tools = useTool();
  const editing = useEditing();
  let settling = 0;

  const undo = (): void => {
    if (editing.line.length > 0) editing.removePoint();
    else if (editing.isDrawing) editing.clear();
    else void edits.undo();
  };
  const escape = (): boolean => {
    if (editing.isDrawing) editing.clear();
    else if (tools.tool !== "select") editing.take("select");
    else if (tools.selected.length > 0) tools.choose([]);
    else return false;
    return true;
  };
  /** Goes along the vertices of the boundary, which the arrow keys then move. */
  const walk = (step: number): void => {
    const all = editing.handles.filter(({ kind }) => kind !== "middle");
    const at = all.findIndex((handle) => handle === editing.grabbed);
    editing.grabbed = all[(at + step + all.length) % all.length] ?? null;
    editing.dragged = null;
    if (editing.grabbed) map.easeTo({ center: editing.grabbed.at, duration: 0 });
  };
  const nudge = ([dx, dy]: [number, number], px: number): void => {
    if (!editing.grabbed) return;
    const { x, y } = map.project(editing.dragged ?? editing.grabbed.at);
    const { lng, lat } = map.unproject([x + dx * px, y + dy * px]);
    editing.dragged = [lng, lat];
    // Many strokes of a key are one move.
    clearTimeout(settling);
    settling = window.setTimeout(() => void editing.commit(), SETTLE_MS);
  };
  const middle = (): Position => {
    const { lng, lat } = map.getCenter();
    return [lng, lat];
  };
  const act = (event: KeyboardEvent): boolean => {
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.metaKey) {
      if (key === "z" && event.shiftKey) void edits.redo();
      else if (key === "y") void edits.redo();
      else if (key === "z") undo();
      else return false;
      return true;
    }
    if (event.altKey) return false;
    if (key === "Escape") return escape();
    if (!open.isDraft) return false;
    const tool = TOOLS.find((id) => TOOL_KEYS[id] === key);
    const step = NUDGES[key];
    if (step && tools.tool === "vertices" && editing.grabbed) nudge(step, event.shiftKey ? LEAP_PX : NUDGE_PX);
    else if (tool) editing.take(tool);
    else if (key === "k") void editing.toggleLock();
    else if (key === "Enter" && !isButton(event) && editing.operations.length > 0) void editing.commit();
    else if (key === "Enter" && event.target === map.getCanvas()) chooseMiddle(event.shiftKey || tools.tool === "merge");
    else if (key === " " && !isButton(event) && LINE_TOOLS.includes(tools.tool)) editing.addPoint(middle());
    else if ((key === "]" || key === "[") && tools.tool === "vertices") walk(key === "]" ? 1 : -1);
    else if (key === "Delete" && tools.tool === "vertices") void editing.removeVertex();
    else if (key === "Backspace" && editing.line.length > 0) editing.removePoint();
    else return false;
    return true;
  };
  const onKey = (event: KeyboardEvent): void => {
    if (isTyping(event) || !act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  onMounted(() => { addEventListener("keydown", onKey, { capture: true }); });
  onBeforeUnmount(() => {
    clearTimeout(settling);
    removeEventListener("keydown", onKey, { capture: true });
  });
};
