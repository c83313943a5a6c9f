"""Gi* of H3 cells and clusters of points: the engine beside esda, and beside the DBSCAN of Wang, Gu & Shun (PyPI dbscan).

Usage: hotspots.py HOTSPOTS FOLDER POINTS

HOTSPOTS is `target/release/hotspots`. Statistics are timed on one core each; weights are made before the clock starts. DBSCAN may use all
cores on both sides. Runs take turns.
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
from dbscan import DBSCAN
from esda.getisord import G_Local
from libpysal import weights

TURNS = 3
# Of the lattice, amid the points at 31.95° N.
METRES_PER_STEP = numpy.array([0.0094544385, 0.0110885935])
warnings.simplefilter("ignore")


def main() -> None:
    program, folder, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    points = folder / "hotspots.i32"
    ours(program, points, count)
    for rings in (34, 182):
        w, values = cells(rings)
        compare(f"Gi* of {w.n} cells, analytic", lambda: ours(program, points, count, 1)[f"cells{rings}"]["analytic_s"],
                "esda", lambda: timed(lambda: G_Local(values, w, transform="B", star=None, permutations=0)))
        compare(f"Gi* of {w.n} cells, 999 permutations", lambda: ours(program, points, count, 1)[f"cells{rings}"]["permuted_s"],
                "esda", lambda: timed(lambda: G_Local(values, w, transform="B", star=None, permutations=999, keep_simulations=False, n_jobs=1, seed=1)))
    places = numpy.fromfile(points, dtype="<i4").reshape(2, -1).T * METRES_PER_STEP
    compare(f"DBSCAN of {count} points", lambda: ours(program, points, count)["dbscan"]["seconds"],
            "dbscan", lambda: timed(lambda: DBSCAN(places, eps=100.0, min_samples=20)))


def ours(program, points, count, threads=0):
    environment = os.environ | ({"RAYON_NUM_THREADS": str(threads)} if threads else {})
    return json.loads(subprocess.run([program, points, str(count)], check=True, capture_output=True, env=environment).stdout)


def cells(rings):
    all_cells = sorted(h3.grid_disk(h3.latlng_to_cell(31.8, 117.3, 9), rings))
    place = {cell: i for i, cell in enumerate(all_cells)}
    near = {i: [place[other] for other in h3.grid_disk(cell, 1) if other in place] for i, cell in enumerate(all_cells)}
    return weights.W(near, silence_warnings=True), numpy.array([float(i * i % 23) for i in range(len(all_cells))])


def timed(run):
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def compare(what, ours_once, peer, peer_once):
    peer_once()
    turns = [(ours_once(), peer_once()) for _ in range(TURNS)]
    mine, theirs = (statistics.median(seconds) for seconds in zip(*turns))
    print(f"{what}: onemap {mine:.5f} s, {peer} {theirs:.3f} s, {theirs / mine:.1f} x")


if __name__ == "__main__":
    main()
