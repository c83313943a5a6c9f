"""GEOS judges a proposal: each community covered exactly, grids in one piece, no building cut, totals that add up.

usage: proposals.py ONEMAP STORE.gpkg [ARGUMENTS OF `plan propose` ...]

Runs the program twice, on one thread and on all, and compares the bytes. Exits 1 where something is wrong."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

# A grid boundary that ends on a community's puts a vertex there, at most half a lattice step (about 0.5 cm) beside it.
STEP = 1e-7
# Share of a building's area in a second grid from which on it counts as cut.
CUT = 0.01
# A boundary so many metres beside a road, a bank or a wall is along it: half of what lies between two compounds.
BESIDE_M = 6.0


def propose(onemap: str, store: str, arguments: list[str], out: Path, threads: str | None) -> dict:
    env = os.environ | ({"RAYON_NUM_THREADS": threads} if threads else {})
    command = [onemap, "plan", "propose", "--store", store, "--out", str(out), "--json", *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return json.loads(done.stdout)


def main() -> int:
    onemap, store, *arguments = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "proposal.geojson"
        report = propose(onemap, store, arguments, out, None)
        alone = Path(folder) / "alone.geojson"
        propose(onemap, store, arguments, alone, "1")
        same = out.read_bytes() == alone.read_bytes()
        grids = gpd.read_file(out)
    communities = gpd.read_file(store, layer="communities").set_index("code")
    buildings = gpd.read_file(store, layer="buildings")
    failures = []

    def judge(name: str, value, fine: bool) -> None:
        print(f"{name}: {value}{'' if fine else '   WRONG'}")
        if not fine:
            failures.append(name)

    judge("same on one thread", same, same)
    shapes = grids.geometry.values
    judge("grids", len(grids), len(grids) == report["grids"] and grids.code.is_unique)
    judge("invalid", int((~shapely.is_valid(shapes)).sum()), shapely.is_valid(shapes).all())
    judge("coverage valid", bool(shapely.coverage_is_valid(shapes)), shapely.coverage_is_valid(shapes))
    pieces = shapely.get_num_geometries(shapes)
    whole = communities.geometry.map(shapely.get_num_geometries).max() == 1
    judge("grids in several pieces", int((pieces > 1).sum()), (pieces == 1).all() or not whole)

    worst = 0.0
    for code, of_one in grids.groupby("community"):
        community = communities.geometry[code]
        covered = shapely.union_all(of_one.geometry.values)
        off = shapely.symmetric_difference(covered, community)
        worst = max(worst, off.area / (community.length * STEP) if off.area > 0 else 0.0)
    judge("area off along communities, in steps", round(worst, 4), worst < 0.5)

    outlines = buildings[shapely.area(buildings.geometry.values) > 0]
    tree = shapely.STRtree(shapes)
    footprints = outlines.geometry.values
    building, grid = tree.query(footprints, predicate="intersects")
    area = shapely.area(shapely.intersection(footprints[building], shapes[grid]))
    share = area / shapely.area(footprints[building])
    held = share > CUT
    grids_of = np.bincount(building[held], minlength=len(outlines))
    homes = [set() for _ in range(len(outlines))]
    for b, g in zip(building[held], grid[held]):
        homes[b].add(grids.community.values[g])
    by_border = np.array([len(home) > 1 for home in homes])
    cut = (grids_of > 1) & ~by_border
    judge("buildings cut by a community's boundary", int(((grids_of > 1) & by_border).sum()), True)
    judge("buildings cut by a grid's", int(cut.sum()), not cut.any())

    households = buildings.households.fillna(0)
    total = grids.households.sum() + report["outside"]["households"]
    if "--community" not in arguments:
        judge("households", total, abs(total - households.sum()) < 1e-6)
        judge("buildings", int(grids.buildings.sum()) + report["outside"]["buildings"],
              grids.buildings.sum() + report["outside"]["buildings"] == len(buildings))

    low, high = 300, 400
    if "--range" in arguments:
        low, high = map(float, arguments[arguments.index("--range") + 1].split(".."))
    feasible = grids[grids.feasible]
    in_range = feasible.households.between(low, high)
    judge("infeasible grids", len(grids) - len(feasible), True)
    judge("share in range of feasible", round(in_range.mean(), 4), in_range.mean() >= 0.99)

    local = grids.estimate_utm_crs()
    metric = grids.to_crs(local)
    compactness = 4 * np.pi * metric.area / metric.length**2
    judge("mean Polsby-Popper", round(compactness.mean(), 4), abs(compactness.mean() - report["polsby_popper"]) < 1e-3)
    edges = shapely.difference(
        shapely.union_all(metric.boundary.values),
        shapely.buffer(shapely.union_all(communities.to_crs(local).boundary.values), 0.1),
    )
    lines = [gpd.read_file(store, layer="roads").to_crs(local).geometry.values]
    lines += [gpd.read_file(store, layer=layer).to_crs(local).boundary.values for layer in ("water", "compounds")]
    along = shapely.buffer(np.concatenate(lines), BESIDE_M)
    tree = shapely.STRtree(along)
    parts = shapely.get_parts(edges)
    off = sum(
        part.length if not len(near := tree.query(part)) else shapely.difference(part, shapely.union_all(along[near])).length
        for part in parts
    )
    judge("along roads, water, compounds", round(1 - off / edges.length, 4), True)
    print("the program's own share:", round(report["along_share"], 4), "seconds:", round(report["seconds"], 2))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
