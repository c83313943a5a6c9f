import type { FactSheet, Level, SentFactSheet } from "./types";

const LEVELS: Record<string, Level> = {
  city: "city",
  district: "districts",
  street: "streets",
  community: "communities",
  grid: "grids",
};

const ORDER = Object.values(LEVELS);

const levelOf = (singular: string): Level => {
  const level = LEVELS[singular];
  if (!level) throw new Error(`the server speaks of a level “${singular}”`);
  return level;
};

/** The page calls levels as addresses do, and reads parents from the outermost in. */
export const toFactSheet = (sent: SentFactSheet): FactSheet => ({
  ...sent,
  parents: sent.parents
    .map((parent) => ({ ...parent, level: levelOf(parent.level) }))
    .sort((a, b) => ORDER.indexOf(a.level) - ORDER.indexOf(b.level)),
  children: sent.children && { ...sent.children, level: levelOf(sent.children.level) },
  subcategories: sent.subcategories.map((one) => ({ ...one, category: one.category ?? null })),
});
