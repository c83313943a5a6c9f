import { onScopeDispose, type Ref, ref, type ShallowRef, shallowRef, watch } from "vue";
import { Unreachable } from "../api/client";
import { useConnection } from "./connection";
import { useLive } from "./live";

/** Something loaded for a key: the last good value stays while the next one is under way. */
export interface Resource<T> {
  data: ShallowRef<T | null>;
  loading: Ref<boolean>;
  error: ShallowRef<Error | null>;
  reload: () => void;
}

/**
 * Loads whenever the key changes (compared as JSON), cancelling what is still under way; a null key clears.
 * What failed for want of a connection is loaded again once there is one; everything, once the server has newer data.
 */
export const useResource = <K, T>(
  key: () => K | null,
  load: (key: K, signal: AbortSignal) => Promise<T>,
): Resource<T> => {
  const data = shallowRef<T | null>(null);
  const error = shallowRef<Error | null>(null);
  const loading = ref(false);
  const connection = useConnection();
  const live = useLive();
  let running = new AbortController();

  const start = async (): Promise<void> => {
    running.abort();
    const current = key();
    if (current === null) {
      data.value = null;
      loading.value = false;
      return;
    }
    const mine = new AbortController();
    running = mine;
    loading.value = true;
    const outcome = await settle(load(current, mine.signal));
    if (mine.signal.aborted) return;
    loading.value = false;
    error.value = outcome.error;
    if (outcome.error === null) data.value = outcome.value;
    if (outcome.error instanceof Unreachable) connection.lost();
  };
  const reload = (): void => void start();

  watch(() => JSON.stringify(key()), reload, { immediate: true });
  watch(() => connection.recoveries, () => { if (error.value) reload(); });
  watch(() => live.updates, reload);
  onScopeDispose(() => { running.abort(); });
  return { data, loading, error, reload };
};

type Outcome<T> = { value: T; error: null } | { error: Error };

const settle = async <T>(promise: Promise<T>): Promise<Outcome<T>> => {
  try {
    return { value: await promise, error: null };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
};
