import { defineStore } from "pinia";
import { computed, ref } from "vue";
import { fetchClusters, fetchHotspots, fetchRepeats, type RepeatKind, type Units } from "../api/hotspots";
import { alertFeatures, bySignificance, clusterFeatures, type Significance } from "../map/hotspots";
import { useAreas } from "./areas";
import { useFilter } from "./filter";
import type { LayerId } from "./layers";
import { useOpenPlan } from "./plan/openPlan";
import { useResource } from "./resource";
import { useView } from "./view";

export const HOTSPOT_TABS = ["hotspots", "emerging", "scan", "clusters", "alerts"] as const satisfies readonly LayerId[];
export type HotspotTab = (typeof HOTSPOT_TABS)[number];

/** Where complaints pile up: the significant areas of the level that is coloured, clusters of points, and who or what comes again. */
export const useHotspots = defineStore("hotspots", () => {
  const view = useView();
  const areas = useAreas();
  const filter = useFilter();
  const open = useOpenPlan();
  /** The list that is open in the panel; null where none is. */
  const tab = ref<HotspotTab | null>(null);
  /** The one that was open before the panel showed something else, an area say. */
  const lastTab = ref<HotspotTab | null>(null);
  const repeatKind = ref<RepeatKind>("subjects");
  const isWanted = (id: HotspotTab): boolean => view.shows(id) || tab.value === id;

  // Those of the grids of an open plan, as it is after its last edit.
  const plan = computed(() => (open.detail && areas.level === "grids" ? { id: open.detail.id, revision: open.tileRevision } : null));
  const counted = computed<Units>(() => ({ level: areas.level, plan: plan.value, filter: filter.filter }));
  const units = useResource(
    () => (isWanted("hotspots") ? counted.value : null),
    async (key, signal) => ({ level: key.level, items: await fetchHotspots(key, signal) }),
  );
  const clusters = useResource(
    () => (isWanted("clusters") ? filter.filter : null),
    fetchClusters,
  );
  const repeats = useResource(
    () => (isWanted("alerts") ? { kind: repeatKind.value, filter: filter.filter } : null),
    async (key, signal) => ({ kind: key.kind, items: await fetchRepeats(key.kind, key.filter, signal) }),
  );
  /** Null while those of another kind are still there. */
  const alerts = computed(() => (repeats.data.value?.kind === repeatKind.value ? repeats.data.value.items : null));
  const alertShapes = computed(() => (view.shows("alerts") ? alertFeatures(alerts.value ?? []) : null));
  /** Null while those of another level are still there. */
  const found = computed(() => (units.data.value?.level === areas.level ? units.data.value.items : null));
  const items = computed(() => found.value ?? []);
  const significance = computed<Significance>(() => ({
    level: areas.level,
    byCode: new Map(items.value.map(({ unit, z, significant }) => [unit, { z, significant }])),
  }));
  const clusterShapes = computed(() => (view.shows("clusters") ? clusterFeatures(clusters.data.value?.items ?? []) : null));
  return {
    tab,
    lastTab,
    counted,
    isWanted,
    isFound: computed(() => found.value !== null),
    items,
    ranked: computed(() => bySignificance(items.value)),
    significance,
    unitsLoading: units.loading,
    unitsError: units.error,
    reloadUnits: units.reload,
    clusters: computed(() => clusters.data.value),
    clustersLoading: clusters.loading,
    clustersError: clusters.error,
    reloadClusters: clusters.reload,
    clusterShapes,
    repeatKind,
    alerts,
    alertShapes,
    alertsLoading: repeats.loading,
    alertsError: repeats.error,
    reloadAlerts: repeats.reload,
  };
});
