import { watch } from "vue";
import { encodeView } from "./url";
import { useView } from "./view";

const withoutCamera = (search: string): string => {
  const query = new URLSearchParams(search);
  query.delete("at");
  return query.toString();
};

const hrefOf = (search: string): string => (search ? `?${search}` : location.pathname);

/** Keeps the address bar and the view equal. Moving the map replaces the entry; anything else adds one. */
export const syncWithHistory = (): void => {
  const view = useView();
  watch(
    () => encodeView(view.state),
    (next, previous) => {
      if (next === encodedLocation()) return;
      const moved = withoutCamera(next) === withoutCamera(previous);
      history[moved ? "replaceState" : "pushState"](null, "", hrefOf(next));
    },
  );
  addEventListener("popstate", () => { view.restore(location.search); });
};

const encodedLocation = (): string => location.search.slice(1);
