"""What finds hotspots beside its peers: Gi* of H3 cells (esda), DBSCAN (Wang, Gu & Shun, PyPI dbscan), HDBSCAN (fast_hdbscan), and points
per H3 cell (h3ronpy and polars).

Usage: hotspots.py HOTSPOTS FOLDER

HOTSPOTS is `target/release/hotspots`. Statistics are timed on one core each; weights are made before the clock starts. All others may use
all cores on both sides. Runs take turns.
"""

import json
import os
import statistics
import subprocess
import sys
import time
import warnings
from pathlib import Path

import h3
import numpy
import polars
from dbscan import DBSCAN
from esda.getisord import G_Local
from fast_hdbscan import HDBSCAN
from h3ronpy.vector import coordinates_to_cells
from libpysal import weights

TURNS = 3
PER_DEGREE = 1e7
# Of the lattice, amid the points at 31.95° N.
METRES_PER_STEP = numpy.array([0.0094544385, 0.0110885935])
warnings.simplefilter("ignore")


def main() -> None:
    program, folder = sys.argv[1], Path(sys.argv[2])
    for rings in (34, 182):
        cells(program, rings)
    dbscan(program, folder / "dbscan.i32", 1_000_000)
    hdbscan(program, folder / "hdbscan.i32", 100_000)
    bins(program, folder / "bins.i32", 10_000_000)


def cells(program: str, rings: int) -> None:
    w, values = cells_and_values(rings)
    run = lambda permutations: G_Local(values, w, transform="B", star=None, permutations=permutations, keep_simulations=False, n_jobs=1, seed=1)
    for name, key, permutations in (("analytic", "analytic_s", 0), ("999 permutations", "permuted_s", 999)):
        compare(f"Gi* of {w.n} cells, {name}", lambda: ours(program, "cells", rings, threads=1)[key], "esda", lambda: timed(lambda: run(permutations)))


def dbscan(program: str, file: Path, count: int) -> None:
    mine = lambda: ours(program, "dbscan", file, count)["seconds"]
    mine()
    places = metres(file)
    compare(f"DBSCAN of {count} points", mine, "dbscan", lambda: timed(lambda: DBSCAN(places, eps=100.0, min_samples=20)))


def hdbscan(program: str, file: Path, count: int) -> None:
    mine = lambda: ours(program, "hdbscan", file, count)
    said = mine()
    places = metres(file)
    # Its core distance does not count the point itself, ours does.
    run = lambda: HDBSCAN(min_cluster_size=50, min_samples=9).fit(places)
    labels = run().labels_
    print(f"HDBSCAN finds {said['clusters']} clusters and {said['noise']} points of noise, fast_hdbscan {labels.max() + 1} and {(labels < 0).sum()}")
    compare(f"HDBSCAN of {count} points", lambda: mine()["seconds"], "fast_hdbscan", lambda: timed(run))


def bins(program: str, file: Path, count: int) -> None:
    mine = lambda: ours(program, "bin", file, count)
    said = mine()
    longitudes, latitudes = lattice(file) / PER_DEGREE
    run = lambda: polars.from_arrow(coordinates_to_cells(latitudes, longitudes, 9)).rename("cell").to_frame().group_by("cell").len()
    counted = run()
    assert (said["cells"], said["most"]) == (len(counted), counted["len"].max()), "both find the same"
    compare(f"{count} points per H3 cell", lambda: mine()["seconds"], "h3ronpy, polars", lambda: timed(run))


def ours(program: str, *args, threads: int = 0) -> dict:
    environment = os.environ | ({"RAYON_NUM_THREADS": str(threads)} if threads else {})
    return json.loads(subprocess.run([program, *map(str, args)], check=True, capture_output=True, env=environment).stdout)


def lattice(file: Path) -> numpy.ndarray:
    return numpy.fromfile(file, dtype="<i4").reshape(2, -1)


def metres(file: Path) -> numpy.ndarray:
    return numpy.ascontiguousarray(lattice(file).T * METRES_PER_STEP)


def cells_and_values(rings: int):
    all_cells = sorted(h3.grid_disk(h3.latlng_to_cell(31.8, 117.3, 9), rings))
    place = {cell: i for i, cell in enumerate(all_cells)}
    near = {i: [place[other] for other in h3.grid_disk(cell, 1) if other in place] for i, cell in enumerate(all_cells)}
    return weights.W(near, silence_warnings=True), numpy.array([float(i * i % 23) for i in range(len(all_cells))])


def timed(run) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def compare(what: str, ours_once, peer: str, peer_once) -> None:
    peer_once()
    turns = [(ours_once(), peer_once()) for _ in range(TURNS)]
    mine, theirs = (statistics.median(seconds) for seconds in zip(*turns))
    print(f"{what}: onemap {mine:.5f} s, {peer} {theirs:.3f} s, {theirs / mine:.1f} x")


if __name__ == "__main__":
    main()
