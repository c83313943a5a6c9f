import { expect, it } from "vitest";

const sources = import.meta.glob<string>(["./**/*.ts", "./**/*.vue"], { query: "?raw", import: "default", eager: true });
const pathFrom = (target: string, path: string): string => new URL(target, `file:///${path}`).pathname.slice(1);
const files = new Map(Object.entries(sources).map(([path, text]) => [pathFrom(path, ""), text]));

/** The files that a file needs before it can run; types alone need nobody, and `import()` waits. */
const needs = (path: string): string[] =>
  [...(files.get(path) ?? "").matchAll(/^(?:import|export) (?!type\b)(?:[^"]*? from )?"(\.[^"]+)"/gm)].flatMap(([, target = ""]) => {
    const at = pathFrom(target, path);
    return [at, `${at}.ts`, `${at}/index.ts`].filter((file) => files.has(file));
  });

/** The first circle met on the ways that begin with `way`. */
const circle = (way: readonly string[], done: Set<string>): readonly string[] | null => {
  const here = way.at(-1) ?? "";
  if (way.indexOf(here) < way.length - 1) return way.slice(way.indexOf(here));
  if (done.has(here)) return null;
  const found = needs(here).map((next) => circle([...way, next], done)).find((one) => one !== null);
  done.add(here);
  return found ?? null;
};

// In a circle one file runs before what it needs: bundled, its constants are then `undefined` without a word.
it("no file needs itself", () => {
  expect(needs("main.ts")).not.toEqual([]);
  const done = new Set<string>();
  expect([...files.keys()].map((path) => circle([path], done)).find((one) => one !== null)).toBeUndefined();
});
