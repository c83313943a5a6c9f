import type { PlanArc, Position } from "../../api/types";

/** What can be grabbed on a boundary: a vertex, a place where boundaries meet, or the middle of an edge, where a vertex is put in. */
export interface Handle {
  kind: "vertex" | "node" | "middle";
  at: Position;
  /** The ends of the edge, for a middle. */
  edge: [Position, Position] | null;
}

export const samePlace = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];

const isClosed = ({ points }: PlanArc): boolean => {
  const [first, last] = [points[0], points.at(-1)];
  return points.length > 2 && first !== undefined && last !== undefined && samePlace(first, last);
};

/** The handles of some boundaries, each place once, in the order in which one walks along them. */
export const handlesOf = (arcs: readonly PlanArc[]): Handle[] => {
  const handles = new Map<string, Handle>();
  const add = (handle: Handle): void => {
    const key = handle.at.join(" ");
    if (!handles.has(key)) handles.set(key, handle);
  };
  for (const arc of arcs) {
    const closed = isClosed(arc);
    arc.points.forEach((at, i) => {
      const isEnd = i === 0 || i === arc.points.length - 1;
      add({ kind: isEnd && !closed ? "node" : "vertex", at, edge: null });
      const next = arc.points[i + 1];
      if (next) add({ kind: "middle", at: [(at[0] + next[0]) / 2, (at[1] + next[1]) / 2], edge: [at, next] });
    });
  }
  return [...handles.values()];
};

/** The edges that follow a handle when it is dragged to a place, as lines. */
export const followingLines = (arcs: readonly PlanArc[], handle: Handle, to: Position): Position[][] => {
  if (handle.edge) return [[handle.edge[0], to, handle.edge[1]]];
  return arcs.flatMap(({ points }) =>
    points.flatMap((point, i) => {
      if (!samePlace(point, handle.at)) return [];
      const around = [points[i - 1], to, points[i + 1]].filter((place) => place !== undefined);
      return around.length > 1 ? [around] : [];
    }),
  );
};

/** A point of the screen. */
export interface Pixel {
  x: number;
  y: number;
}

/** Where a point of the screen is drawn to. */
export interface Snap {
  kind: "vertex" | "edge";
  at: Position;
}

const distance = (a: Pixel, b: Pixel): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The point of an edge nearest to `p`, as a part of the way from `a` to `b`. */
export const alongEdge = (p: Pixel, a: Pixel, b: Pixel): number => {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length2 = dx * dx + dy * dy;
  if (length2 === 0) return 0;
  return Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2));
};

const between = (a: Position, b: Position, t: number): Position => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];

/**
 * The vertex within `radius` pixels of a point of the screen that is nearest, else the nearest place on an edge within it;
 * null where there is neither. What touches `except` does not count: a dragged vertex does not stick to itself, nor a new one to
 * the ends of its edge.
 */
export const snapTo = (
  pointer: Pixel,
  lines: readonly (readonly Position[])[],
  project: (place: Position) => Pixel,
  radius: number,
  except: readonly Position[] = [],
): Snap | null => {
  let vertex: { at: Position; d: number } | null = null;
  let edge: { at: Position; d: number } | null = null;
  const isFree = (place: Position): boolean => !except.some((one) => samePlace(place, one));
  for (const line of lines) {
    let before: { place: Position; px: Pixel } | null = null;
    for (const place of line) {
      const px = project(place);
      const d = distance(pointer, px);
      if (isFree(place) && d <= (vertex?.d ?? radius)) vertex = { at: place, d };
      if (before && isFree(place) && isFree(before.place)) {
        const t = alongEdge(pointer, before.px, px);
        const foot = { x: before.px.x + (px.x - before.px.x) * t, y: before.px.y + (px.y - before.px.y) * t };
        const away = distance(pointer, foot);
        if (away <= (edge?.d ?? radius)) edge = { at: between(before.place, place, t), d: away };
      }
      before = { place, px };
    }
  }
  if (vertex) return { kind: "vertex", at: vertex.at };
  return edge && { kind: "edge", at: edge.at };
};

/** Whether a point of the screen lies within a ring, by the even-odd rule. */
export const isInside = ({ x, y }: Pixel, ring: readonly Pixel[]): boolean => {
  let inside = false;
  ring.forEach((b, i) => {
    const a = ring.at(i - 1) ?? b;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  });
  return inside;
};
