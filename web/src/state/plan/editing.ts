import { defineStore } from "pinia";
import { computed, ref, shallowRef, watch } from "vue";
import { fetchArcs } from "../../api/plans";
import type { Operation, Position } from "../../api/types";
import { useResource } from "../resource";
import { type Handle, handlesOf, samePlace } from "./handles";
import { usePlanEdits } from "./edits";
import { useOpenPlan } from "./openPlan";
import { BUILDING_TOOLS, LINE_TOOLS, type ToolId, useTool } from "./tool";

/** A building that is being handed over. */
export interface Gathered {
  id: string;
  compound: string | null;
  households: number;
}

export interface NewGrid {
  code: string;
  name: string;
}

const LEAST_POINTS: Partial<Record<ToolId, number>> = { split: 2, reshape: 2, create: 3 };

/** What is being drawn, and the operations that it comes to. */
export const useEditing = defineStore("planEditing", () => {
  const open = useOpenPlan();
  const edits = usePlanEdits();
  const tools = useTool();

  const line = shallowRef<readonly Position[]>([]);
  /** Where the next point of the line would be. */
  const pointer = shallowRef<Position | null>(null);
  const gathered = shallowRef<ReadonlyMap<string, Gathered>>(new Map());
  /** Whether a building stands for all of its compound. */
  const byCompound = ref(false);
  const grabbed = shallowRef<Handle | null>(null);
  const dragged = shallowRef<Position | null>(null);
  const lasso = shallowRef<readonly Position[]>([]);
  const made = ref<NewGrid>({ code: "", name: "" });

  const target = computed(() => tools.selected[0] ?? null);
  const needsBoundary = computed(() => tools.tool === "vertices" || LINE_TOOLS.includes(tools.tool));
  const arcs = useResource(
    () =>
      needsBoundary.value && open.id !== null && open.detail && tools.selected.length > 0
        ? { id: open.id, revision: open.detail.revision, codes: tools.selected }
        : null,
    (key, signal) => fetchArcs(key.id, key.codes, signal),
  );
  const boundary = computed(() => arcs.data.value ?? []);
  const handles = computed(() => (tools.tool === "vertices" ? handlesOf(boundary.value) : []));

  const clear = (): void => {
    line.value = [];
    pointer.value = null;
    gathered.value = new Map();
    grabbed.value = null;
    dragged.value = null;
    lasso.value = [];
  };
  const take = (tool: ToolId): void => {
    if (!BUILDING_TOOLS.includes(tool) || !BUILDING_TOOLS.includes(tools.tool)) clear();
    tools.tool = open.isDraft ? tool : "select";
  };
  watch(() => [open.id, open.isDraft], () => {
    clear();
    tools.tool = "select";
  });
  watch(() => open.id, () => { tools.choose([]); });
  // A grid that is no more cannot stay chosen.
  watch(() => open.grids, (grids) => {
    const left = tools.selected.filter((code) => grids.has(code));
    if (grids.size > 0 && left.length < tools.selected.length) tools.choose(left);
  });

  const addPoint = (point: Position): void => {
    const last = line.value.at(-1);
    if (!last || !samePlace(last, point)) line.value = [...line.value, point];
  };
  const removePoint = (): void => { line.value = line.value.slice(0, -1); };
  const gather = (buildings: readonly Gathered[], on: boolean): void => {
    const next = new Map(gathered.value);
    for (const building of buildings) {
      if (on) next.set(building.id, building);
      else next.delete(building.id);
    }
    if (next.size !== gathered.value.size) gathered.value = next;
  };

  const drawn = computed(() => {
    const points = pointer.value && line.value.length > 0 ? [...line.value, pointer.value] : line.value;
    return points.filter((point, i) => i === 0 || !samePlace(point, points[i - 1] ?? point));
  });
  const operations = computed<Operation[]>(() => {
    const { tool, selected } = tools;
    const [grid] = selected;
    if (!open.isDraft) return [];
    if (tool === "merge") return selected.length > 1 && grid ? [{ op: "merge", grids: [...selected], into: grid }] : [];
    if (tool === "vertices") return movesOf(grabbed.value, dragged.value);
    if (BUILDING_TOOLS.includes(tool)) return grid && gathered.value.size > 0 ? [assignment([...gathered.value.values()], grid, byCompound.value)] : [];
    if (drawn.value.length < (LEAST_POINTS[tool] ?? Infinity)) return [];
    const places = [...drawn.value];
    if (tool === "create") return creation(places, made.value);
    return grid && (tool === "split" || tool === "reshape") ? [{ op: tool, grid, line: places }] : [];
  });

  /** Carries out what is drawn. What is refused stays, to be drawn on. */
  const commit = async (): Promise<boolean> => {
    pointer.value = null;
    const wanted = operations.value;
    // Cleared at once, lest what has been done be previewed.
    return wanted.length > 0 && edits.edit(wanted, clear);
  };
  const run = (operation: Operation): Promise<boolean> => edits.edit([operation]);
  const removeVertex = async (): Promise<void> => {
    if (grabbed.value?.kind === "vertex") await edits.edit([{ op: "remove_vertices", vertices: [grabbed.value.at] }], clear);
  };
  /** Locks the chosen grids, or unlocks them where all of them are locked. */
  const toggleLock = async (): Promise<void> => {
    const grids = [...tools.selected];
    if (grids.length === 0 || !open.isDraft) return;
    await run({ op: "lock", grids, locked: !grids.every((code) => open.grids.get(code)?.locked) });
  };
  const isDrawing = computed(() => line.value.length + gathered.value.size + lasso.value.length > 0 || grabbed.value !== null);

  return {
    line, pointer, gathered, byCompound, grabbed, dragged, lasso, made, target, boundary, handles, drawn, operations, isDrawing,
    clear, take, addPoint, removePoint, gather, commit, run, removeVertex, toggleLock,
  };
});

const movesOf = (grabbed: Handle | null, to: Position | null): Operation[] => {
  if (!grabbed || !to || samePlace(grabbed.at, to)) return [];
  return grabbed.edge
    ? [{ op: "insert_vertex", edge: grabbed.edge, at: to }]
    : [{ op: "move_vertices", moves: [{ from: grabbed.at, to }] }];
};

const assignment = (all: readonly Gathered[], to: string, byCompound: boolean): Operation => {
  const compounds = new Set(byCompound ? all.map(({ compound }) => compound).filter((compound) => compound !== null) : []);
  const alone = all.filter(({ compound }) => compound === null || !compounds.has(compound));
  return { op: "assign", buildings: alone.map(({ id }) => id), compounds: [...compounds], to };
};

const creation = (places: Position[], { code, name }: NewGrid): Operation[] => {
  const [first] = places;
  if (!first || code.trim() === "") return [];
  const shape = { type: "Polygon" as const, coordinates: [[...places, first]] };
  return [{ op: "create", shape, code: code.trim(), ...(name.trim() && { name: name.trim() }) }];
};
