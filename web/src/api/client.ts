import { type Params, withQuery } from "./query";

/** An answer other than 2xx, with what RFC 9457 says about it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string | null,
    /** Members beyond those of the RFC, as where and why an edit is refused. */
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail ?? title);
    this.name = "ApiError";
  }
}

/** No answer at all: the server is down, or the network is. */
export class Unreachable extends Error {
  constructor() {
    super("unreachable");
    this.name = "Unreachable";
  }
}

const BUSY = 503;
const MOST_TRIES = 20;
const LONGEST_WAIT_S = 5;

/**
 * The JSON at `path`. A server that is starting or busy is asked again when it says so.
 * Throws {@link ApiError}, {@link Unreachable}, or the abort reason of `signal`.
 */
export const getJson = async <T>(path: string, params: Params, signal: AbortSignal): Promise<T> => {
  const url = withQuery(path, params);
  let response = await request(url, signal);
  for (let tries = 1; response.status === BUSY && tries < MOST_TRIES; tries += 1) {
    await wait(response);
    response = await request(url, signal);
  }
  if (!response.ok) throw await problem(response);
  return (await response.json()) as T;
};

const wait = (response: Response): Promise<unknown> => {
  const seconds = Number(response.headers.get("retry-after") ?? 1);
  return new Promise((done) => setTimeout(done, Math.min(seconds, LONGEST_WAIT_S) * 1000));
};

/** Asks, and tells an answer that never came from one that was no longer wanted. */
export const request = async (url: string, signal: AbortSignal | undefined, init: RequestInit = {}): Promise<Response> => {
  try {
    const headers = { accept: "application/json", ...(init.headers as Record<string, string> | undefined) };
    return await fetch(url, { ...init, headers, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable();
  }
};

export const problem = async (response: Response): Promise<ApiError> => {
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const text = (name: string): string | null => (typeof body[name] === "string" ? body[name] : null);
  return new ApiError(response.status, text("title") ?? response.statusText, text("detail"), body);
};

/** Asks for the JSON at `path` again and again; null where it is what it was. A 304 costs the server next to nothing. */
export const watchJson = <T>(path: string): ((signal: AbortSignal) => Promise<T | null>) => {
  let etag: string | null = null;
  return async (signal) => {
    const response = await request(path, signal, {
      cache: "no-store",
      ...(etag !== null && { headers: { "if-none-match": etag } }),
    });
    if (!response.ok) return null;
    etag = response.headers.get("etag");
    return (await response.json()) as T;
  };
};

/** Whether the server answers that it is ready. */
export const isHealthy = async (): Promise<boolean> => {
  try {
    return (await fetch("/healthz", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
};
