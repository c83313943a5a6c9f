import { onBeforeUnmount, onMounted } from "vue";
import { useFilterHistory } from "../state/filterHistory";
import { useMeasuring } from "../state/measuring";
import { usePanels } from "../state/panels";
import { usePlay } from "../state/play";
import { usePrinting } from "../state/printing";
import { useProbe } from "../state/probe";
import { useSelection } from "../state/selection";

/** Inputs that a key would not write into. */
const NOT_TEXT = ["checkbox", "range", "radio"];

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && !NOT_TEXT.includes(target.type));

/** The keys that work anywhere on the page. */
export const useShortcuts = (): void => {
  const panels = usePanels();
  const play = usePlay();
  const probe = useProbe();
  const filters = useFilterHistory();
  const printing = usePrinting();
  const measuring = useMeasuring();
  const selection = useSelection();

  /** Ends what was begun last: a run, a measurement; else goes up to the area around. */
  const escape = (): void => {
    if (play.playing) play.pause();
    else if (measuring.kind) measuring.start(null);
    else {
      probe.close();
      selection.goUp();
    }
  };
  const search = (): void => {
    panels.show("rail");
    document.querySelector<HTMLInputElement>("#search")?.focus();
  };
  const actions: Record<string, () => void> = {
    "Escape": escape,
    "/": search,
    "Backspace": () => { if (measuring.kind) measuring.removeLast(); },
    "Mod+z": filters.undo,
    "Mod+y": filters.redo,
    "Mod+Z": filters.redo,
    "Mod+p": printing.open,
  };
  const onKey = (event: KeyboardEvent): void => {
    if (isTyping(event) || event.defaultPrevented || printing.isOpen) return;
    const action = actions[(event.ctrlKey || event.metaKey ? "Mod+" : "") + event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  onMounted(() => { addEventListener("keydown", onKey); });
  onBeforeUnmount(() => { removeEventListener("keydown", onKey); });
};
