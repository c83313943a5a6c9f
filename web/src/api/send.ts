import { problem, request } from "./client";

export interface Change {
  method: "POST" | "PATCH" | "DELETE";
  body?: unknown;
  /** Who asks, and on which revision: what has changed since is not overwritten. */
  actor: string;
  revision?: number;
  signal?: AbortSignal;
}

/** Changes what is at `path`; null where there is no answer but that it was done. Never tried twice. */
export const sendJson = async <T>(path: string, { method, body, actor, revision, signal }: Change): Promise<T | null> => {
  const response = await request(path, signal, {
    method,
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(actor && { "x-actor": encodeURIComponent(actor) }),
      ...(revision !== undefined && { "if-match": `"${revision}"` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await problem(response);
  return response.status === 204 ? null : ((await response.json()) as T);
};

/** The answer to a change that has one. */
export const answered = async <T>(answer: Promise<T | null>): Promise<T> => {
  const value = await answer;
  if (value === null) throw new Error("an answer without a body");
  return value;
};
