import { getJson } from "./client";
import { filterParams, type Filter, withQuery } from "./query";
import { answered, sendJson } from "./send";
import type { Comparison, EditAnswer, Findings, LogEntry, Operation, Plan, PlanArc, PlanDetail, PlanGrid } from "./types";

const PLANS = "/api/v1/plans";

/** Who changes which revision of a plan. */
export interface By {
  actor: string;
  revision?: number;
}

export const fetchPlans = async (signal: AbortSignal): Promise<Plan[]> =>
  (await getJson<{ items: Plan[] }>(PLANS, [], signal)).items;

export const fetchPlan = (id: number, signal: AbortSignal): Promise<PlanDetail> => getJson(`${PLANS}/${id}`, [], signal);

/** The grids of a plan; their complaints are those of the filter. */
export const fetchPlanGrids = async (
  id: number,
  filter: Filter,
  signal: AbortSignal,
): Promise<{ revision: number; items: PlanGrid[] }> => getJson(`${PLANS}/${id}/grids`, filterParams(filter), signal);

/** The boundaries around some grids, each once. */
export const fetchArcs = async (id: number, codes: readonly string[], signal: AbortSignal): Promise<PlanArc[]> =>
  (await getJson<{ items: PlanArc[] }>(`${PLANS}/${id}/arcs`, [["codes", codes.join(",")]], signal)).items;

export const fetchFindings = (id: number, signal: AbortSignal): Promise<Findings> =>
  getJson(`${PLANS}/${id}/findings`, [], signal);

/** The newest first. */
export const fetchLog = async (id: number, signal: AbortSignal): Promise<LogEntry[]> =>
  (await getJson<{ items: LogEntry[] }>(`${PLANS}/${id}/edits`, [], signal)).items;

/** What changes from the plan `base` to the plan `id`. */
export const fetchComparison = (id: number, base: number, signal: AbortSignal): Promise<Comparison> =>
  getJson(`${PLANS}/${id}/compare`, [["with", String(base)]], signal);

export const createPlan = (body: { name: string; from: number; note?: string }, by: By): Promise<PlanDetail> =>
  answered(sendJson(PLANS, { method: "POST", body, ...by }));

export const updatePlan = (id: number, body: { name?: string; note?: string }, by: By): Promise<PlanDetail> =>
  answered(sendJson(`${PLANS}/${id}`, { method: "PATCH", body, ...by }));

export const deletePlan = async (id: number, by: By): Promise<void> => {
  await sendJson(`${PLANS}/${id}`, { method: "DELETE", ...by });
};

export const editPlan = (id: number, operations: readonly Operation[], by: By): Promise<EditAnswer> =>
  answered(sendJson(`${PLANS}/${id}/edits`, { method: "POST", body: { operations }, ...by }));

/** What the edit would do; nothing is kept. */
export const previewEdit = (id: number, operations: readonly Operation[], signal: AbortSignal): Promise<EditAnswer> =>
  answered(sendJson(`${PLANS}/${id}/edits`, { method: "POST", body: { operations, dry_run: true }, actor: "", signal }));

export const turnPlan = (id: number, step: "undo" | "redo", by: By): Promise<EditAnswer> =>
  answered(sendJson(`${PLANS}/${id}/${step}`, { method: "POST", ...by }));

export const PLAN_STEPS = ["submit", "approve", "reject", "withdraw", "publish"] as const;
export type PlanStep = (typeof PLAN_STEPS)[number];

export const advancePlan = (id: number, step: PlanStep, body: { note?: string; starts?: string }, by: By): Promise<PlanDetail> =>
  answered(sendJson(`${PLANS}/${id}/${step}`, { method: "POST", body, ...by }));

/** Pages of the server that are printed, and files. */
export const statementUrl = (id: number, base: number, lang: string): string =>
  withQuery(`${PLANS}/${id}/compare`, [["with", String(base)], ["lang", lang]]);

export const sheetUrl = (id: number, community: string, lang: string): string =>
  withQuery(`${PLANS}/${id}/sheet`, [["community", community], ["lang", lang]]);
