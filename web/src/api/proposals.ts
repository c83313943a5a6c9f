import { getJson } from "./client";
import { answered, sendJson } from "./send";
import type { PlanDetail, Proposal, ProposalDetail, ProposalRequest } from "./types";

const PROPOSALS = "/api/v1/proposals";

export const fetchProposals = async (signal: AbortSignal): Promise<Proposal[]> =>
  (await getJson<{ items: Proposal[] }>(PROPOSALS, [], signal)).items;

export const fetchProposal = (id: number, signal: AbortSignal): Promise<ProposalDetail> =>
  getJson(`${PROPOSALS}/${id}`, [], signal);

export const beginProposal = (body: ProposalRequest, actor: string): Promise<ProposalDetail> =>
  answered(sendJson(PROPOSALS, { method: "POST", body, actor }));

/** Cancels it where it is under way, and forgets it. */
export const dropProposal = async (id: number, actor: string): Promise<void> => {
  await sendJson(`${PROPOSALS}/${id}`, { method: "DELETE", actor });
};

/** Makes a draft of it; of some communities by code, or all. */
export const takeProposal = (id: number, body: { name: string; communities?: string[] }, actor: string): Promise<PlanDetail> =>
  answered(sendJson(`${PROPOSALS}/${id}/draft`, { method: "POST", body, actor }));
