import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { EditAnswer, PlanArc, Position, TouchedGrid } from "../../api/types";
import { followingLines, type Handle, type Snap } from "../../state/plan/handles";
import type { GridFeature } from "../../state/plan/openPlan";
import { labelPlace } from "./labelPlace";

const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });
const feature = (geometry: Geometry, properties: Record<string, unknown> = {}): Feature => ({ type: "Feature", properties, geometry });

/** The newest shape of every grid that differs from the tiles: as the last edits left it, or as the next would. */
export const newestGrids = (
  fresh: ReadonlyMap<string, GridFeature | null>,
  preview: EditAnswer | null,
): { grids: GridFeature[]; hidden: Set<string> } => {
  const shown = new Map(fresh);
  for (const { before } of preview?.touched ?? []) if (before) shown.set(before.code, null);
  for (const one of preview?.geojson.features ?? []) shown.set(one.properties.code, one);
  return { grids: [...shown.values()].filter((one) => one !== null && hasPlace(one)) as GridFeature[], hidden: new Set(shown.keys()) };
};

/** A grid may be left without any place: then it has no shape. */
const hasPlace = ({ geometry }: { geometry: unknown }): boolean => geometry !== null;

export const gridShapes = (grids: readonly GridFeature[]): FeatureCollection => collection([...grids]);

/** The households on the edited grids; while an edit is being drawn, those before it too. */
export const gridLabels = (
  grids: readonly GridFeature[],
  touched: readonly TouchedGrid[],
  whole: (n: number | null) => string,
): FeatureCollection => {
  const before = new Map(touched.map((grid) => [grid.after?.code, grid.before?.households ?? null]));
  const text = ({ code, households }: GridFeature["properties"]): string => {
    const now = whole(households);
    const was = before.get(code);
    return was == null || was === households ? now : `${whole(was)} → ${now}`;
  };
  return collection(
    grids.flatMap(({ geometry, properties }) => {
      const place = labelPlace(geometry);
      return place ? [feature({ type: "Point", coordinates: place }, { text: text(properties) })] : [];
    }),
  );
};

export interface Sketch {
  /** The line being drawn, with the pointer as its end. */
  line: readonly Position[];
  closed: boolean;
  lasso: readonly Position[];
  grabbed: Handle | null;
  dragged: Position | null;
  boundary: readonly PlanArc[];
  refused: boolean;
}

export const sketchShapes = ({ line, closed, lasso, grabbed, dragged, boundary, refused }: Sketch): FeatureCollection => {
  const lines: Position[][] = [];
  if (line.length > 1) lines.push(closed && line[0] ? [...line, line[0]] : [...line]);
  if (grabbed && dragged) lines.push(...followingLines(boundary, grabbed, dragged));
  const areas = [lasso, closed ? line : []].filter((ring) => ring.length > 2);
  return collection([
    ...areas.map((ring) => feature({ type: "Polygon", coordinates: [[...ring, ...ring.slice(0, 1)]] })),
    ...lines.map((coordinates) => feature({ type: "LineString", coordinates }, { refused })),
  ]);
};

const dot = (kind: string, at: Position): Feature => feature({ type: "Point", coordinates: at }, { kind });

export const handleShapes = (
  handles: readonly Handle[],
  points: readonly Position[],
  active: Position | null,
  snap: Snap | null,
): FeatureCollection =>
  collection([
    ...handles.map(({ kind, at }) => dot(kind, at)),
    ...points.map((at) => dot("vertex", at)),
    ...(active ? [dot("active", active)] : []),
    ...(snap ? [dot("snap", snap.at)] : []),
  ]);
