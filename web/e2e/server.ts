import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    baseUrl: string;
  }
}

/** The server under test: at BASE_URL, or ONEMAP_BIN serving ONEMAP_STORE on a free port. */
export default async (project: TestProject): Promise<() => void> => {
  const { BASE_URL, ONEMAP_BIN, ONEMAP_STORE } = process.env;
  if (BASE_URL) {
    project.provide("baseUrl", BASE_URL.replace(/\/$/, ""));
    return () => undefined;
  }
  if (!ONEMAP_BIN || !ONEMAP_STORE) throw new Error("set BASE_URL, or ONEMAP_BIN and ONEMAP_STORE");
  const server = spawn(ONEMAP_BIN, ["serve", "--store", ONEMAP_STORE, "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface(server.stdout)) {
    const address = /http:\/\/[\d.:]+/.exec(line)?.[0];
    if (!address) continue;
    project.provide("baseUrl", address);
    return () => { server.kill(); };
  }
  throw new Error("the server ended before it was ready");
};
