// Types of the API from the server's contract: `node scripts/api.mjs write`, or `check` that they are what it says now.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const CONTRACT = new URL("../../server/openapi.json", import.meta.url);
const TYPES = new URL("../src/api/schema.gen.ts", import.meta.url);

const current = async () =>
  `// Generated from server/openapi.json by \`npm run generate:api\`.\n${astToString(await openapiTS(CONTRACT))}`;

const commands = {
  write: async () => writeFile(TYPES, await current()),
  check: async () => {
    if ((await readFile(TYPES, "utf8")) !== (await current())) {
      throw new Error("src/api/schema.gen.ts is stale: run `npm run generate:api`");
    }
  },
};

const command = commands[process.argv[2]];
if (!command) throw new Error("usage: node scripts/api.mjs write|check");
await command();
