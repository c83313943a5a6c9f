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
const map = scripts.filter((name) => /^(MapStage|maplibre)/.test(name));

const sizes = { shell: await total(shell), map: await total([...shell, ...map]) };
for (const [part, size] of Object.entries(sizes)) {
  console.log(`${part}: ${size.toFixed(0)} kB of ${BUDGET_KB[part]} kB`);
  if (size > BUDGET_KB[part]) process.exitCode = 1;
}
