import { defineStore } from "pinia";
import { computed } from "vue";
import { fetchCylinders, fetchEmerging } from "../api/hotspots";
import { windowDays } from "../format/window";
import { cylinderFeatures, type Patterns, patternFeatures, patternsOf } from "../map/surveillance";
import { useAreas } from "./areas";
import { useFilter } from "./filter";
import { useHotspots } from "./hotspots";
import { useResource } from "./resource";
import { useView } from "./view";

/** From so many days on, the course of an area is told week by week. */
const WEEKS_FROM_DAYS = 70;

/** What is going on in time: how areas became hot or cold, and where more and more has come until now. */
export const useSurveillance = defineStore("surveillance", () => {
  const view = useView();
  const areas = useAreas();
  const filter = useFilter();
  const hotspots = useHotspots();
  const isWanted = (id: "emerging" | "scan"): boolean => view.shows(id) || hotspots.tab === id;
  const step = computed(() => (windowDays(filter.window) < WEEKS_FROM_DAYS ? "day" : "week"));

  const emerging = useResource(
    () => (isWanted("emerging") ? { level: areas.level, step: step.value, filter: filter.filter } : null),
    async ({ level, step, filter }, signal) => ({ level, ...(await fetchEmerging(level, step, filter, signal)) }),
  );
  /** Null while those of another level are still there. */
  const course = computed(() => (emerging.data.value?.level === areas.level ? emerging.data.value : null));
  const scan = useResource(
    () => (isWanted("scan") ? { level: areas.level, filter: filter.filter } : null),
    async ({ level, filter }, signal) => ({ level, items: await fetchCylinders(level, filter, signal) }),
  );
  const cylinders = computed(() => (scan.data.value?.level === areas.level ? scan.data.value.items : null));
  return {
    step,
    course,
    patterns: computed<Patterns>(() => patternsOf(areas.level, course.value?.items ?? [])),
    patternShapes: computed(() => (view.shows("emerging") ? patternFeatures(course.value?.items ?? []) : null)),
    emergingLoading: emerging.loading,
    emergingError: emerging.error,
    reloadEmerging: emerging.reload,
    cylinders,
    cylinderShapes: computed(() => (view.shows("scan") ? cylinderFeatures(cylinders.value ?? []) : null)),
    scanLoading: scan.loading,
    scanError: scan.error,
    reloadScan: scan.reload,
  };
});
