"""Points into grids, all in memory: the engine beside SedonaDB and GeoPandas on the same polygons and points.

Usage: locate.py MEASURE FOLDER POINTS

MEASURE is `target/release/measure`. Its index is built anew for every run and counts; so does the R-tree that GeoPandas builds, and
what SedonaDB prepares. Runs take turns, so that a noisy machine is noisy for all.
"""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import geopandas
import numpy
import sedonadb
import shapely

TURNS = 3
PER_DEGREE = 1e7


def main() -> None:
    measure, folder, count = sys.argv[1], Path(sys.argv[2]) / "locate", int(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    run_measure(measure, folder, count)
    grids = geopandas.read_file(folder / "grids.geojson")
    points = read_points(folder / "points.i32")
    sedona = prepare_sedona(grids, points)
    tools = {
        "onemap": lambda: run_measure(measure, folder, count),
        "SedonaDB": lambda: run_sedona(sedona),
        "GeoPandas sjoin": lambda: run_geopandas(grids, points),
    }
    seconds: dict[str, list[float]] = {name: [] for name in tools}
    found = {}
    for _ in range(TURNS):
        for name, tool in tools.items():
            took, found[name] = tool()
            seconds[name].append(took)
    ours = statistics.median(seconds["onemap"])
    print(f"{count} points, {len(grids)} grids of 60 vertices, in memory, median of {TURNS} turns, preparation counted")
    for name, all_turns in seconds.items():
        took = statistics.median(all_turns)
        print(f"{name:16} {took:8.3f} s {count / took / 1e6:8.2f} M/s {took / ours:7.1f} x  {found[name]} found")


def run_measure(measure: str, folder: Path, count: int) -> tuple[float, int]:
    done = subprocess.run([measure, str(folder), str(count)], check=True, capture_output=True)
    said = json.loads(done.stdout)
    return said["build_s"] + said["locate_s"], said["located"]


def read_points(path: Path) -> geopandas.GeoSeries:
    xs, ys = numpy.fromfile(path, dtype="<i4").reshape(2, -1) / PER_DEGREE
    return geopandas.GeoSeries(shapely.points(xs, ys), crs=4326)


def prepare_sedona(grids: geopandas.GeoDataFrame, points: geopandas.GeoSeries):
    engine = sedonadb.connect()
    engine.create_data_frame(grids[["code", "geometry"]]).to_memtable().to_view("grids")
    frame = geopandas.GeoDataFrame(geometry=points)
    engine.create_data_frame(frame).to_memtable().to_view("points")
    return engine


def run_sedona(engine) -> tuple[float, int]:
    began = time.perf_counter()
    counted = engine.sql(
        "SELECT count(*) AS n FROM points p JOIN grids g ON ST_Intersects(g.geometry, p.geometry)"
    ).to_pandas()
    return time.perf_counter() - began, int(counted["n"][0])


def run_geopandas(grids: geopandas.GeoDataFrame, points: geopandas.GeoSeries) -> tuple[float, int]:
    frame = geopandas.GeoDataFrame(geometry=points)
    polygons = geopandas.GeoDataFrame(grids[["code", "geometry"]])
    began = time.perf_counter()
    joined = geopandas.sjoin(frame, polygons, how="inner", predicate="intersects")
    return time.perf_counter() - began, len(joined)


if __name__ == "__main__":
    main()
