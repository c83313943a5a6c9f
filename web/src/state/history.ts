import { watch } from "vue";
import { encodeView } from "./url";
import { usePlay } from "./play";
import { useView } from "./view";

const withoutCamera = (search: string): string => {
  const query = new URLSearchParams(search);
  query.delete("at");
  return query.toString();
};

const hrefOf = (search: string): string => (search ? `?${search}` : location.pathname);

/** Keeps the address bar and the view equal. Moving the map or running through time replaces the entry; anything else adds one. */
export const syncWithHistory = (): void => {
  const view = useView();
  const play = usePlay();
  watch(
    () => encodeView(view.state),
    (next, previous) => {
      if (next === encodedLocation()) return;
      const moved = withoutCamera(next) === withoutCamera(previous);
      history[moved || play.playing ? "replaceState" : "pushState"](null, "", hrefOf(next));
    },
  );
  // A run replaces an entry of its own.
  watch(() => play.playing, (playing) => { if (playing) history.pushState(null, "", location.href); }, { flush: "sync" });
  addEventListener("popstate", () => {
    play.pause();
    view.restore(location.search);
  });
};

const encodedLocation = (): string => location.search.slice(1);
