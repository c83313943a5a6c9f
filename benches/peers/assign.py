"""Points into grids, file to file: onemap beside SedonaDB and GeoPandas, medians of several runs on the same files.

Usage: assign.py ONEMAP FOLDER POINTS
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import geopandas
import numpy
import pyarrow
import pyarrow.parquet
import sedonadb

RUNS = 3


def main() -> None:
    onemap, folder, points = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    grids = make_grids(onemap, folder)
    rows = make_points(grids, folder, points)
    tools = {
        "onemap assign": lambda out: run_onemap(onemap, grids, rows, out),
        "SedonaDB": lambda out: run_sedona(grids, rows, out),
        "GeoPandas sjoin": lambda out: run_geopandas(grids, rows, out),
    }
    seconds, found = {}, {}
    for name, tool in tools.items():
        seconds[name] = statistics.median(timed(tool, folder / "out.parquet") for _ in range(RUNS))
        found[name] = count_found(folder / "out.parquet")
    print(f"{points} points, {len(geopandas.read_file(grids))} grids, Parquet to Parquet, median of {RUNS} runs")
    for name, took in seconds.items():
        ratio = took / seconds["onemap assign"]
        print(f"{name:16} {took:8.3f} s {points / took / 1e6:8.2f} M/s {ratio:7.1f} x  {found[name]} found")


def make_grids(onemap: str, folder: Path) -> Path:
    city = folder / "city"
    if not city.exists():
        sizes = ["--grids", "3635", "--buildings", "20000", "--complaints", "0"]
        subprocess.run([onemap, "generate", *sizes, "--seed", "7", "--out", str(city)], check=True)
    return city / "grids.geojson"


def make_points(grids: Path, folder: Path, count: int) -> Path:
    path = folder / f"points-{count}.parquet"
    if not path.exists():
        west, south, east, north = geopandas.read_file(grids).total_bounds
        draw = numpy.random.default_rng(7)
        columns = {
            "id": numpy.arange(count),
            "lon": draw.uniform(west, east, count),
            "lat": draw.uniform(south, north, count),
        }
        pyarrow.parquet.write_table(pyarrow.table(columns), path, compression="zstd")
    return path


def timed(tool, out: Path) -> float:
    out.unlink(missing_ok=True)
    began = time.perf_counter()
    tool(out)
    return time.perf_counter() - began


def run_onemap(onemap: str, grids: Path, rows: Path, out: Path) -> None:
    files = ["--grids", grids, "--points", rows, "--out", out]
    subprocess.run([onemap, "assign", *map(str, files), "--lon", "lon", "--lat", "lat"], check=True, capture_output=True)


def run_sedona(grids: Path, rows: Path, out: Path) -> None:
    engine = sedonadb.connect()
    engine.create_data_frame(geopandas.read_file(grids)[["code", "geometry"]]).to_view("grids", overwrite=True)
    engine.read_parquet(str(rows)).to_view("points", overwrite=True)
    joined = engine.sql(
        "SELECT p.id, p.lon, p.lat, g.code AS grid FROM points p LEFT JOIN grids g "
        "ON ST_Intersects(g.geometry, ST_SetSRID(ST_Point(p.lon, p.lat), 4326))"
    )
    joined.to_parquet(str(out))


def run_geopandas(grids: Path, rows: Path, out: Path) -> None:
    table = pyarrow.parquet.read_table(rows).to_pandas()
    places = geopandas.GeoDataFrame(table, geometry=geopandas.points_from_xy(table.lon, table.lat), crs=4326)
    polygons = geopandas.read_file(grids)[["code", "geometry"]].rename(columns={"code": "grid"})
    joined = geopandas.sjoin(places, polygons, how="left", predicate="intersects")
    joined.drop(columns=["geometry", "index_right"]).to_parquet(out)


def count_found(out: Path) -> int:
    grid = pyarrow.parquet.read_table(out, columns=["grid"])["grid"]
    return len(grid) - grid.null_count


if __name__ == "__main__":
    main()
