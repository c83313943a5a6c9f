import type { FeatureCollection, Geometry } from "geojson";
import { defineStore } from "pinia";
import { computed, ref, shallowRef } from "vue";
import type { Position } from "../api/types";
import { lineLength, ringArea } from "../format/geodesy";

export const MEASURINGS = ["distance", "area"] as const;
export type Measuring = (typeof MEASURINGS)[number];

/** A line or an outline drawn on the map, and how long or large it is. */
export const useMeasuring = defineStore("measuring", () => {
  const kind = ref<Measuring | null>(null);
  const points = shallowRef<readonly Position[]>([]);
  /** Where the next point would be. */
  const pointer = shallowRef<Position | null>(null);
  const isDone = ref(false);

  const reset = (): void => {
    points.value = [];
    pointer.value = null;
    isDone.value = false;
  };
  const start = (next: Measuring | null): void => {
    kind.value = next;
    reset();
  };
  const add = (point: Position): void => {
    if (isDone.value) reset();
    const last = points.value.at(-1);
    // A double click is two clicks in one place.
    if (last?.[0] !== point[0] || last[1] !== point[1]) points.value = [...points.value, point];
  };
  const removeLast = (): void => {
    points.value = points.value.slice(0, -1);
    isDone.value = false;
  };
  const finish = (): void => {
    if (points.value.length < 2) return;
    isDone.value = true;
    pointer.value = null;
  };
  const hover = (place: Position | null): void => {
    if (kind.value && !isDone.value) pointer.value = place;
  };

  /** What is measured: the points, and the pointer as one more while drawing. */
  const path = computed<readonly Position[]>(() =>
    pointer.value && points.value.length > 0 ? [...points.value, pointer.value] : points.value,
  );
  const length = computed(() => {
    const [first] = path.value;
    return lineLength(kind.value === "area" && first && path.value.length > 2 ? [...path.value, first] : path.value);
  });
  const area = computed(() => (kind.value === "area" ? ringArea(path.value) : null));
  const drawn = computed(() => kind.value && shapes(kind.value, path.value, points.value));
  return { kind, points, isDone, length, area, drawn, start, add, removeLast, finish, hover, reset };
});

const shapes = (kind: Measuring, path: readonly Position[], points: readonly Position[]): FeatureCollection => {
  const [first] = path;
  const line = [...path];
  const closed = first ? [...path, first] : [];
  const geometries: Geometry[] = [
    ...(kind === "area" && path.length > 2 ? [{ type: "Polygon", coordinates: [closed] } satisfies Geometry] : []),
    ...(path.length > 1 ? [{ type: "LineString", coordinates: line } satisfies Geometry] : []),
    ...points.map((coordinates): Geometry => ({ type: "Point", coordinates })),
  ];
  return {
    type: "FeatureCollection",
    features: geometries.map((geometry) => ({ type: "Feature", properties: {}, geometry })),
  };
};
