import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    baseUrl: string;
  }
}

/** The server under test. Vite has a `BASE_URL` of its own where none is given. */
export default (project: TestProject): void => {
  const { BASE_URL = "" } = process.env;
  if (!BASE_URL.startsWith("http")) throw new Error("BASE_URL must be the address of a server: see scripts/e2e.sh");
  project.provide("baseUrl", BASE_URL.replace(/\/$/, ""));
};
