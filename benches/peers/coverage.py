"""Coverages checked, repaired and simplified: the engine beside GEOS (shapely) on the same polygons, in memory.

Usage: coverage.py COVERAGE FOLDER [FILE…]

COVERAGE is `target/release/coverage`. Beside 3,635 generated grids of 60 vertices, further files of polygons may be named, such as
New York's neighbourhoods. GEOS gets the coordinates in whole steps of 1e-7 degrees, as the engine has them. Runs take turns.
"""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import geopandas
import shapely

TURNS = 3
PER_DEGREE = 1e7
# In steps: 0.1 m, and the root of the area that a corner's triangle may have.
TOLERANCE, SIMPLIFY = 10, 1000


def main() -> None:
    coverage, folder, files = sys.argv[1], Path(sys.argv[2]) / "coverage", sys.argv[3:]
    folder.mkdir(parents=True, exist_ok=True)
    plan = folder / "grids.geojson"
    subprocess.run([coverage, "--plan", str(plan)], check=True, capture_output=True)
    for file in [str(plan), *files]:
        compare(coverage, file)


def compare(coverage: str, file: str) -> None:
    polygons = geopandas.read_file(file).geometry.to_numpy()
    steps = shapely.transform(polygons, lambda xy: (xy * PER_DEGREE).round())
    peers = {
        "check": {
            "coverage_is_valid": lambda: shapely.coverage_is_valid(steps),
            "coverage_invalid_edges": lambda: shapely.coverage_invalid_edges(steps),
        },
        "repair": {
            "coverage_clean": lambda: shapely.coverage_clean(steps, snapping_distance=TOLERANCE, gap_width=TOLERANCE)
        },
        "simplify": {"coverage_simplify": lambda: shapely.coverage_simplify(steps, SIMPLIFY)},
    }
    ours: dict[str, list[float]] = {}
    theirs: dict[tuple[str, str], list[float]] = {}
    for _ in range(TURNS):
        said = json.loads(subprocess.run([coverage, file], check=True, capture_output=True).stdout)
        for task in ["build", *peers]:
            ours.setdefault(task, []).append(said[f"{task}_s"])
        for task, tools in peers.items():
            for name, tool in tools.items():
                began = time.perf_counter()
                tool()
                theirs.setdefault((task, name), []).append(time.perf_counter() - began)
    print(f"\n{Path(file).name}: {said['polygons']} polygons, {said['vertices']} vertices, {said['issues']} issues")
    for task, seconds in ours.items():
        print(f"  onemap {task:26} {statistics.median(seconds):8.3f} s")
    for (task, name), seconds in theirs.items():
        took = statistics.median(seconds)
        print(f"  GEOS {name:28} {took:8.3f} s {took / statistics.median(ours[task]):7.1f} x {task}")


if __name__ == "__main__":
    main()
