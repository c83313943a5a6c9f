import { defineStore } from "pinia";
import { computed, ref } from "vue";
import { fetchCylinders, fetchEmerging, type ScanKind } from "../api/hotspots";
import { windowDays } from "../format/window";
import { cylinderFeatures, type Patterns, patternFeatures, patternsOf } from "../map/surveillance";
import { useAreas } from "./areas";
import { useFilter } from "./filter";
import { useHotspots } from "./hotspots";
import { useResource } from "./resource";
import { useView } from "./view";

/** A course has ten steps at least. */
const LEAST_STEPS = 10;
/** From so many days on it is told week by week: they hold ten whole weeks, whatever day they begin on. */
const WEEKS_FROM_DAYS = 76;

/** What is going on in time: how areas became hot or cold, and where more and more has come until now. */
export const useSurveillance = defineStore("surveillance", () => {
  const view = useView();
  const areas = useAreas();
  const filter = useFilter();
  const hotspots = useHotspots();
  const step = computed(() => (windowDays(filter.window) < WEEKS_FROM_DAYS ? "day" : "week"));

  const isTooShort = computed(() => windowDays(filter.window) < LEAST_STEPS);
  const emerging = useResource(
    () => (hotspots.isWanted("emerging") && !isTooShort.value ? { units: hotspots.counted, step: step.value } : null),
    async ({ units, step }, signal) => ({ level: units.level, ...(await fetchEmerging(units, step, signal)) }),
  );
  /** Null while those of another level are still there. */
  const course = computed(() => (emerging.data.value?.level === areas.level ? emerging.data.value : null));
  const scanKind = ref<ScanKind>("prospective");
  // What goes on now is told to the day, however long the window.
  const scanStep = computed(() => (scanKind.value === "prospective" ? "day" : step.value));
  const scan = useResource(
    () => (hotspots.isWanted("scan") ? { units: hotspots.counted, kind: scanKind.value, step: scanStep.value } : null),
    async ({ units, kind, step }, signal) => ({ level: units.level, kind, items: await fetchCylinders(units, kind, step, signal) }),
  );
  /** Null while those of another level or kind are still there. */
  const cylinders = computed(() => {
    const { level, kind, items } = scan.data.value ?? {};
    return items && level === areas.level && kind === scanKind.value ? items : null;
  });
  /** The unit amid the cylinder that is pointed out; no two have the same. */
  const chosen = ref<string | null>(null);
  return {
    step,
    isTooShort,
    course,
    patterns: computed<Patterns>(() => patternsOf(areas.level, course.value?.items ?? [])),
    patternShapes: computed(() => (view.shows("emerging") ? patternFeatures(course.value?.items ?? []) : null)),
    emergingLoading: emerging.loading,
    emergingError: emerging.error,
    reloadEmerging: emerging.reload,
    scanKind,
    cylinders,
    chosen,
    cylinderShapes: computed(() => (view.shows("scan") ? cylinderFeatures(cylinders.value ?? [], chosen.value) : null)),
    scanLoading: scan.loading,
    scanError: scan.error,
    reloadScan: scan.reload,
  };
});
