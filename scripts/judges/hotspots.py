"""PySAL judges `onemap hotspots`: the same neighbours, values, statistics, z, p and what is significant, within 1e-9; scikit-learn
judges its clusters: the same labels.

usage: hotspots.py PROGRAM STORE [FROM TO UNITS=WEIGHTS,… …]. Exits 1 where they differ.

Units and weights are those of a generated city unless said; clusters are those of complaints from FROM to before TO."""

import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import esda
import geopandas
import h3
import numpy as np
from esda.getisord import G_Local
from libpysal import weights
from scipy import stats
from sklearn.cluster import DBSCAN

warnings.simplefilter("ignore")
PROGRAM, STORE, *ASKED = sys.argv[1:]
WINDOW = ASKED[:2] or ["2024-01-01", "2026-01-01"]
UNITS = ASKED[2:] or [
    "grids=queen,rook,knn:8,band:900",
    "communities=queen,rook",
    "h3:9=ring:1,ring:2",
    "h3:8=queen,band:1500",
    "square:500=queen,rook",
]


def hotspots(*args):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.geojson"
        subprocess.run([PROGRAM, "hotspots", *args, "--store", STORE, "--out", out], check=True, stderr=subprocess.DEVNULL)
        return geopandas.read_file(out)


def metres(places):
    """The plane that touches WGS 84 amid the places."""
    lon, lat = np.array([p.x for p in places]), np.array([p.y for p in places])
    phi = np.radians((lat.min() + lat.max()) / 2)
    e2 = 0.0066943799901413165
    w = 1 - e2 * np.sin(phi) ** 2
    east, north = 6378137 / np.sqrt(w) * np.cos(phi), 6378137 * (1 - e2) / w**1.5
    return np.column_stack([np.radians(lon) * east, np.radians(lat) * north])


def centres(units, frame):
    if units.startswith("h3"):
        return geopandas.points_from_xy(*np.array([h3.cell_to_latlng(cell)[::-1] for cell in frame.unit]).T)
    return frame.geometry.centroid


def neighbours(units, kind, frame):
    name, _, number = kind.partition(":")
    if units.startswith("h3") and name in ("queen", "rook", "ring"):
        place = {cell: i for i, cell in enumerate(frame.unit)}
        disk = lambda cell: [place[other] for other in h3.grid_disk(cell, int(number or 1)) if other in place and other != cell]
        return weights.W({i: disk(cell) for i, cell in enumerate(frame.unit)}, silence_warnings=True)
    if name in ("queen", "rook"):
        of = weights.Queen if name == "queen" else weights.Rook
        return of.from_dataframe(frame, use_index=False, silence_warnings=True)
    points = metres(centres(units, frame))
    if name == "knn":
        return weights.KNN.from_array(points, k=int(number))
    return weights.DistanceBand.from_array(points, float(number), silence_warnings=True)


def expected(method, values, w):
    if method == "local-moran":
        moran = esda.Moran_Local(values, w, transformation="b", permutations=0)
        return moran.Is, (moran.Is - moran.EIc) / np.sqrt(moran.VIc)
    g = G_Local(values, w, transform="B", permutations=0, star=method == "gi-star")
    return g.Gs, g.Zs


def differences(method, units, kind):
    frame = hotspots(method, "--units", units, "--weights", kind)
    column = lambda name: frame[name].to_numpy(dtype=float)
    statistic, z = expected(method, column("value"), neighbours(units, kind, frame))
    p = 2 * stats.norm.sf(np.abs(z))
    significant = p < esda.fdr(np.nan_to_num(p, nan=1.0), 0.05)
    worst = max(np.nanmax(np.abs(a - b)) for a, b in [(column("statistic"), statistic), (column("z"), z), (column("p"), p)])
    silent = (np.isnan(z) != np.isnan(column("z"))).sum()
    return len(frame), int(significant.sum()), worst, int(silent + (significant != frame.significant.astype(bool)).sum())


def cluster_differences(eps, least):
    """Complaints, clusters, and how many complaints have another label."""
    frame = hotspots("dbscan", "--eps", str(eps), "--min-points", str(least), "--from", WINDOW[0], "--to", WINDOW[1])
    labels = DBSCAN(eps=eps, min_samples=least).fit_predict(metres(frame.geometry))
    return len(frame), labels.max() + 1, int((labels != frame.cluster).sum())


def main() -> int:
    failed = 0
    for eps, least in [(100, 20), (60, 5), (300, 100)]:
        count, clusters, wrong = cluster_differences(eps, least)
        failed += wrong > 0
        print(f"dbscan {eps} m {least}: {count} complaints, {clusters} clusters, {wrong} labels differ")
    for units, kinds in (asked.split("=") for asked in UNITS):
        for kind in kinds.split(","):
            for method in ["gi-star", "gi", "local-moran"]:
                count, hot, worst, wrong = differences(method, units, kind)
                failed += wrong > 0 or not worst <= 1e-9
                print(f"{method} {units} {kind}: {count} units, {hot} significant, worst difference {worst:.1e}, {wrong} flags differ")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
