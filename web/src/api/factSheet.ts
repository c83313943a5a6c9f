import type { FactSheet, Level, LevelRef } from "./types";

type WireLevel = "city" | "district" | "street" | "community" | "grid";

/** A fact sheet as it is sent: levels in the singular. */
export type WireFactSheet = Omit<FactSheet, "parents" | "children"> & {
  parents: (Omit<LevelRef, "level"> & { level: WireLevel })[];
  children: { level: WireLevel; count: number } | null;
};

const LEVELS: Record<WireLevel, Level> = {
  city: "city",
  district: "districts",
  street: "streets",
  community: "communities",
  grid: "grids",
};

const ORDER = Object.values(LEVELS);

/** The page calls levels as addresses do, and reads parents from the outermost in. */
export const toFactSheet = (wire: WireFactSheet): FactSheet => ({
  ...wire,
  parents: wire.parents
    .map((parent) => ({ ...parent, level: LEVELS[parent.level] }))
    .sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level)),
  children: wire.children && { ...wire.children, level: LEVELS[wire.children.level] },
});
