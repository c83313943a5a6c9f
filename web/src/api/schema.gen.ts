// Generated from server/openapi.json by `npm run generate:api`.
export interface paths {
    "/api/v1/areas/{level}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The areas of a level with their complaints in a window and in the one before. */
        get: operations["list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{level}/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One area in full. */
        get: operations["fact_sheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/areas/{level}/{code}/bulletin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a period of an area was like beside the one before and a year ago: figures, hotspots, repeats, and findings in both languages.
         *     As HTML a page to be printed.
         */
        get: operations["bulletin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/basemap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The map under the city, where one is configured. */
        get: operations["basemap"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/basemap.pmtiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The PMTiles archive under the city, whole or by ranges (RFC 9110, 14). */
        get: operations["archive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/buildings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One building and the areas it is in. */
        get: operations["building"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every category and subcategory of the city, with its complaints in a window. */
        get: operations["categories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cells": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Complaints of a window per H3 cell; cells without any are left out. */
        get: operations["cells"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/city": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The city as a whole. */
        get: operations["city"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/complaints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Complaints of a window, newest first, page by page. As GeoJSON and CSV, the next page is the `Link` header's `next` alone. */
        get: operations["complaints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/crosswalk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The grids of one layer divided among those of another: for each pair that overlaps, what they have in common. Buildings count
         *     by a point inside; those in no grid of the first layer are in no pair.
         */
        get: operations["crosswalk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heat/raster.tif": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A box of the heat map, or all of it, as values: a GeoTIFF of 32-bit floats in EPSG:3857, NaN where there is no value. Its pixels
         *     are those of a zoom: the finest of which at most `width` fit along each side.
         */
        get: operations["heat_raster"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heat/scale": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The colour scale of a window and filter: the same for every tile of the map. */
        get: operations["scale"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/heat/value": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The density at a place. */
        get: operations["value"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * High-frequency problems: categories by volume, growth, spread or repeats, and how each one's share differs from what is expected. Those of
         *     an area are compared with the whole city, those of the city with the window before.
         */
        get: operations["ranked_categories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/dbscan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** DBSCAN of the complaints of a window, or ST-DBSCAN where hours are given. */
        get: operations["dbscan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/emerging": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Emerging hot spots: how units became hot or cold. Without a window, over all of time. */
        get: operations["emerging"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/geary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Geary's C: below 1 where like is near like. */
        get: operations["geary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/gi": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Getis-Ord Gi of every unit: is there more around it, its own complaints left out? */
        get: operations["gi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/gi-star": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Getis-Ord Gi* of every unit: is there more in and around it? */
        get: operations["gi_star"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/hdbscan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** HDBSCAN of the complaints of a window: no distance need be given. */
        get: operations["hdbscan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/local-moran": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Local Moran of every unit: is it like its neighbours, or unlike them? */
        get: operations["local_moran"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/moran": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Moran's I: above what is expected where like is near like. */
        get: operations["moran"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/repeat-callers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One caller with many complaints (一人多诉). */
        get: operations["callers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/repeat-places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Many different things wrong in one place (一地多事). */
        get: operations["places"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/repeat-subjects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Many callers about one thing in one place (多人一诉). */
        get: operations["subjects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/repeat-texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Nearly the same text again, near and soon. */
        get: operations["texts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kulldorff's space-time scan: circles with significantly more complaints than expected, up to now or at any time. */
        get: operations["scan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/hotspots/trend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Growth against the period before and the same period a year ago, and the trend within the window. */
        get: operations["trend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The grid layers of the city. */
        get: operations["layers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/locate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is at a place or an address, and who is on duty there. A place near a building belongs to the building's grid, as a
         *     complaint would. An address that means several places is answered with these as `candidates`.
         */
        get: operations["locate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All plans, or those of a layer. */
        get: operations["plans"];
        put?: never;
        /** Makes a draft. */
        post: operations["branch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One plan with its totals. */
        get: operations["plan"];
        put?: never;
        post?: never;
        /** Deletes a draft with its log. */
        delete: operations["delete"];
        options?: never;
        head?: never;
        /** Gives a plan another name, note or target. */
        patch: operations["update"];
        trace?: never;
    };
    "/api/v1/plans/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agrees to a plan that was handed in. */
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/arcs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The boundaries around some grids. */
        get: operations["arcs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changes from another plan to this one: who moves where, what becomes of the grids, balance, compactness, complaints. As CSV the
         *     moves alone; as HTML a statement to be printed.
         */
        get: operations["compare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The edits of a plan, the newest first. */
        get: operations["log"];
        put?: never;
        /**
         * Carries out operations on a draft, all or none. The edit is on disk before the answer. With `dry_run`, nothing is kept and no
         *     `If-Match` needed.
         */
        post: operations["edit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Checks a plan by all rules. */
        get: operations["findings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/grids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The grids of a plan with what they carry, their shape and where they came from. */
        get: operations["grids"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/lineage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** From which grids those of a plan came, by area and by households. */
        get: operations["lineage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes an approved plan: it comes into force on its first day and replaces the plan in force of its layer. */
        post: operations["publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/redo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does the edit taken back last again. */
        post: operations["redo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a plan back to its draft. */
        post: operations["reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A sheet to be printed: a map of a community's grids and a table of what each has. */
        get: operations["sheet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands a draft in. */
        post: operations["submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the last edit of a draft back. */
        post: operations["undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a plan back that was handed in. */
        post: operations["withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/print.css": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The style of printed pages. */
        get: operations["style"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The latest proposals, in the order in which they were begun. They are kept in memory, the last twelve of them. */
        get: operations["proposals"];
        put?: never;
        /** Begins to compute grids for some communities, or all. */
        post: operations["begin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One proposal: how far it is, and its report once it is done. */
        get: operations["proposal"];
        put?: never;
        post?: never;
        /** Cancels a proposal that is being computed, and forgets it. */
        delete: operations["cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a draft of a proposal that is done, over the plan in force. */
        post: operations["take"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/proposals/{id}/grids": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The grids of a proposal that is done, as GeoJSON, also for those who know it as JSON; as CSV their figures alone. */
        get: operations["proposal_grids"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Areas, compounds, roads and buildings by name, code or address. */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Complaints per hour, day, week or month of a window. */
        get: operations["series"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server is ready to serve: “ok”, or 503 while it reads its store. */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counters and latencies in Prometheus' text format. */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The same as `/healthz`, under the name that orchestrators ask for. */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/heat/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A tile of the heat map; all tiles of a window and filter share one scale. As `.tif` it holds the values themselves: a GeoTIFF of
         *     32-bit floats in EPSG:3857, NaN where there is no value.
         */
        get: operations["heat_tile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** TileJSON 3 of a layer. */
        get: operations["tile_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tiles/{layer}/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A vector tile (MVT 2.1). Complaints and their H3 cells are those of all time unless a window is given. */
        get: operations["tile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The boundaries around some grids, each once. */
        Arcs: {
            items: components["schemas"]["PlanArc"][];
            /** Format: int64 */
            revision: number;
        };
        /** @description All areas of a level. */
        AreaList: {
            items: components["schemas"]["AreaSummary"][];
            /** @example grid */
            level: string;
            window: components["schemas"]["Window"];
        };
        /** @description One area with the figures of a window. */
        AreaSummary: {
            /**
             * Format: double
             * @description m² on the ellipsoid.
             */
            area_m2: number;
            /** @description West, south, east, north, degrees. */
            bounds?: number[] | null;
            /** Format: int64 */
            buildings: number;
            code: string;
            /**
             * Format: int64
             * @description Complaints in the window that pass the filter.
             */
            complaints: number;
            /**
             * Format: int64
             * @description The same in the window of equal length before.
             */
            complaints_before: number;
            /** Format: double */
            households?: number | null;
            name: string;
            /** @description Code of the area above. */
            parent?: string | null;
            /** @description A point inside: longitude, latitude. */
            point?: number[] | null;
            range?: components["schemas"]["RangeClass"] | null;
            /** Format: double */
            residents?: number | null;
        };
        Assignment: {
            /** Format: int64 */
            buildings: number;
            /** Format: int64 */
            complaints: number;
            /** Format: double */
            households: number;
        };
        /** @description A statistic of all units together. */
        Autocorrelation: {
            /**
             * Format: double
             * @description Without any pattern.
             */
            expected?: number | null;
            /** @description What whoever reads this should know: complaints in no unit, units without neighbours. */
            notes: string[];
            /**
             * Format: double
             * @description Two-sided.
             */
            p?: number | null;
            /**
             * Format: double
             * @description `null`, as are all after it, where it has no meaning: all values alike, no neighbours, fewer than four units.
             */
            statistic?: number | null;
            /** Format: int64 */
            units: number;
            /** Format: double */
            variance?: number | null;
            window: components["schemas"]["Window"];
            /**
             * Format: double
             * @description Standard score under randomisation.
             */
            z?: number | null;
        };
        /** @description The map under the city. */
        Basemap: {
            /** @description The map approval number (审图号), to be shown with the map. */
            approval?: string | null;
            /** @description Whom to name as its source; null for what the archive itself says. */
            attribution?: string | null;
            source?: components["schemas"]["BasemapSource"] | null;
        };
        /** @description Where tiles come from. */
        BasemapSource: {
            /** @enum {string} */
            kind: "pmtiles";
            tiles: components["schemas"]["TileKind"];
            /** @description Its address, to be read by ranges. */
            url: string;
        } | {
            /** @description Addresses with `{x}`, `{y}` and `{z}` of the map, and of the names over it. */
            ground: string[];
            /** @enum {string} */
            kind: "tianditu";
            names: string[];
        };
        /** @description One building. */
        Building: {
            address?: string | null;
            /**
             * Format: int32
             * @description Year of completion.
             */
            built?: number | null;
            community?: components["schemas"]["Ref"] | null;
            /** @description Id or name of its compound. */
            compound?: string | null;
            district?: components["schemas"]["Ref"] | null;
            /** Format: int32 */
            floors?: number | null;
            grid?: components["schemas"]["Ref"] | null;
            /** Format: double */
            households?: number | null;
            /** @description Whether the households were estimated from units, floors and area. */
            households_estimated: boolean;
            id: string;
            name?: string | null;
            /** @description A point inside: longitude, latitude. */
            point?: number[] | null;
            /** Format: double */
            residents?: number | null;
            street?: components["schemas"]["Ref"] | null;
            /**
             * Format: int32
             * @description Entrances.
             */
            units?: number | null;
            usage?: string | null;
        };
        /** @description One bulletin. */
        Bulletin: {
            area: components["schemas"]["BulletinPlace"];
            /** @description The areas inside, the one with the most complaints first. */
            areas: components["schemas"]["BulletinRow"][];
            /**
             * @description The level of `areas`.
             * @example community
             */
            areas_level?: string | null;
            before: components["schemas"]["Window"];
            /** @description Major categories, the largest first. */
            categories: components["schemas"]["BulletinRow"][];
            /** @description What stands out, in words. */
            findings: components["schemas"]["BulletinFindings"];
            /** @description Significant hotspots inside, the hottest first. */
            hotspots: components["schemas"]["BulletinHotspot"][];
            /** @description Where each part comes from: requests of the API that give the same numbers. */
            queries: components["schemas"]["BulletinQuery"][];
            /** @description Alerts with a complaint of this period, the largest first. */
            repeat_callers: components["schemas"]["BulletinRepeats"];
            repeat_subjects: components["schemas"]["BulletinRepeats"];
            /** @description By day, beside the day as far into the period before. */
            series: components["schemas"]["Day"][];
            /** @description The twenty largest minor categories. */
            subcategories: components["schemas"]["BulletinRow"][];
            total: components["schemas"]["BulletinFigures"];
            units: number;
            /**
             * @description The units in which hotspots were looked for, and how many there are in all.
             * @example grid
             */
            units_level: string;
            window: components["schemas"]["Window"];
            year_before?: components["schemas"]["Window"] | null;
        };
        /** @description A count, and how it changed. */
        BulletinFigures: {
            /** Format: int64 */
            before: number;
            /**
             * Format: double
             * @description Rate ÷ rate before − 1; `None` where there was nothing before.
             */
            change?: number | null;
            /** Format: int64 */
            count: number;
            /** Format: double */
            high?: number | null;
            /**
             * Format: double
             * @description Its 95 % interval, as of [`change`].
             */
            low?: number | null;
            /**
             * Format: int64
             * @description Of the same days a year ago; `None` where the store does not reach back so far.
             */
            year_before?: number | null;
            /** Format: double */
            year_change?: number | null;
        };
        /** @description What stands out, in both languages. */
        BulletinFindings: {
            en: string[];
            zh: string[];
        };
        /** @description A significant hotspot. */
        BulletinHotspot: {
            code: string;
            /** Format: int64 */
            count: number;
            /** Format: double */
            expected: number;
            name: string;
            /**
             * Format: double
             * @description Complaints of the unit and its neighbours, and of as many units on average.
             */
            observed: number;
            /**
             * Format: double
             * @description Two-sided.
             */
            p: number;
            /** Format: double */
            z: number;
        };
        /** @description What a bulletin is about. */
        BulletinPlace: {
            code: string;
            /** @example street */
            level: string;
            name: string;
        };
        /** @description A request of the API, or a command, that gives the numbers of a part. */
        BulletinQuery: {
            part: string;
            query: string;
        };
        /** @description Complaints that belong together. */
        BulletinRepeat: {
            /** @description The id of its first complaint, which names it for good. */
            alert: string;
            /** @description The name of the innermost area that its first complaint counts for. */
            area?: string | null;
            callers: number;
            category?: string | null;
            complaints: string[];
            count: number;
            /** @example 2025-12-01T08:00:00 */
            first: string;
            /** @example 2025-12-30T18:00:00 */
            last: string;
            /** @description Longitude and latitude. */
            point?: number[] | null;
            subcategory?: string | null;
        };
        /** @description Alerts of one kind. */
        BulletinRepeats: {
            /** @description How many there are, and how many complaints they have together. */
            alerts: number;
            complaints: number;
            /** @description The twenty largest. */
            items: components["schemas"]["BulletinRepeat"][];
        };
        /** @description A category or an area with its count. */
        BulletinRow: components["schemas"]["BulletinFigures"] & {
            /** @description Of an area; `None` for a category. */
            code?: string | null;
            name: string;
            /**
             * Format: double
             * @description Of an area: complaints per 1,000 households.
             */
            per_1000_households?: number | null;
            /**
             * Format: double
             * @description Part of all complaints of the bulletin.
             */
            share: number;
        };
        /** @description All categories, the most frequent first. */
        Categories: {
            items: components["schemas"]["Category"][];
        };
        /** @description A category and the subcategories filed under it. */
        Category: {
            /** Format: int64 */
            count: number;
            name: string;
            subcategories: components["schemas"]["Count"][];
        };
        /** @description Categories of an area, ranked. */
        CategoryRanking: {
            /**
             * Format: int64
             * @description All complaints of the area that count, of which each category has a share.
             */
            count: number;
            /** @description Those with a complaint in the window or in the one before; the greatest first. */
            items: components["schemas"]["RankedCategory"][];
            /** @description What whoever reads this should know: complaints in no unit, how far back the city goes. */
            notes: string[];
            /**
             * Format: int64
             * @description Units that have their place in the area.
             */
            units: number;
            window: components["schemas"]["Window"];
        };
        /** @description One cell. */
        CellItem: {
            /**
             * @description H3 index.
             * @example 89309a6a2afffff
             */
            cell: string;
            /** Format: int64 */
            count: number;
            /**
             * Format: double
             * @description Complaints per km² of the cell's true area.
             */
            per_km2: number;
            /** @description Its centre: longitude, latitude. */
            point: number[];
        };
        /** @description The cells that hold complaints. */
        Cells: {
            /** @description In the order of the cells' indexes. */
            items: components["schemas"]["CellItem"][];
            /**
             * Format: int64
             * @description The most complaints in a cell.
             */
            max_count: number;
            /**
             * Format: double
             * @description The most complaints per km² in a cell.
             */
            max_per_km2: number;
            /** Format: int32 */
            resolution: number;
            window: components["schemas"]["Window"];
        };
        Children: {
            count: number;
            /** @example grid */
            level: string;
        };
        /** @description The city. */
        City: {
            /** @description What is in a grid of the default layer. */
            assigned: components["schemas"]["Assignment"];
            /** @description West, south, east, north, degrees; null for a store without any place. */
            bounds?: number[] | null;
            /** @description Longitude and latitude. */
            center?: number[] | null;
            channels: components["schemas"]["Count"][];
            counts: components["schemas"]["Counts"];
            default_window: components["schemas"]["Window"];
            first_complaint?: string | null;
            grid_layers: components["schemas"]["GridLayer"][];
            household_range: components["schemas"]["HouseholdRange"];
            /** Format: double */
            households?: number | null;
            /**
             * Format: int32
             * @description Buildings whose households were estimated.
             */
            households_estimated: number;
            last_complaint?: string | null;
            name: string;
            /**
             * @description The time of the last complaint, or what the server was told; local time.
             * @example 2025-12-31T22:41:07
             */
            now?: string | null;
            /** Format: double */
            residents?: number | null;
            statuses: components["schemas"]["Count"][];
            /** @description What is in none. */
            unassigned: components["schemas"]["Assignment"];
            /**
             * Format: int64
             * @description Changes when the store does; in tile addresses it makes tiles cacheable for good.
             */
            version: number;
        };
        /** @description One cluster. */
        ClusterItem: {
            /** @description Of the nearest building, where one is near. */
            address?: string | null;
            /** Format: int32 */
            cluster: number;
            /** @description Id of the complaint amid it: the sum of the distances to all others is least. */
            complaint: string;
            /** Format: int64 */
            count: number;
            /** @example 2025-12-01T08:00:00 */
            first: string;
            /** @description Its convex hull, open and counter-clockwise; one or two places where all lie there or on a line. */
            hull: number[][];
            /** @example 2025-12-30T18:00:00 */
            last: string;
            /** @description Its place: longitude, latitude. */
            point: number[];
        };
        /** @description Clusters of complaints by density. */
        Clusters: {
            /** @description In the order of their first core complaint, of HDBSCAN in that of their first complaint. */
            items: components["schemas"]["ClusterItem"][];
            /**
             * Format: int64
             * @description Complaints with a place that are in no cluster.
             */
            noise: number;
            /** @description What whoever reads this should know: complaints without a place. */
            notes: string[];
            window: components["schemas"]["Window"];
        };
        /** @description A category's complaints in the window and in the one before. */
        Compared: {
            /** Format: int64 */
            before: number;
            /** Format: int64 */
            count: number;
            name: string;
        };
        /** @description One of the two plans. */
        ComparedPlan: {
            id: components["schemas"]["i64"];
            name: string;
            /** Format: int64 */
            revision: number;
            starts?: string | null;
            state: components["schemas"]["PlanState"];
            totals: components["schemas"]["PlanTotals"];
        };
        /** @description A subcategory's complaints in the window and in the one before. */
        ComparedSubcategory: {
            /** Format: int64 */
            before: number;
            /** @description The category it is most often filed under. */
            category?: string | null;
            /** Format: int64 */
            count: number;
            name: string;
        };
        /** @description The difference between two plans. */
        Comparison: {
            /** @description How many grids had each fate. */
            fates: {
                [key: string]: number;
            };
            from: components["schemas"]["ComparedPlan"];
            /** @description Every grid that is not unchanged. */
            grids: components["schemas"]["GridChange"][];
            /** @description Everything that counts for another grid than before; a grid that only has another code is the same. */
            moved: components["schemas"]["Movement"];
            /** @description From which grid to which, the most households first. */
            moves: components["schemas"]["Moved"][];
            to: components["schemas"]["ComparedPlan"];
            /** @description The window that complaints are counted in. */
            window: components["schemas"]["Window"];
        };
        /** @description One complaint as lists show it. */
        Complaint: {
            address?: string | null;
            category?: string | null;
            channel?: string | null;
            /** @description Code of the grid it counts for. */
            grid?: string | null;
            /** @description Code of the grid that it counted for on its day, by the plan in force then. */
            grid_then?: string | null;
            id: string;
            /** Format: double */
            lat?: number | null;
            /**
             * Format: double
             * @description Null where no more than its area is known.
             */
            lon?: number | null;
            /**
             * @description How its place is known: `coordinates`, `building`, `compound`, `area` or `none`.
             * @example coordinates
             */
            quality: string;
            status?: string | null;
            subcategory?: string | null;
            /** @example 2025-12-31T22:41:07 */
            time: string;
            title?: string | null;
        };
        /** @description A name and how many bear it. */
        Count: {
            /** Format: int64 */
            count: number;
            name: string;
        };
        /** @description How many there are of each. */
        Counts: {
            /** Format: int32 */
            buildings: number;
            /**
             * Format: int32
             * @description Complaints of which only the area is known: they count for it, and are on no map.
             */
            by_area: number;
            /** Format: int32 */
            communities: number;
            /** Format: int32 */
            complaints: number;
            /** Format: int32 */
            compounds: number;
            /** Format: int32 */
            districts: number;
            /** Format: int32 */
            grids: number;
            /**
             * Format: int32
             * @description Complaints with a point: those of all tiles of a zoom.
             */
            located: number;
            /** Format: int32 */
            roads: number;
            /** Format: int32 */
            staff: number;
            /** Format: int32 */
            streets: number;
            /**
             * Format: int32
             * @description Complaints of which neither is known.
             */
            unlocated: number;
            /** Format: int32 */
            water: number;
        };
        /** @description The grids of one layer divided among those of another. */
        Crosswalk: {
            from: string;
            items: components["schemas"]["CrosswalkItem"][];
            to: string;
        };
        /** @description What two grids have in common. */
        CrosswalkItem: {
            /**
             * Format: double
             * @description m² on the ellipsoid.
             */
            area_m2: number;
            /** Format: int64 */
            buildings: number;
            /** @description Code of the grid in the first layer. */
            from: string;
            /** Format: double */
            households: number;
            /**
             * Format: double
             * @description Part of the first grid's area, 0 to 1.
             */
            share: number;
            /** @description Code of the grid in the second; null for what lies in none. */
            to?: string | null;
        };
        /** @description One cylinder. */
        CylinderItem: {
            /** Format: double */
            expected: number;
            /**
             * Format: double
             * @description Logarithm of the likelihood ratio of Kulldorff (1997).
             */
            llr: number;
            /** Format: int64 */
            observed: number;
            /**
             * Format: double
             * @description Of the repetitions.
             */
            p: number;
            /** @description Its centre: longitude, latitude. */
            point: number[];
            /**
             * Format: double
             * @description To the centre of the last unit.
             */
            radius_m: number;
            /**
             * Format: double
             * @description Observed ÷ expected inside, over the same outside.
             */
            relative_risk?: number | null;
            significant: boolean;
            /**
             * @description The unit amid the circle.
             * @example 340111001001007
             */
            unit: string;
            /** @description All units, the nearest first. */
            units: string[];
            /** @description When it lasts. */
            window: components["schemas"]["Window"];
        };
        /** @description Cylinders of place and time with more complaints than expected. */
        Cylinders: {
            /** @description The most likely one first; those after it share no unit with those before. */
            items: components["schemas"]["CylinderItem"][];
            /** @description What whoever reads this should know: complaints in no unit or no whole step. */
            notes: string[];
            window: components["schemas"]["Window"];
        };
        /** @description Complaints of one day, and of the day as far into the window before. */
        Day: {
            /** Format: int64 */
            before: number;
            /** Format: int64 */
            count: number;
            /** @example 2025-12-31 */
            date: string;
        };
        /** @description What a grid has of one of the base. */
        Descent: {
            /**
             * Format: double
             * @description m² on the ellipsoid.
             */
            area_m2: number;
            /**
             * Format: double
             * @description Part of the grid's area, 0 to 1.
             */
            area_share: number;
            /** Format: int64 */
            buildings: number;
            grid: string;
            /**
             * Format: double
             * @description Part of the grid's households, 0 to 1; null for a grid without any.
             */
            household_share?: number | null;
            /** Format: double */
            households: number;
            /** @description Null for what belonged to no grid. */
            origin?: string | null;
        };
        /** @description What an edit did, or would do. */
        EditAnswer: {
            /** @description West, south, east, north of all that changed, degrees. */
            bbox?: number[] | null;
            can_redo: boolean;
            can_undo: boolean;
            /**
             * Format: int64
             * @description The edit's number in the log; null for a preview.
             */
            edit?: number | null;
            /** @description Rules that the touched grids break now. */
            findings: Record<string, never>[];
            /** @description The touched grids with their figures in `properties`. */
            geojson: components["schemas"]["FeatureCollection_PlanGrid"];
            /**
             * Format: int64
             * @description The plan's revision now; in quotes, its ETag.
             */
            revision: number;
            /** @description The grids that changed. */
            touched: components["schemas"]["TouchedGrid"][];
        };
        /** @description Operations to be carried out, all or none. */
        EditBody: {
            /** @description Answer as the edit would, and keep nothing. */
            dry_run?: boolean;
            /**
             * @description Each with its name in `op`: `move_vertices`, `insert_vertex`, `remove_vertices`, `reshape`, `split`, `merge`, `assign`,
             *     `create`, `clip`, `snap`, `set`, `lock`.
             * @example [
             *       {
             *         "grids": [
             *           "G1",
             *           "G2"
             *         ],
             *         "into": "G1",
             *         "op": "merge"
             *       }
             *     ]
             */
            operations: Record<string, never>[];
        };
        /** @description The log of a plan. */
        EditLog: {
            /** @description The newest first. */
            items: components["schemas"]["LogEntry"][];
        };
        /**
         * @description What became of an edit.
         * @enum {string}
         */
        EditState: "done" | "undone" | "abandoned";
        /** @description How every unit became what it is. */
        EmergingHotspots: {
            /**
             * @description Whose words the patterns are; other versions differ in what is consecutive and what is sporadic.
             * @example ArcGIS Pro 3
             */
            definition: string;
            items: components["schemas"]["EmergingItem"][];
            /** @description What whoever reads this should know: complaints in no unit or no whole step, units without neighbours or trend. */
            notes: string[];
            step: components["schemas"]["Step"];
            /** Format: int64 */
            steps: number;
            /** @description From the first whole step to the end of the last. */
            window: components["schemas"]["Window"];
        };
        /** @description One unit. */
        EmergingItem: {
            /**
             * @description By step: + hot, - cold, . neither.
             * @example ..........++
             */
            bins: string;
            /** Format: int64 */
            cold: number;
            /** @description By step: complaints. */
            counts?: number[] | null;
            /**
             * Format: int64
             * @description Steps in which it was significantly hot, and cold.
             */
            hot: number;
            /** Format: double */
            last_p?: number | null;
            /** Format: int64 */
            last_value: number;
            /**
             * Format: double
             * @description Gi* of the last step.
             */
            last_z?: number | null;
            /**
             * @description new, consecutive, intensifying, persistent, diminishing, sporadic, oscillating or historical; `null` where no pattern is detected.
             * @example consecutive
             */
            pattern?: string | null;
            /** @description Its centre: longitude, latitude. */
            point: number[];
            /**
             * @description Whether it is one of hot spots or of cold ones.
             * @example hot
             */
            spot?: string | null;
            /** Format: double */
            trend_p?: number | null;
            /**
             * Format: double
             * @description Mann-Kendall of z over all steps: S, its standard score and two-sided p; `null` where all are alike or one is missing.
             */
            trend_s?: number | null;
            /** Format: double */
            trend_z?: number | null;
            /**
             * @description Code of the area, index of the H3 cell, column and row of the square.
             * @example 340111001001007
             */
            unit: string;
            /**
             * Format: int64
             * @description Complaints of all steps, and of the last one.
             */
            value: number;
            /** @description By step: Gi*, which `bins` and the trend are taken of; `null` where nothing varies. */
            z?: (number | null)[] | null;
        };
        /** @description One area in full. */
        FactSheet: components["schemas"]["AreaSummary"] & {
            categories: components["schemas"]["Compared"][];
            /**
             * Format: double
             * @description Growth against the window before, as a fraction; null where there was nothing before.
             */
            change?: number | null;
            channels: components["schemas"]["Count"][];
            children?: components["schemas"]["Children"] | null;
            /**
             * Format: int64
             * @description Complaints of all time that pass the filter.
             */
            complaints_total: number;
            /**
             * Format: int32
             * @description Buildings whose households were estimated.
             */
            households_estimated: number;
            /** @description Codes of the areas that share a boundary line with this one. */
            neighbours: string[];
            /** @description The areas above, the nearest first. */
            parents: components["schemas"]["Parent"][];
            /**
             * Format: double
             * @description Complaints in the window per 1,000 households.
             */
            per_1000_households?: number | null;
            series: components["schemas"]["Day"][];
            staff: components["schemas"]["Person"][];
            /** @description The ten most frequent. */
            subcategories: components["schemas"]["ComparedSubcategory"][];
            window: components["schemas"]["Window"];
        };
        /**
         * @description What becomes of a grid.
         * @enum {string}
         */
        Fate: "unchanged" | "renamed" | "reshaped" | "split" | "merged" | "new" | "gone";
        /** @description Features with properties of one kind. */
        FeatureCollection_Complaint: {
            features: components["schemas"]["Feature_Complaint"][];
            type: string;
        };
        /** @description Features with properties of one kind. */
        FeatureCollection_PlanGrid: {
            features: components["schemas"]["Feature_PlanGrid"][];
            type: string;
        };
        /** @description Features with properties of one kind. */
        FeatureCollection_PlanGridRow: {
            features: components["schemas"]["Feature_PlanGridRow"][];
            type: string;
        };
        /** @description Features with properties of one kind. */
        FeatureCollection_ProposedGrid: {
            features: components["schemas"]["Feature_ProposedGrid"][];
            type: string;
        };
        /** @description A record with its place. */
        Feature_Complaint: {
            geometry: Record<string, never> | null;
            id: string;
            /** @description One complaint as lists show it. */
            properties: {
                address?: string | null;
                category?: string | null;
                channel?: string | null;
                /** @description Code of the grid it counts for. */
                grid?: string | null;
                /** @description Code of the grid that it counted for on its day, by the plan in force then. */
                grid_then?: string | null;
                id: string;
                /** Format: double */
                lat?: number | null;
                /**
                 * Format: double
                 * @description Null where no more than its area is known.
                 */
                lon?: number | null;
                /**
                 * @description How its place is known: `coordinates`, `building`, `compound`, `area` or `none`.
                 * @example coordinates
                 */
                quality: string;
                status?: string | null;
                subcategory?: string | null;
                /** @example 2025-12-31T22:41:07 */
                time: string;
                title?: string | null;
            };
            type: string;
        };
        /** @description A record with its place. */
        Feature_PlanGrid: {
            geometry: Record<string, never> | null;
            id: string;
            /** @description The figures of one grid. */
            properties: {
                /**
                 * Format: double
                 * @description m² on the ellipsoid.
                 */
                area_m2: number;
                /** Format: int64 */
                buildings: number;
                code: string;
                /**
                 * Format: int64
                 * @description Those of the window that count for it.
                 */
                complaints: number;
                /**
                 * Format: double
                 * @description Those of its buildings; what its file said where no building of the city has any.
                 */
                households?: number | null;
                kind?: string | null;
                locked: boolean;
                name?: string | null;
                /** @description Code of the community it lies in; what it says where it lies in none. */
                parent?: string | null;
                /** @description Number of connected pieces. */
                pieces: number;
                /**
                 * Format: double
                 * @description 4π area / perimeter², 1 for a disc.
                 */
                polsby_popper: number;
                range?: components["schemas"]["RangeClass"] | null;
                /**
                 * Format: double
                 * @description Area / that of the smallest circle around it, 1 for a disc.
                 */
                reock: number;
                /** Format: double */
                residents?: number | null;
            };
            type: string;
        };
        /** @description A record with its place. */
        Feature_PlanGridRow: {
            geometry: Record<string, never> | null;
            id: string;
            /** @description A grid with its figures and where it came from. */
            properties: components["schemas"]["PlanGrid"] & {
                /** @description Codes of the grids it came from, that with the largest part of its area first. */
                origins: string[];
            };
            type: string;
        };
        /** @description A record with its place. */
        Feature_ProposedGrid: {
            geometry: Record<string, never> | null;
            id: string;
            /** @description One proposed grid. */
            properties: {
                /** Format: int64 */
                buildings: number;
                code: string;
                /** @description Code of its community. */
                community?: string | null;
                /**
                 * Format: int64
                 * @description Located complaints of the last year that would have been its own.
                 */
                complaints: number;
                feasible: boolean;
                /** Format: double */
                households: number;
                /** Format: double */
                polsby_popper: number;
                /** Format: double */
                residents: number;
                /** @description Whether it is a grid in force, unchanged. */
                unchanged: boolean;
            };
            type: string;
        };
        /** @description Everything found in a plan, in the order of rules, then places. */
        Findings: {
            /** @description Each with `rule`, `severity`, `lon`, `lat`, `size` and `areas`. */
            items: Record<string, never>[];
            /** Format: int64 */
            revision: number;
            violations: number;
            warnings: number;
        };
        /**
         * @description What was found.
         * @enum {string}
         */
        FoundKind: "city" | "district" | "street" | "community" | "grid" | "compound" | "road" | "building";
        /** @description A grid that the plans do not have in common. */
        GridChange: {
            after?: components["schemas"]["PlanGrid"] | null;
            before?: components["schemas"]["PlanGrid"] | null;
            fate: components["schemas"]["Fate"];
            /** @description Codes of the grids of the first plan that it has pieces of; for one that is gone, of those that have its pieces. */
            others: string[];
        };
        /** @description Some grids. */
        GridFigures: {
            /**
             * Format: int64
             * @description Located complaints of the last year, in all and the most that a grid has.
             */
            complaints: number;
            grids: number;
            /** @description Those with as many households as are asked for. */
            in_range: number;
            /**
             * Format: double
             * @description Least and most households of a grid.
             */
            least?: number | null;
            /** Format: double */
            most?: number | null;
            /** Format: int64 */
            most_complaints?: number | null;
            /**
             * Format: double
             * @description Mean over the grids.
             */
            polsby_popper?: number | null;
        };
        /** @description One complete set of grids. */
        GridLayer: {
            /** Format: int32 */
            grids: number;
            id: string;
            is_default: boolean;
            name: string;
        };
        /** @description One complete set of grids, and the plan that they are those of. */
        GridLayerInForce: {
            /** Format: int32 */
            grids: number;
            id: string;
            is_default: boolean;
            name: string;
            plan?: components["schemas"]["PlanInForce"] | null;
        };
        /** @description All grid layers, the default one first. */
        GridLayers: {
            items: components["schemas"]["GridLayerInForce"][];
        };
        /** @description The density at a place. */
        HeatValue: {
            unit: string;
            /**
             * Format: double
             * @description Null where there is none: per household, where nearly none live.
             */
            value?: number | null;
        };
        /** @description One unit. */
        HotspotItem: {
            /**
             * Format: double
             * @description Of Gi*: what as many units have on average.
             */
            expected?: number | null;
            /**
             * Format: double
             * @description Of Gi*: what the unit and its neighbours have together.
             */
            observed?: number | null;
            /**
             * Format: double
             * @description Two-sided.
             */
            p?: number | null;
            /** @description Its centre: longitude, latitude. */
            point: number[];
            /**
             * @description Of local Moran: the unit first, then its neighbours; H above the mean.
             * @example HH
             */
            quadrant?: string | null;
            /** @description Whether p is below the threshold of Benjamini and Hochberg. */
            significant: boolean;
            /** Format: double */
            statistic?: number | null;
            /**
             * @description Code of the area, index of the H3 cell, column and row of the square.
             * @example 340111001001007
             */
            unit: string;
            /**
             * Format: double
             * @description Complaints, or complaints per head.
             */
            value: number;
            /**
             * Format: double
             * @description Standard score: above 0 where there is more than chance would put there.
             */
            z?: number | null;
        };
        /** @description Every unit with its statistic. */
        Hotspots: {
            items: components["schemas"]["HotspotItem"][];
            /** @description What whoever reads this should know: complaints in no unit, units without neighbours, why there is no p. */
            notes: string[];
            window: components["schemas"]["Window"];
        };
        /** @description Households a grid should have. */
        HouseholdRange: {
            /** Format: double */
            max: number;
            /** Format: double */
            min: number;
        };
        /** @description Every pair of a grid of the plan and one of its base that have something in common. */
        LineageList: {
            items: components["schemas"]["Descent"][];
            /**
             * Format: int64
             * @description The plan it was branched from.
             */
            parent?: number | null;
            /** Format: int64 */
            revision: number;
        };
        /** @description What is at a place, and who is on duty there. */
        Location: {
            building?: components["schemas"]["NearBuilding"] | null;
            /** @description What the address may mean, the best fit first, where that is not certain. */
            candidates: components["schemas"]["SearchHit"][];
            community?: components["schemas"]["Ref"] | null;
            district?: components["schemas"]["Ref"] | null;
            found?: components["schemas"]["SearchHit"] | null;
            grid?: components["schemas"]["Ref"] | null;
            /** Format: double */
            lat?: number | null;
            /**
             * Format: double
             * @description Null where an address means several places; then all that follows is null too.
             */
            lon?: number | null;
            staff: components["schemas"]["Person"][];
            street?: components["schemas"]["Ref"] | null;
        };
        /** @description One edit of the log. */
        LogEntry: {
            actor: string;
            operations: Record<string, never>[];
            /**
             * Format: int64
             * @description The plan's, when it was made, undone or done again last.
             */
            revision: number;
            /** Format: int64 */
            seq: number;
            state: components["schemas"]["EditState"];
            /** @description UTC, RFC 3339. */
            time: string;
        };
        /** @description What moves from one grid to another. */
        Moved: components["schemas"]["Movement"] & {
            /** @description Code in the first plan; null for what was in no grid. */
            from?: string | null;
            /** @description Code in the second plan; null for what is in no grid. */
            to?: string | null;
        };
        /** @description What moves. */
        Movement: {
            /**
             * Format: double
             * @description m² on the ellipsoid.
             */
            area_m2: number;
            /** Format: int64 */
            buildings: number;
            /**
             * Format: int64
             * @description Complaints that count for another grid.
             */
            complaints: number;
            /** Format: double */
            households: number;
            /** Format: double */
            residents: number;
        };
        NearBuilding: {
            address?: string | null;
            /**
             * Format: double
             * @description Metres to its outline, 0 inside.
             */
            distance_m: number;
            /** Format: int32 */
            floors?: number | null;
            /** Format: double */
            households?: number | null;
            id: string;
            name?: string | null;
            /** Format: double */
            residents?: number | null;
            /** Format: int32 */
            units?: number | null;
            usage?: string | null;
        };
        /** @description A draft to be made. */
        NewPlan: {
            from?: components["schemas"]["i64"] | null;
            /** @description Left out: the layer of `from`, or the default one. */
            layer?: string | null;
            /** @example Autumn 2026 */
            name: string;
            note?: string | null;
            target?: components["schemas"]["PlanTarget"] | null;
        };
        /** @description Grids to be proposed. Everything may be left out. */
        NewProposal: {
            /** @description Codes of communities, or of streets and districts for all of theirs; none: all communities. */
            areas?: string[];
            /** @description Codes of grids in force that stay as they are. */
            locked?: string[];
            /**
             * Format: double
             * @description The most, 400 where left out.
             */
            max?: number | null;
            /**
             * Format: double
             * @description The least households a grid may have, 300 where left out.
             */
            min?: number | null;
            /** @description Begin with the plan in force: grids in range stay as they are, and around the others as few households as possible move. */
            rebalance?: boolean;
            /**
             * Format: int32
             * @description Pairs of neighbouring grids to be split anew, for each grid; more take longer.
             */
            rounds?: number | null;
            /**
             * Format: int64
             * @description Another seed, another proposal.
             */
            seed?: number;
            /**
             * @description Cut buildings with more households than a grid may have into their units, where the number of these is known. The figures of
             *     a draft made of it count such a building for one grid.
             */
            split_by_unit?: boolean;
            /**
             * Format: double
             * @description Households a grid should have; left out: the middle of the range.
             */
            target?: number | null;
            weights?: components["schemas"]["ProposalWeights"];
        };
        /** @description Nothing: what an undo or redo takes. */
        Nothing: Record<string, never>;
        /** @description A page of complaints. */
        Page: {
            /** @description The newest first. */
            items: components["schemas"]["Complaint"][];
            /** @description To be given as `after` for the page that follows; null on the last. */
            next?: string | null;
        };
        /** @description An area above another. */
        Parent: {
            code: string;
            /** @example community */
            level: string;
            name: string;
        };
        /** @description Someone on duty in a grid. */
        Person: {
            name: string;
            phone?: string | null;
            /** @example head */
            role: string;
        };
        /** @description A plan without its grids. */
        Plan: {
            /** @description Who changed it last. */
            actor?: string | null;
            changed?: string | null;
            /** @description UTC, RFC 3339; null for plans older than the log. */
            created?: string | null;
            /** @description First day no longer in force. */
            ends?: string | null;
            /** Format: int64 */
            grids: number;
            id: components["schemas"]["i64"];
            /** @description Id of its grid layer. */
            layer: string;
            name: string;
            note?: string | null;
            parent?: components["schemas"]["i64"] | null;
            /**
             * Format: int64
             * @description Counts every change; in quotes, the plan's ETag.
             */
            revision: number;
            /**
             * @description First day in force. Set for an approved plan, it waits for it.
             * @example 2026-12-01
             */
            starts?: string | null;
            state: components["schemas"]["PlanState"];
            target?: components["schemas"]["PlanTarget"] | null;
        };
        /** @description A boundary between two places where more than two grids meet, or a closed one. */
        PlanArc: {
            /** @description Code of the grid on the left hand when walking along the points; null outside. */
            left?: string | null;
            /** @description Longitude, latitude. */
            points: number[][];
            right?: string | null;
        };
        /** @description A plan with the figures of its grids together. */
        PlanDetail: components["schemas"]["Plan"] & {
            can_redo: boolean;
            can_undo: boolean;
            totals: components["schemas"]["PlanTotals"];
        };
        /** @description The figures of one grid. */
        PlanGrid: {
            /**
             * Format: double
             * @description m² on the ellipsoid.
             */
            area_m2: number;
            /** Format: int64 */
            buildings: number;
            code: string;
            /**
             * Format: int64
             * @description Those of the window that count for it.
             */
            complaints: number;
            /**
             * Format: double
             * @description Those of its buildings; what its file said where no building of the city has any.
             */
            households?: number | null;
            kind?: string | null;
            locked: boolean;
            name?: string | null;
            /** @description Code of the community it lies in; what it says where it lies in none. */
            parent?: string | null;
            /** @description Number of connected pieces. */
            pieces: number;
            /**
             * Format: double
             * @description 4π area / perimeter², 1 for a disc.
             */
            polsby_popper: number;
            range?: components["schemas"]["RangeClass"] | null;
            /**
             * Format: double
             * @description Area / that of the smallest circle around it, 1 for a disc.
             */
            reock: number;
            /** Format: double */
            residents?: number | null;
        };
        /** @description A grid with its figures and where it came from. */
        PlanGridRow: components["schemas"]["PlanGrid"] & {
            /** @description Codes of the grids it came from, that with the largest part of its area first. */
            origins: string[];
        };
        /** @description The grids of a plan. */
        PlanGrids: {
            items: components["schemas"]["PlanGridRow"][];
            /** Format: int64 */
            revision: number;
            /** @description The window that complaints are counted in. */
            window: components["schemas"]["Window"];
        };
        /** @description The plan in force of a layer. */
        PlanInForce: {
            name: string;
            /**
             * @description First day.
             * @example 2025-01-01
             */
            starts?: string | null;
            /**
             * Format: int32
             * @description Number of its current version.
             */
            version: number;
        };
        /** @description Plans in the order in which they were made. */
        PlanList: {
            items: components["schemas"]["Plan"][];
        };
        /** @description What of a plan is to be another; what is left out stays. */
        PlanPatch: {
            name?: string | null;
            note?: string | null;
            target?: components["schemas"]["PlanTarget"] | null;
        };
        /**
         * @description Where a plan is in its life.
         * @enum {string}
         */
        PlanState: "draft" | "submitted" | "approved" | "in_force" | "replaced";
        /** @description Households a grid of a plan should have. */
        PlanTarget: {
            /** Format: double */
            max: number;
            /** Format: double */
            min: number;
        };
        /** @description The figures of a whole plan. */
        PlanTotals: {
            /** Format: double */
            area_m2: number;
            /** Format: int64 */
            buildings: number;
            grids: number;
            /** Format: double */
            households: number;
            /**
             * Format: double
             * @description Standard deviation of the households per grid.
             */
            households_sd?: number | null;
            /**
             * Format: double
             * @description Grids whose households lie in the target, as a part of those whose households are known, 0 to 1.
             */
            in_range_share?: number | null;
            over: number;
            /**
             * Format: double
             * @description Means over the grids.
             */
            polsby_popper?: number | null;
            /** Format: double */
            reock?: number | null;
            /** Format: double */
            residents: number;
            /**
             * Format: int64
             * @description Buildings and households in no grid.
             */
            unassigned_buildings: number;
            /** Format: double */
            unassigned_households: number;
            under: number;
        };
        /** @description The body of every problem (RFC 9457). */
        Problem: Record<string, never> & {
            /** @description What exactly is wrong with this request. */
            detail: string;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            title: string;
            /** @description Address of the problem's explanation. */
            type: string;
        };
        /** @description A proposal without its report. */
        Proposal: {
            /** @description Who asked for it. */
            actor: string;
            /** @description Areas that were asked about; none: all communities. */
            areas: string[];
            /** @description Communities that it is about, and those of them that are shared out so far. */
            communities: number;
            done: number;
            /** @description What went wrong, where it failed. */
            error?: string | null;
            /** Format: int64 */
            id: number;
            /** Format: double */
            max: number;
            /** Format: double */
            min: number;
            rebalance: boolean;
            /**
             * Format: double
             * @description How long it took.
             */
            seconds?: number | null;
            /** Format: int64 */
            seed: number;
            state: components["schemas"]["ProposalState"];
            /** Format: double */
            target: number;
        };
        /** @description Grids with households in [from, to). */
        ProposalBin: {
            /** Format: int64 */
            from: number;
            grids: number;
            /** Format: int64 */
            to: number;
        };
        /** @description The grids of one community. */
        ProposalCommunity: {
            after: components["schemas"]["GridFigures"];
            /** @description Of the plan in force. */
            before: components["schemas"]["GridFigures"];
            code: string;
            /** Format: double */
            households: number;
            name: string;
        };
        /** @description A proposal with its report, once it is done. */
        ProposalDetail: components["schemas"]["Proposal"] & {
            report?: components["schemas"]["ProposalReport"] | null;
        };
        /** @description A grid that cannot be in range. */
        ProposalInfeasible: {
            code: string;
            community?: string | null;
            /** Format: double */
            households: number;
            reason: string;
        };
        /** @description Proposals that are kept. */
        ProposalList: {
            items: components["schemas"]["Proposal"][];
        };
        ProposalOutside: {
            /** Format: int64 */
            buildings: number;
            /** Format: double */
            households: number;
            /** Format: double */
            residents: number;
        };
        /** @description All of a proposal. */
        ProposalReport: {
            /** Format: double */
            along_share?: number | null;
            /** @description Of the plan in force, for the same communities. */
            before: components["schemas"]["GridFigures"];
            /** Format: int64 */
            buildings: number;
            by_community: components["schemas"]["ProposalCommunity"][];
            communities: number;
            /**
             * Format: int64
             * @description Located complaints of the window that the grids would have had, and the window: the last year.
             */
            complaints: number;
            complaints_window: components["schemas"]["Window"];
            /** @description Grids that can be in range, those of them that are, and these as a part of those. */
            feasible: number;
            grids: number;
            /** @description Grids by households, in steps of 20. */
            histogram: components["schemas"]["ProposalBin"][];
            /** Format: double */
            households: number;
            in_range: number;
            /** Format: double */
            in_range_share?: number | null;
            infeasible: components["schemas"]["ProposalInfeasible"][];
            /**
             * Format: double
             * @description Length of boundaries within communities, metres, and the part of it along roads, water and compounds.
             */
            inner_boundary_m: number;
            /**
             * Format: double
             * @description Households that are in another grid than in the plan in force, and grids of it that stay as they are.
             */
            moved_households: number;
            /** @description In none of the grids. */
            outside: components["schemas"]["ProposalOutside"];
            /**
             * Format: double
             * @description Mean over the grids.
             */
            polsby_popper?: number | null;
            /** Format: double */
            residents: number;
            /** @description Buildings that were cut into their units, as far as these are in different grids. */
            split: components["schemas"]["ProposalSplitBuilding"][];
            unchanged: number;
        };
        /** @description A building in several grids. */
        ProposalSplitBuilding: {
            /** @description Codes of the grids. */
            grids: string[];
            /** Format: double */
            households: number;
            id: string;
            /**
             * Format: int32
             * @description Units (单元).
             */
            units: number;
        };
        /** @enum {string} */
        ProposalState: "running" | "done" | "cancelled" | "failed";
        /** @description What a proposal is judged by, as weights against each other, all from 0 on. What is left out has its usual weight. */
        ProposalWeights: {
            /**
             * Format: double
             * @description Weight of the square of a grid's deviation from the target.
             * @default 4
             */
            balance: number;
            /**
             * Format: double
             * @description Weight of what a grid's Polsby–Popper measure lacks to 1.
             * @default 1
             */
            compactness: number;
            /**
             * Format: double
             * @description Weight of boundaries that run between buildings of one compound or block, per side of a square grid.
             * @default 2
             */
            roads: number;
            /**
             * Format: double
             * @description Weight of the square of the deviation of a grid's complaints of the last year from the average of its community.
             * @default 0.25
             */
            workload: number;
        };
        /** @description One proposed grid. */
        ProposedGrid: {
            /** Format: int64 */
            buildings: number;
            code: string;
            /** @description Code of its community. */
            community?: string | null;
            /**
             * Format: int64
             * @description Located complaints of the last year that would have been its own.
             */
            complaints: number;
            feasible: boolean;
            /** Format: double */
            households: number;
            /** Format: double */
            polsby_popper: number;
            /** Format: double */
            residents: number;
            /** @description Whether it is a grid in force, unchanged. */
            unchanged: boolean;
        };
        /** @description When a plan comes into force. */
        PublicationBody: {
            note?: string | null;
            /**
             * @description Its first day. Today or before: at once.
             * @example 2026-12-01
             */
            starts: string;
        };
        /**
         * @description How a grid's households lie to the range.
         * @enum {string}
         */
        RangeClass: "under" | "in" | "over";
        /** @description One category. */
        RankedCategory: {
            /**
             * Format: int64
             * @description In the window of the same length before.
             */
            before: number;
            /** @example 噪声扰民 */
            category?: string | null;
            /**
             * Format: double
             * @description Count ÷ count before − 1; `null` where there was nothing before.
             */
            change?: number | null;
            /**
             * Format: double
             * @description `null` where there was nothing before: it has no upper end.
             */
            change_high?: number | null;
            /**
             * Format: double
             * @description The change's 95 % interval (Wilson, of the later share of both counts).
             */
            change_low?: number | null;
            /** Format: int64 */
            count: number;
            /**
             * Format: double
             * @description How evenly the complaints lie on those units (Pielou): 0 in one alone, 1 in all alike. `null` with fewer than two units.
             */
            evenness?: number | null;
            /**
             * Format: double
             * @description What it has in the whole city; of the city itself, what it had in the window before. `null` where there is nothing to compare with.
             */
            expected_share?: number | null;
            /**
             * Format: double
             * @description Share ÷ expected share.
             */
            ratio?: number | null;
            /**
             * Format: double
             * @description Their share of the category's complaints; `null` where it has none in the window.
             */
            repeat_share?: number | null;
            /**
             * Format: int64
             * @description Complaints that are in an alert of one caller or of many callers, as `repeat-callers` and `repeat-subjects` are unless told otherwise.
             */
            repeats: number;
            /**
             * Format: double
             * @description Of all complaints of the area, 0 to 1.
             */
            share: number;
            /**
             * Format: double
             * @description Their share of all units of the area, 0 to 1.
             */
            spread: number;
            /** @description `null` where major ones are ranked. */
            subcategory?: string | null;
            /**
             * Format: int64
             * @description Units of the area that have one.
             */
            units: number;
        };
        /** @description A change of a rate with its 95 % confidence interval. */
        RateChange: {
            /**
             * Format: double
             * @description Rate now ÷ rate before − 1; `null` where there was nothing before.
             */
            change?: number | null;
            /**
             * Format: double
             * @description `null` where there was nothing before: it has no upper end.
             */
            high?: number | null;
            /** Format: double */
            low: number;
        };
        /** @description An area mentioned. */
        Ref: {
            code: string;
            name: string;
        };
        /** @description Why a plan moves on. */
        Remark: {
            /** @description Kept with the plan in place of the note before. */
            note?: string | null;
        };
        /** @description One alert. */
        RepeatItem: {
            /** @description Of the building there. */
            address?: string | null;
            /** @description Id of its first complaint, which stays as it grows. */
            alert: string;
            /**
             * Format: int64
             * @description How many different callers there are, none of whom is told.
             */
            callers: number;
            /** @description Where they have it in common. */
            category?: string | null;
            /** @description Ids of all, the oldest first. */
            complaints: string[];
            /** Format: int64 */
            count: number;
            /** @example 2025-12-01T08:00:00 */
            first: string;
            /** @example 2025-12-30T18:00:00 */
            last: string;
            /** @description The place of one amid them in time: longitude, latitude. */
            point?: number[] | null;
            subcategory?: string | null;
            /**
             * Format: int64
             * @description How many different minor categories.
             */
            topics: number;
        };
        /** @description Complaints that belong together. */
        Repeats: {
            /** @description In the order of their first complaints. */
            items: components["schemas"]["RepeatItem"][];
            /** @description What whoever reads this should know: complaints without caller. */
            notes: string[];
            window: components["schemas"]["Window"];
        };
        /** @description What was found, the best fit first. */
        Results: {
            items: components["schemas"]["SearchHit"][];
        };
        /** @description The legend of the heat map. */
        Scale: {
            /** Format: double */
            bandwidth_m: number;
            /**
             * Format: int64
             * @description Complaints in the window that pass the filter.
             */
            complaints: number;
            kernel: string;
            /**
             * Format: int64
             * @description Those of them that have a place: the others, of which at most the area is known, are in no density.
             */
            located: number;
            /**
             * Format: double
             * @description The density at the top of the scale: the largest anywhere on the map, unless the request says another.
             */
            max: number;
            palette: string;
            /** @description All palettes. */
            palettes: string[];
            /** @description `km2` or `household`. */
            per: string;
            /** @description From nothing to `max`. */
            stops: components["schemas"]["Stop"][];
            unit: string;
            window: components["schemas"]["Window"];
        };
        SearchHit: {
            /** @description West, south, east, north, degrees. */
            bounds?: number[] | null;
            /** @description Code of an area, id of anything else. */
            code: string;
            /** @description The area above, or the address. */
            context?: string | null;
            kind: components["schemas"]["FoundKind"];
            name: string;
            /** @description Longitude, latitude. */
            point?: number[] | null;
        };
        /** @description Complaints per step of a window. */
        Series: {
            items: components["schemas"]["SeriesItem"][];
            step: components["schemas"]["Step"];
        };
        /** @description Complaints of one step. */
        SeriesItem: {
            /** Format: int64 */
            count: number;
            /**
             * @description Where the step begins; the first may begin before the window, whose complaints alone count.
             * @example 2025-12-31T00:00:00
             */
            from: string;
        };
        /**
         * @description The step of a series.
         * @enum {string}
         */
        Step: "hour" | "day" | "week" | "month";
        Stop: {
            /** @description `#rrggbbaa` */
            color: string;
            /** Format: double */
            value: number;
        };
        /** @description A draft to be made of a proposal. */
        Taking: {
            /**
             * @description Codes of the communities whose grids are taken over; left out: all that the proposal is about. The others keep their grids in
             *     force.
             */
            communities?: string[] | null;
            /** @example Autumn 2026 */
            name: string;
            note?: string | null;
        };
        /** @enum {string} */
        TileKind: "vector" | "raster";
        /** @description A grid before and after an edit, with the complaints of the default window. */
        TouchedGrid: {
            after?: components["schemas"]["PlanGrid"] | null;
            before?: components["schemas"]["PlanGrid"] | null;
            code: string;
        };
        /** @description One category, or all. */
        TrendItem: {
            /**
             * Format: int64
             * @description In the window of the same length before.
             */
            before: number;
            /** @description `null` for all together. */
            category?: string | null;
            change?: components["schemas"]["RateChange"] | null;
            /** Format: int64 */
            count: number;
            /** Format: double */
            p?: number | null;
            /**
             * Format: double
             * @description Mann-Kendall's S, its standard score and two-sided p; `null` where all steps are alike or there are fewer than two.
             */
            s?: number | null;
            /**
             * Format: double
             * @description Sen's slope, per step.
             */
            slope?: number | null;
            /**
             * Format: int64
             * @description In the same days a year before; `null` where the city does not go back so far.
             */
            year_before?: number | null;
            year_change?: components["schemas"]["RateChange"] | null;
            /** Format: double */
            z?: number | null;
        };
        /** @description How complaints go: all of them first, then by major category. */
        Trends: {
            items: components["schemas"]["TrendItem"][];
            /** @description What whoever reads this should know: how far back the city goes. */
            notes: string[];
            step: components["schemas"]["Step"];
            window: components["schemas"]["Window"];
        };
        /** @description A span of local time, [from, to), never empty. */
        Window: {
            /**
             * @description First moment of the window.
             * @example 2025-12-01T00:00:00
             */
            from: string;
            /**
             * @description First moment after it.
             * @example 2025-12-31T00:00:00
             */
            to: string;
        };
        /** Format: int64 */
        i64: number;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
            };
            header?: never;
            path: {
                /** @description `city`, `districts`, `streets`, `communities` or `grids` */
                level: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The areas, in the order in which they were imported */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AreaList"];
                };
            };
            /** @description A parameter is not valid */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fact_sheet: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
            };
            header?: never;
            path: {
                /** @description `city`, `districts`, `streets`, `communities` or `grids` */
                level: string;
                /** @description Code of the area */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The area */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactSheet"];
                };
            };
            /** @description A parameter is not valid, or there is no such area */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bulletin: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                lang?: "zh" | "en";
            };
            header?: never;
            path: {
                /** @description `city`, `districts`, `streets`, `communities` or `grids` */
                level: string;
                /** @description Code of the area */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bulletin */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bulletin"];
                    "text/html": string;
                };
            };
            /** @description A parameter is not valid, or there is no such area */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    basemap: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The basemap */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Basemap"];
                };
            };
        };
    };
    archive: {
        parameters: {
            query?: {
                /** @description As in the address that `/api/v1/basemap` gives: with it the archive may be kept for good */
                v?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.pmtiles": unknown;
                };
            };
            /** @description The bytes asked for */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.pmtiles": unknown;
                };
            };
            /** @description `v` is no version */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No archive is configured */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Bytes that are not there */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    building: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the building */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The building */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Building"];
                };
            };
            /** @description There is no such building */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    categories: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description Level of the area: `city`, `districts`, `streets`, `communities` or `grids`. Left out: the whole city. */
                level?: string;
                /** @description Code of the area. */
                code?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All categories, those without complaints in the window included */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Categories"];
                };
            };
            /** @description A parameter is not valid */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cells: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description H3 resolution, 0 to 12; 9 (about 0.1 km²) unless said. */
                resolution?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cells */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cells"];
                };
            };
            /** @description A parameter is not valid, or there are too many cells */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    city: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The city */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["City"];
                };
            };
            /** @description Still reading the store */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    complaints: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description Level of the area: `city`, `districts`, `streets`, `communities` or `grids`. Left out: the whole city. */
                level?: string;
                /** @description Code of the area. */
                code?: string;
                /**
                 * @description West, south, east, north in degrees.
                 * @example 117.2,31.7,117.4,31.9
                 */
                bbox?: string;
                /** @description How many, at most 1,000; 50 unless said. */
                limit?: number;
                /** @description `next` of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of complaints */
            200: {
                headers: {
                    /** @description The page that follows, as `next` */
                    link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page"];
                    "application/geo+json": components["schemas"]["FeatureCollection_Complaint"];
                    "text/csv": string;
                };
            };
            /** @description Neither JSON nor GeoJSON nor CSV is wanted */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A parameter is not valid */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    crosswalk: {
        parameters: {
            query: {
                /**
                 * @description Id of the layer whose grids are divided.
                 * @example duty
                 */
                from: string;
                /**
                 * @description Id of the layer that they are divided among.
                 * @example cells
                 */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pairs, in the order of the first layer's grids */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Crosswalk"];
                    "text/csv": string;
                };
            };
            /** @description There is no such layer */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A parameter is not valid */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    heat_raster: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /**
                 * @description `gaussian` (unless said otherwise) or `quartic`.
                 * @example gaussian
                 */
                kernel?: string;
                /** @description σ of the Gaussian, radius of the quartic kernel, in metres; 300 unless said. */
                bandwidth?: number;
                /**
                 * @description `km2` (unless said otherwise): complaints per km². `household`: complaints per 1,000 households, smoothed alike; no value
                 *     where fewer than 50 households per km² live.
                 * @example km2
                 */
                per?: string;
                /**
                 * @description West, south, east, north in degrees; the whole city unless said.
                 * @example 117.2,31.7,117.4,31.9
                 */
                bbox?: string;
                /** @description The most pixels on each side, at most 4,096; 1,024 unless said. */
                width?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The raster */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/tiff": number[];
                };
            };
            /** @description A parameter is not valid */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scale: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /**
                 * @description `gaussian` (unless said otherwise) or `quartic`.
                 * @example gaussian
                 */
                kernel?: string;
                /** @description σ of the Gaussian, radius of the quartic kernel, in metres; 300 unless said. */
                bandwidth?: number;
                /**
                 * @description `km2` (unless said otherwise): complaints per km². `household`: complaints per 1,000 households, smoothed alike; no value
                 *     where fewer than 50 households per km² live.
                 * @example km2
                 */
                per?: string;
                /**
                 * @description `inferno` (unless said otherwise), `magma`, `plasma`, `viridis`, `cividis`, `turbo` or `heat`.
                 * @example inferno
                 */
                palette?: string;
                /**
                 * @description The value at the top of the scale, for maps of several windows in the same colours; the largest anywhere on the map unless
                 *     said.
                 * @example 200
                 */
                max?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The legend */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scale"];
                };
            };
            /** @description A parameter is not valid */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    value: {
        parameters: {
            query: {
                /**
                 * @description Longitude, degrees WGS 84.
                 * @example 117.3
                 */
                lon: number;
                /**
                 * @description Latitude, degrees WGS 84.
                 * @example 31.8
                 */
                lat: number;
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /**
                 * @description `gaussian` (unless said otherwise) or `quartic`.
                 * @example gaussian
                 */
                kernel?: string;
                /** @description σ of the Gaussian, radius of the quartic kernel, in metres; 300 unless said. */
                bandwidth?: number;
                /**
                 * @description `km2` (unless said otherwise): complaints per km². `household`: complaints per 1,000 households, smoothed alike; no value
                 *     where fewer than 50 households per km² live.
                 * @example km2
                 */
                per?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The density there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HeatValue"];
                };
            };
            /** @description A parameter is not valid */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ranked_categories: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description Level of the area: `city`, `districts`, `streets`, `communities` or `grids`. Left out: the whole city. */
                level?: string;
                /** @description Code of the area. */
                code?: string;
                /** @description Rank major categories (大类) instead of minor ones (小类). */
                major?: boolean;
                /** @description What they are ranked by, the greatest first; `volume` unless said. */
                by?: "volume" | "growth" | "spread" | "repeats" | "ratio";
                /**
                 * @description What spread is measured in: `grids`, `communities`, `streets`, `districts`, `h3:` and a resolution, or `square:` and metres; `h3:9`
                 *     unless said.
                 * @example grids
                 */
                units?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The categories, the greatest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryRanking"];
                    "text/csv": string;
                };
            };
            /** @description There is no such area */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Neither JSON nor CSV is wanted */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A parameter is not valid, or there are too many units */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dbscan: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description Metres within which complaints are neighbours; 100 unless said. */
                eps?: number;
                /** @description Neighbours that make a complaint the core of a cluster, itself included; 10 unless said. */
                min_points?: number;
                /**
                 * @description Hours within which they must be neighbours too. Left out: time does not matter.
                 * @example 72
                 */
                hours?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clusters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clusters"];
                };
            };
            /** @description A parameter is not valid, or there are too many clusters */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    emerging: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /**
                 * @description What complaints are counted in: `grids` (unless said otherwise), `communities`, `streets`, `districts`, `h3:` and a resolution,
                 *     or `square:` and metres.
                 * @example h3:9
                 */
                units?: string;
                /**
                 * @description Who is whose neighbour: `queen` (unless said otherwise), `rook`, `band:` and metres, `knn:` and a number, or for H3 cells `ring:` and
                 *     a number.
                 * @example queen
                 */
                weights?: string;
                /** @description The steps of time, weeks unless said; only those that lie wholly in the window count, and there must be ten. */
                step?: "hour" | "day" | "week" | "month";
                /** @description So many steps before a step count among its neighbours; 1 unless said. */
                time_neighbours?: number;
                /** @description The share of false ones accepted among hot and cold bins, and the level of the trend; 0.05 unless said. */
                alpha?: number;
                /**
                 * @description Tell this unit alone; what is significant is still found among all.
                 * @example 340111001001007
                 */
                unit?: string;
                /** @description Tell `counts` and `z` of every step, unless this is `false`: without them the answer is much shorter. */
                series?: boolean;
                /** @description With `units=grids`: the plan whose grids are looked at, a draft say; left out: those in force. */
                plan?: components["schemas"]["i64"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every unit, whether it has complaints or not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmergingHotspots"];
                };
            };
            /** @description There is no such unit, or no such plan */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A parameter is not valid, or there are too many units or too few steps */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    geary: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /**
                 * @description What complaints are counted in: `grids` (unless said otherwise), `communities`, `streets`, `districts`, `h3:` and a resolution,
                 *     or `square:` and metres.
                 * @example h3:9
                 */
                units?: string;
                /**
                 * @description Who is whose neighbour: `queen` (unless said otherwise), `rook`, `band:` and metres, `knn:` and a number, or for H3 cells `ring:` and
                 *     a number.
                 * @example queen
                 */
                weights?: string;
                /** @description Let the neighbours of a unit weigh 1 together instead of 1 each. */
                row_standardised?: boolean;
                /** @description Compare complaints per household or resident, smoothed where few live, instead of counts. */
                per?: "household" | "resident";
                /** @description Take p from so many permutations of the values among all units instead of the normal distribution. */
                permutations?: number;
                /** @description Seed of the permutations. */
                seed?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statistic of all units together */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Autocorrelation"];
                };
            };
            /** @description A parameter is not valid, or there are too many units */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gi: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /**
                 * @description What complaints are counted in: `grids` (unless said otherwise), `communities`, `streets`, `districts`, `h3:` and a resolution,
                 *     or `square:` and metres.
                 * @example h3:9
                 */
                units?: string;
                /**
                 * @description Who is whose neighbour: `queen` (unless said otherwise), `rook`, `band:` and metres, `knn:` and a number, or for H3 cells `ring:` and
                 *     a number.
                 * @example queen
                 */
                weights?: string;
                /** @description Let the neighbours of a unit weigh 1 together instead of 1 each. */
                row_standardised?: boolean;
                /** @description Compare complaints per household or resident, smoothed where few live, instead of counts. */
                per?: "household" | "resident";
                /** @description Take p from so many conditional permutations instead of the normal distribution. */
                permutations?: number;
                /** @description Seed of the permutations. */
                seed?: number;
                /** @description The share of false ones accepted among those called significant; 0.05 unless said. */
                alpha?: number;
                /** @description With `units=grids`: the plan whose grids are looked at, a draft say; left out: those in force. */
                plan?: components["schemas"]["i64"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every unit, whether it has complaints or not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hotspots"];
                };
            };
            /** @description A parameter is not valid, or there are too many units */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gi_star: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /**
                 * @description What complaints are counted in: `grids` (unless said otherwise), `communities`, `streets`, `districts`, `h3:` and a resolution,
                 *     or `square:` and metres.
                 * @example h3:9
                 */
                units?: string;
                /**
                 * @description Who is whose neighbour: `queen` (unless said otherwise), `rook`, `band:` and metres, `knn:` and a number, or for H3 cells `ring:` and
                 *     a number.
                 * @example queen
                 */
                weights?: string;
                /** @description Let the neighbours of a unit weigh 1 together instead of 1 each. */
                row_standardised?: boolean;
                /** @description Compare complaints per household or resident, smoothed where few live, instead of counts. */
                per?: "household" | "resident";
                /** @description Take p from so many conditional permutations instead of the normal distribution. */
                permutations?: number;
                /** @description Seed of the permutations. */
                seed?: number;
                /** @description The share of false ones accepted among those called significant; 0.05 unless said. */
                alpha?: number;
                /** @description With `units=grids`: the plan whose grids are looked at, a draft say; left out: those in force. */
                plan?: components["schemas"]["i64"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every unit, whether it has complaints or not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hotspots"];
                };
            };
            /** @description A parameter is not valid, or there are too many units */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    hdbscan: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description The fewest complaints of a cluster; 20 unless said. */
                min_cluster_size?: number;
                /** @description The distance to this neighbour, a complaint itself being the first, says how dense it is around it; as `min_cluster_size` unless said. */
                min_points?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clusters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clusters"];
                };
            };
            /** @description A parameter is not valid, or there are too many clusters */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    local_moran: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /**
                 * @description What complaints are counted in: `grids` (unless said otherwise), `communities`, `streets`, `districts`, `h3:` and a resolution,
                 *     or `square:` and metres.
                 * @example h3:9
                 */
                units?: string;
                /**
                 * @description Who is whose neighbour: `queen` (unless said otherwise), `rook`, `band:` and metres, `knn:` and a number, or for H3 cells `ring:` and
                 *     a number.
                 * @example queen
                 */
                weights?: string;
                /** @description Let the neighbours of a unit weigh 1 together instead of 1 each. */
                row_standardised?: boolean;
                /** @description Compare complaints per household or resident, smoothed where few live, instead of counts. */
                per?: "household" | "resident";
                /** @description Take p from so many conditional permutations instead of the normal distribution. */
                permutations?: number;
                /** @description Seed of the permutations. */
                seed?: number;
                /** @description The share of false ones accepted among those called significant; 0.05 unless said. */
                alpha?: number;
                /** @description With `units=grids`: the plan whose grids are looked at, a draft say; left out: those in force. */
                plan?: components["schemas"]["i64"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every unit, whether it has complaints or not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hotspots"];
                };
            };
            /** @description A parameter is not valid, or there are too many units */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    moran: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /**
                 * @description What complaints are counted in: `grids` (unless said otherwise), `communities`, `streets`, `districts`, `h3:` and a resolution,
                 *     or `square:` and metres.
                 * @example h3:9
                 */
                units?: string;
                /**
                 * @description Who is whose neighbour: `queen` (unless said otherwise), `rook`, `band:` and metres, `knn:` and a number, or for H3 cells `ring:` and
                 *     a number.
                 * @example queen
                 */
                weights?: string;
                /** @description Let the neighbours of a unit weigh 1 together instead of 1 each. */
                row_standardised?: boolean;
                /** @description Compare complaints per household or resident, smoothed where few live, instead of counts. */
                per?: "household" | "resident";
                /** @description Take p from so many permutations of the values among all units instead of the normal distribution. */
                permutations?: number;
                /** @description Seed of the permutations. */
                seed?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statistic of all units together */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Autocorrelation"];
                };
            };
            /** @description A parameter is not valid, or there are too many units */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    callers: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description Complaints that make an alert; 3 unless said. */
                least?: number;
                /** @description Days within which they come; 30 unless said. */
                days?: number;
                /** @description What they have in common besides the caller; `category` unless said. */
                topic?: "any" | "category" | "subcategory";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alerts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repeats"];
                };
            };
            /** @description A parameter is not valid, or there are too many alerts */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    places: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description Different minor categories that make an alert; 8 unless said. */
                least?: number;
                /** @description Metres within which the complaints lie from one of them; 30 unless said. */
                metres?: number;
                /** @description Days within which they come, before or after that one; 7 unless said. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alerts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repeats"];
                };
            };
            /** @description A parameter is not valid, or there are too many alerts */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    subjects: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description Different callers that make an alert; 5 unless said. */
                least?: number;
                /** @description Metres within which their complaints lie from one of them; 50 unless said. */
                metres?: number;
                /** @description Days within which they come, before or after that one; 7 unless said. */
                days?: number;
                /** @description What they have in common; `subcategory` unless said. */
                topic?: "any" | "category" | "subcategory";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alerts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repeats"];
                };
            };
            /** @description A parameter is not valid, or there are too many alerts */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    texts: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description Complaints that make an alert; 2 unless said. */
                least?: number;
                /** @description The share of trigrams of either text that are in both; 0.6 unless said. */
                similarity?: number;
                /** @description Metres that they lie from each other; 100 unless said. */
                metres?: number;
                /** @description Days between them; 30 unless said. */
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The alerts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Repeats"];
                };
            };
            /** @description A parameter is not valid, or there are too many alerts */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scan: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /**
                 * @description What complaints are counted in: `grids` (unless said otherwise), `communities`, `streets`, `districts`, `h3:` and a resolution,
                 *     or `square:` and metres.
                 * @example h3:9
                 */
                units?: string;
                /** @description What is expected without a cluster; `permutation` unless said. */
                expected?: "permutation" | "household" | "resident" | "before";
                /** @description Look at every span of time, not only at those that last until the end of the window. */
                retrospective?: boolean;
                /** @description The steps of time, days unless said; only those that lie wholly in the window count. */
                step?: "hour" | "day" | "week" | "month";
                /** @description The greatest share of what is expected that a circle may hold; 0.5 unless said. */
                max_share?: number;
                /** @description The greatest radius of a circle in metres. Left out: as `max_share` lets it be. */
                max_radius?: number;
                /** @description The greatest share of the window that a cluster may last; 0.5 unless said. */
                max_time?: number;
                /** @description Repetitions for p; 999 unless said. */
                permutations?: number;
                /** @description Their seed. */
                seed?: number;
                /** @description A cluster is significant where p is at most this; 0.05 unless said. */
                alpha?: number;
                /** @description The most clusters told; 10 unless said. */
                top?: number;
                /** @description With `units=grids`: the plan whose grids are looked at, a draft say; left out: those in force. */
                plan?: components["schemas"]["i64"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clusters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cylinders"];
                };
            };
            /** @description A parameter is not valid, or there are too many units */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trend: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description The steps whose counts are tested for a trend, days unless said; only those that lie wholly in the window. */
                step?: "hour" | "day" | "week" | "month";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All complaints, then each major category */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trends"];
                };
            };
            /** @description A parameter is not valid, or there are too many steps */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    layers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The layers, the default one first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GridLayers"];
                };
            };
            /** @description Still reading the store */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    locate: {
        parameters: {
            query?: {
                /**
                 * @description Longitude, degrees WGS 84; with `lat`.
                 * @example 117.3
                 */
                lon?: number;
                /**
                 * @description Latitude, degrees WGS 84; with `lon`.
                 * @example 31.8
                 */
                lat?: number;
                /**
                 * @description An address, or the name, id or code of a building, compound or grid; instead of `lon` and `lat`.
                 * @example 滨湖花园3幢2单元501室
                 */
                address?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is there; all null where nothing is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Location"];
                };
            };
            /** @description Nothing has this address */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A parameter is not valid */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    plans: {
        parameters: {
            query?: {
                /** @description Id of a grid layer; left out: plans of all layers. */
                layer?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plans */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanList"];
                };
            };
            /** @description A parameter is not valid, or there is no such layer */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    branch: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks, percent-encoded */
                "X-Actor"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPlan"];
            };
        };
        responses: {
            /** @description The draft; its address in `Location`, its revision in `ETag` */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDetail"];
                };
            };
            /** @description The body is not valid, or there is nothing to branch from */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    plan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The plan; its revision in `ETag` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDetail"];
                };
            };
            /** @description There is no such plan */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the plan */
                "If-Match"?: string | null;
            };
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description It is no draft, or has changed meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description If-Match is not valid, or there is no such plan */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    update: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the plan */
                "If-Match": string;
                /** @description Who asks, percent-encoded */
                "X-Actor"?: string | null;
            };
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanPatch"];
            };
        };
        responses: {
            /** @description The plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDetail"];
                };
            };
            /** @description It has changed meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not valid, or there is no such plan */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the plan */
                "If-Match"?: string | null;
                /** @description Who asks, percent-encoded */
                "X-Actor"?: string | null;
            };
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Remark"];
            };
        };
        responses: {
            /** @description The plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDetail"];
                };
            };
            /** @description Its state does not allow it, or it has changed meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body or If-Match is not valid, or there is no such plan */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    arcs: {
        parameters: {
            query: {
                /**
                 * @description Codes of the grids, separated by commas.
                 * @example G1,G2
                 */
                codes: string;
            };
            header?: never;
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The boundaries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Arcs"];
                };
            };
            /** @description A parameter is not valid, or there is no such plan or grid */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compare: {
        parameters: {
            query: {
                /** @description The plan it is compared with, as the one before. */
                with: components["schemas"]["i64"];
                lang?: "zh" | "en";
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
            };
            header?: never;
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The comparison */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                    "text/csv": string;
                    "text/html": string;
                };
            };
            /** @description A parameter is not valid, or there is no such plan */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    log: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditLog"];
                };
            };
            /** @description There is no such plan */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    edit: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the plan; needed unless `dry_run` */
                "If-Match"?: string | null;
                /** @description Who asks, percent-encoded */
                "X-Actor"?: string | null;
            };
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditBody"];
            };
        };
        responses: {
            /** @description What changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditAnswer"];
                };
            };
            /** @description The plan has changed meanwhile (`revision`, `edits`), or is no draft */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An operation is refused (`index`, `reason`, `place`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no If-Match */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not valid, or there is no such plan */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    findings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Findings"];
                };
            };
            /** @description There is no such plan */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    grids: {
        parameters: {
            query?: {
                /** @description Codes separated by commas; left out: all grids. */
                codes?: string;
                /**
                 * @description West, south, east, north in degrees.
                 * @example 117.2,31.7,117.4,31.9
                 */
                bbox?: string;
                /** @description Which complaints of the window count: `all`, as if the plan had always been in force, or `own`, those of the days it was. */
                complaints?: "all" | "own";
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
            };
            header?: never;
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The grids */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanGrids"];
                    "application/geo+json": components["schemas"]["FeatureCollection_PlanGridRow"];
                    "text/csv": string;
                };
            };
            /** @description A parameter is not valid, or there is no such plan */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lineage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pairs, in the order of the plan's codes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LineageList"];
                    "text/csv": string;
                };
            };
            /** @description There is no such plan or representation */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the plan */
                "If-Match"?: string | null;
                /** @description Who asks, percent-encoded */
                "X-Actor"?: string | null;
            };
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublicationBody"];
            };
        };
        responses: {
            /** @description The plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDetail"];
                };
            };
            /** @description It is not approved, or has changed meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The day does not follow the plan in force, or there is no such plan */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redo: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the plan */
                "If-Match": string;
                /** @description Who asks, percent-encoded */
                "X-Actor"?: string | null;
            };
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description What changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditAnswer"];
                };
            };
            /** @description There is nothing to do, the plan has changed meanwhile, or is no draft */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no If-Match */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body or If-Match is not valid, or there is no such plan */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reject: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the plan */
                "If-Match"?: string | null;
                /** @description Who asks, percent-encoded */
                "X-Actor"?: string | null;
            };
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Remark"];
            };
        };
        responses: {
            /** @description The plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDetail"];
                };
            };
            /** @description Its state does not allow it, or it has changed meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body or If-Match is not valid, or there is no such plan */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sheet: {
        parameters: {
            query?: {
                /** @description Code or name of a community; left out: all grids of the plan. */
                community?: string;
                lang?: "zh" | "en";
            };
            header?: never;
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sheet */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description A parameter is not valid, or there is no such plan or community */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submit: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the plan */
                "If-Match"?: string | null;
                /** @description Who asks, percent-encoded */
                "X-Actor"?: string | null;
            };
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Remark"];
            };
        };
        responses: {
            /** @description The plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDetail"];
                };
            };
            /** @description Its state does not allow it, or it has changed meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body or If-Match is not valid, or there is no such plan */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undo: {
        parameters: {
            query?: never;
            header: {
                /** @description ETag of the plan */
                "If-Match": string;
                /** @description Who asks, percent-encoded */
                "X-Actor"?: string | null;
            };
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Nothing"];
            };
        };
        responses: {
            /** @description What changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditAnswer"];
                };
            };
            /** @description There is nothing to do, the plan has changed meanwhile, or is no draft */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no If-Match */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body or If-Match is not valid, or there is no such plan */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETag of the plan */
                "If-Match"?: string | null;
                /** @description Who asks, percent-encoded */
                "X-Actor"?: string | null;
            };
            path: {
                /** @description The plan */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Remark"];
            };
        };
        responses: {
            /** @description The plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDetail"];
                };
            };
            /** @description Its state does not allow it, or it has changed meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body or If-Match is not valid, or there is no such plan */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    style: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description CSS */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/css": string;
                };
            };
        };
    };
    proposals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proposals, without their reports */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalList"];
                };
            };
        };
    };
    begin: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks, percent-encoded */
                "X-Actor"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProposal"];
            };
        };
        responses: {
            /** @description It is begun; its address, where its progress is, in `Location` */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalDetail"];
                };
            };
            /** @description As many as may be are under way */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not valid, or names no area */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The proposal */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proposal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalDetail"];
                };
            };
            /** @description There is no such proposal, or no longer */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The proposal */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such proposal, or no longer */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    take: {
        parameters: {
            query?: never;
            header?: {
                /** @description Who asks, percent-encoded */
                "X-Actor"?: string | null;
            };
            path: {
                /** @description The proposal */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Taking"];
            };
        };
        responses: {
            /** @description The draft; its address in `Location`, its revision in `ETag` */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanDetail"];
                };
            };
            /** @description It is not done */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is not valid, or there is no such proposal */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposal_grids: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The proposal */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The grids */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/geo+json": components["schemas"]["FeatureCollection_ProposedGrid"];
                    "text/csv": string;
                    "application/json": components["schemas"]["FeatureCollection_ProposedGrid"];
                };
            };
            /** @description It is not done */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such proposal, or no longer */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search: {
        parameters: {
            query: {
                /**
                 * @description Part of a name, a code or an address.
                 * @example 滨湖
                 */
                q: string;
                /** @description How many, at most 100; 20 unless said. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was found, the best fit first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Results"];
                };
            };
            /** @description A parameter is not valid */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    series: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description Level of the area: `city`, `districts`, `streets`, `communities` or `grids`. Left out: the whole city. */
                level?: string;
                /** @description Code of the area. */
                code?: string;
                /** @description Length of a step. */
                step?: "hour" | "day" | "week" | "month";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The steps that the window touches, in order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            /** @description A parameter is not valid */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Still reading the store */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus text format 0.0.4 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Still reading the store */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    heat_tile: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /**
                 * @description `gaussian` (unless said otherwise) or `quartic`.
                 * @example gaussian
                 */
                kernel?: string;
                /** @description σ of the Gaussian, radius of the quartic kernel, in metres; 300 unless said. */
                bandwidth?: number;
                /**
                 * @description `km2` (unless said otherwise): complaints per km². `household`: complaints per 1,000 households, smoothed alike; no value
                 *     where fewer than 50 households per km² live.
                 * @example km2
                 */
                per?: string;
                /**
                 * @description `inferno` (unless said otherwise), `magma`, `plasma`, `viridis`, `cividis`, `turbo` or `heat`.
                 * @example inferno
                 */
                palette?: string;
                /**
                 * @description The value at the top of the scale, for maps of several windows in the same colours; the largest anywhere on the map unless
                 *     said.
                 * @example 200
                 */
                max?: number;
                /**
                 * @description Pixels on one side of a tile: 256 (unless said otherwise) or 512.
                 * @example 256
                 */
                size?: number;
            };
            header?: never;
            path: {
                /** @description Zoom, 0 to 20 */
                z: number;
                /** @description Column from the west */
                x: number;
                /**
                 * @description Row from the north, with `.png` or `.tif`
                 * @example 0.png
                 */
                y: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tile, transparent where there is nothing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": number[];
                    "image/tiff": number[];
                };
            };
            /** @description A parameter is not valid, or there is no such tile */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tile_json: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of a layer with `.json`
                 * @example grids.json
                 */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description TileJSON 3.0.0 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description There is no such layer */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tile: {
        parameters: {
            query?: {
                /**
                 * @description First moment of the window, local time: `2025-12-01` or `2025-12-01T00:00:00`. Left out: 30 days before `to`.
                 * @example 2025-12-01
                 */
                from?: string;
                /**
                 * @description First moment after the window. Left out: the midnight that follows now.
                 * @example 2025-12-31
                 */
                to?: string;
                /** @description Major categories (大类) by name. */
                category?: string[];
                /** @description Minor categories (小类) by name. */
                subcategory?: string[];
                /** @description Channels by name. */
                channel?: string[];
                /** @description Statuses by name. */
                status?: string[];
                /** @description The city's `version`: a tile of the current one may be kept for good. */
                v?: number;
                /** @description For `grids`: the plan whose grids are drawn; left out: those in force. */
                plan?: components["schemas"]["i64"];
                /** @description The plan's revision: a tile of the current one may be kept for good. */
                revision?: number;
            };
            header?: never;
            path: {
                /** @description `city`, `districts`, `streets`, `communities`, `grids`, `compounds`, `buildings`, `complaints`, `h3`, `roads` or `water` */
                layer: string;
                /** @description Zoom, 0 to 20 */
                z: number;
                /** @description Column from the west */
                x: number;
                /**
                 * @description Row from the north, with `.mvt`
                 * @example 0.mvt
                 */
                y: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The tile */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.mapbox-vector-tile": number[];
                };
            };
            /** @description The tile is empty */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is not valid, or there is no such layer */
            "4XX": {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
