"""What a city asks once a week: every method of hotspots, seconds and peak memory of each, through the program and through a server.

Usage: weekly.py ONEMAP STORE

ONEMAP is `target/release/onemap`. Local statistics and clusters look at the last week, repeats at the last 30 days, the scan at 31, emerging hot
spots at all weeks; trend, categories and the bulletin at what they look at by themselves. The program reads the store anew for each; the first
line is a question so small that it is nothing but that.
"""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import date, timedelta
from pathlib import Path

BYTES_PER_KIB = 1024


def main() -> None:
    program, store = sys.argv[1], sys.argv[2]
    end = midnight_after_last(store)
    with tempfile.TemporaryDirectory() as folder:
        total = sum(told(name, *run([program, *args.split(), "--store", store, "--out", f"{folder}/{name.replace(' ', '-')}{ending}"]))
                    for name, args, ending in commands(end))
    print(f"{'all of them':32} {total:7.2f} s")
    served(program, store, end)


def midnight_after_last(store: str) -> date:
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
        (last,) = database.execute("SELECT max(time) FROM complaints").fetchone()
    return date.fromisoformat(last[:10]) + timedelta(days=1)


def commands(end: date):
    def last(days: int) -> str:
        return f"--from {end - timedelta(days=days)} --to {end}"

    week, month = last(7), last(30)
    yield "reading the store", f"hotspots moran {last(1)}", ".json"
    yield "Gi*, analytic", f"hotspots gi-star --units grids {week}", ".json"
    yield "Gi*, 999 permutations", f"hotspots gi-star --units grids --permutations 999 {week}", ".json"
    yield "Gi* of H3 cells", f"hotspots gi-star --units h3:9 --weights ring:1 {week}", ".json"
    yield "local Moran, 999 permutations", f"hotspots local-moran --units grids --permutations 999 {week}", ".json"
    yield "Moran's I", f"hotspots moran {week}", ".json"
    yield "Geary's C", f"hotspots geary {week}", ".json"
    yield "DBSCAN", f"hotspots dbscan --summary {week}", ".json"
    yield "ST-DBSCAN", f"hotspots dbscan --hours 72 --summary {week}", ".json"
    yield "HDBSCAN", f"hotspots hdbscan --summary {week}", ".json"
    yield "scan, permutation", f"hotspots scan {last(31)}", ".json"
    yield "scan, Poisson", f"hotspots scan --expected household {last(31)}", ".json"
    yield "emerging", "hotspots emerging --units grids --step week", ".json"
    for kind in ("callers", "subjects", "places", "texts"):
        yield f"repeat {kind}", f"hotspots repeat-{kind} {month}", ".json"
    yield "trend", "hotspots trend", ".json"
    yield "categories", "hotspots categories", ".json"
    yield "bulletin", "bulletin", ""


def run(command: list[str]) -> tuple[float, int]:
    """Seconds, and the most memory at one time in bytes."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = child.stderr.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)}: {complaint}")
    return time.perf_counter() - began, usage.ru_maxrss * BYTES_PER_KIB


def told(name: str, seconds: float, memory: int) -> float:
    print(f"{name:32} {seconds:7.2f} s {memory / 1e6:7.0f} MB", flush=True)
    return seconds


def served(program: str, store: str, end: date) -> None:
    """The same of a server that has the store in memory, one after the other."""
    server = subprocess.Popen([program, "serve", "--store", store, "--listen", "127.0.0.1:0", "--log", "warn"], stdout=subprocess.PIPE, text=True)
    try:
        address = server.stdout.readline().split()[-1]
        began = time.perf_counter()
        for name, path in requests(end):
            started = time.perf_counter()
            with urllib.request.urlopen(f"{address}{path}", timeout=600) as answer:
                answer.read()
            print(f"{name:32} {time.perf_counter() - started:7.2f} s", flush=True)
        peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())
        print(f"{'all of them, served':32} {time.perf_counter() - began:7.2f} s {int(peak[1]) * BYTES_PER_KIB / 1e6:7.0f} MB")
    finally:
        server.terminate()
        server.wait()


def requests(end: date):
    def last(days: int) -> str:
        return f"from={end - timedelta(days=days)}&to={end}"

    week, month = last(7), last(30)
    yield "Gi*, analytic", f"/api/v1/hotspots/gi-star?units=grids&{week}"
    yield "Gi*, 999 permutations", f"/api/v1/hotspots/gi-star?units=grids&permutations=999&{week}"
    yield "Gi* of H3 cells", f"/api/v1/hotspots/gi-star?units=h3:9&weights=ring:1&{week}"
    yield "local Moran, 999 permutations", f"/api/v1/hotspots/local-moran?units=grids&permutations=999&{week}"
    yield "Moran's I", f"/api/v1/hotspots/moran?{week}"
    yield "Geary's C", f"/api/v1/hotspots/geary?{week}"
    yield "DBSCAN", f"/api/v1/hotspots/dbscan?{week}"
    yield "ST-DBSCAN", f"/api/v1/hotspots/dbscan?hours=72&{week}"
    yield "HDBSCAN", f"/api/v1/hotspots/hdbscan?{week}"
    yield "scan, permutation", f"/api/v1/hotspots/scan?{last(31)}"
    yield "scan, Poisson", f"/api/v1/hotspots/scan?expected=household&{last(31)}"
    yield "emerging", f"/api/v1/hotspots/emerging?units=grids&step=week&{last(365)}"
    for kind in ("callers", "subjects", "places", "texts"):
        yield f"repeat {kind}", f"/api/v1/hotspots/repeat-{kind}?{month}"
    yield "trend", "/api/v1/hotspots/trend"
    yield "categories", "/api/v1/categories"


if __name__ == "__main__":
    main()
