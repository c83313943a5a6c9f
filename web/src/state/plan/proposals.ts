import { defineStore } from "pinia";
import { computed, onScopeDispose, reactive, shallowRef, watch } from "vue";
import { beginProposal, dropProposal, fetchProposal, fetchProposals, takeProposal } from "../../api/proposals";
import type { ProposalDetail } from "../../api/types";
import { useResource } from "../resource";
import { useView } from "../view";
import { useActor } from "./actor";
import { usePlans } from "./plans";
import { useProposed } from "./proposed";

const POLL_MS = 300;

/** Grids that the server computes on request: what is asked for, and what came of it. */
export const useProposals = defineStore("proposals", () => {
  const view = useView();
  const actor = useActor();
  const plans = usePlans();
  const form = reactive({
    street: "",
    community: "",
    min: 300,
    max: 400,
    target: 350,
    rebalance: false,
    split_by_unit: false,
    seed: 0,
    weights: { balance: 4, compactness: 1, roads: 2, workload: 0.25 },
    /** Codes of grids that stay as they are, as they are typed. */
    locked: "",
  });
  const items = shallowRef<ProposalDetail[]>([]);
  const proposed = useProposed();
  const chosenId = computed({ get: () => view.state.proposal, set: (id) => { view.state.proposal = id; } });
  const failure = shallowRef<Error | null>(null);
  const ended = new AbortController();
  onScopeDispose(() => { ended.abort(); });

  // What was computed before the page was loaded is still there to be compared with.
  const kept = useResource(
    () => (proposed.isPossible ? "proposals" : null),
    async (_, signal) => {
      const known = await fetchProposals(signal);
      items.value = await Promise.all(known.map(({ id }) => fetchProposal(id, signal)));
      if (!known.some(({ id }) => id === chosenId.value)) chosenId.value = null;
      items.value.filter(isRunning).forEach(({ id }) => void follow(id));
      return known.length;
    },
  );
  const running = computed(() => items.value.find(isRunning) ?? null);
  const done = computed(() => items.value.filter(({ report }) => report !== null));
  const chosen = computed(() => done.value.find(({ id }) => id === chosenId.value) ?? null);
  // The map asks for the grids of one that is there.
  watch(chosen, (job) => { proposed.id = job?.id ?? null; }, { immediate: true });

  const put = (job: ProposalDetail): void => {
    const isNew = !items.value.some(({ id }) => id === job.id);
    items.value = isNew ? [...items.value, job] : items.value.map((known) => (known.id === job.id ? job : known));
  };
  const followed = new Set<number>();
  /** Asks how far a proposal is until it is done. */
  const follow = async (id: number): Promise<void> => {
    if (followed.has(id)) return;
    followed.add(id);
    while (!ended.signal.aborted && items.value.some((job) => job.id === id && isRunning(job))) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      await attempt(async () => { put(await fetchProposal(id, ended.signal)); });
      if (failure.value) break;
    }
    followed.delete(id);
    const job = items.value.find((known) => known.id === id);
    if (job?.report) chosenId.value = id;
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    failure.value = null;
    try {
      await work();
    } catch (error) {
      failure.value = error instanceof Error ? error : new Error(String(error));
    }
  };

  const begin = (): Promise<void> =>
    attempt(async () => {
      const { street, community, locked, ...asked } = form;
      const area = community || street;
      const job = await beginProposal({ ...asked, locked: locked.split(/[\s,，、]+/).filter(Boolean), areas: area ? [area] : [] }, actor.name);
      put(job);
      void follow(job.id);
    });
  const drop = (id: number): Promise<void> =>
    attempt(async () => {
      items.value = items.value.filter((job) => job.id !== id);
      if (chosenId.value === id) chosenId.value = null;
      await dropProposal(id, actor.name);
    });
  /** Makes a draft of it, and opens that. */
  const take = (id: number, name: string, communities: string[] | null): Promise<void> =>
    attempt(async () => {
      const draft = await takeProposal(id, { name, ...(communities && { communities }) }, actor.name);
      plans.reload();
      view.openPlan(draft.id);
    });

  return {
    form,
    running,
    done,
    chosen,
    chosenId,
    failure,
    error: kept.error,
    begin,
    drop,
    take,
  };
});

const isRunning = ({ state }: { state: ProposalDetail["state"] }): boolean => state === "running";
