// What a visitor downloads, compressed: the shell, and the shell with the map. Fails above the budget.
import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const ASSETS = new URL("../dist/assets/", import.meta.url);
const BUDGET_KB = { shell: 100, map: 550 };

const sizeOf = async (name) => gzipSync(await readFile(new URL(name, ASSETS)), { level: 9 }).length / 1000;
const total = async (names) => (await Promise.all(names.map(sizeOf))).reduce((a, b) => a + b, 0);

const scripts = (await readdir(ASSETS)).filter((name) => /\.m?js$/.test(name));
const html = await readFile(new URL("../dist/index.html", import.meta.url), "utf8");
const shell = scripts.filter((name) => html.includes(name));

/** The chunks, and all that these cannot start without. */
const withImports = async (names, known = new Set()) => {
  for (const name of names.filter((one) => !known.has(one))) {
    known.add(name);
    const text = await readFile(new URL(name, ASSETS), "utf8");
    const imported = [...text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map(([, file]) => file);
    await withImports(imported, known);
  }
  return known;
};
const map = await withImports([...shell, ...scripts.filter((name) => /^(MapStage|maplibre)/.test(name))]);

const sizes = { shell: await total([...(await withImports(shell))]), map: await total([...map]) };
for (const [part, size] of Object.entries(sizes)) {
  console.log(`${part}: ${size.toFixed(1)} kB of ${BUDGET_KB[part]} kB`);
  if (size > BUDGET_KB[part]) process.exitCode = 1;
}
