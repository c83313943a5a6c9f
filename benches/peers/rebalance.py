"""Ten broken grids put right, with several seeds and efforts: how long it takes and how many households move.

Usage: rebalance.py ONEMAP CITY, where CITY is a folder of `onemap generate`.

The grids that onemap proposes become those in force, so that none is broken. Then ten of them, far apart, get a third more households.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import geopandas
import pandas

BROKEN, MORE = 10, 4 / 3
# As generated cities have it.
HOUSEHOLDS = "户数"
SEEDS, EFFORTS = range(8), (12, 60)


def main() -> None:
    onemap, files = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        run(onemap, "import", "--store", at / "made.gpkg", "--from", files)
        run(onemap, "plan", "propose", "--store", at / "made.gpkg", "--out", at / "grids.geojson")
        grids = geopandas.read_file(at / "grids.geojson")
        grids = grids[grids.feasible & (grids.households >= 340) & (grids.households <= 360)]
        broken = grids.iloc[:: len(grids) // BROKEN].head(BROKEN)
        layers = ["--grids", at / "grids.geojson", "--communities", files / "communities.geojson"]
        layers += ["--compounds", files / "compounds.geojson", "--roads", files / "roads.geojson", "--water", files / "water.geojson"]
        run(onemap, "import", "--store", at / "city.gpkg", *layers, "--buildings", heavier(files, broken, at))
        first = rebalanced(onemap, at, SEEDS[0], EFFORTS[0])
        print(f"{len(broken)} of {first['before']['grids']} grids broken, {first['before']['in_range']} in range before")
        told = {}
        for effort in EFFORTS:
            for seed in SEEDS:
                told[effort, seed] = rebalanced(onemap, at, seed, effort)
        least = min(report["moved_households"] for report in told.values())
        for (effort, seed), report in told.items():
            moved = report["moved_households"]
            print(f"rounds {effort:3} seed {seed}: {report['seconds']:6.2f} s, {moved:7.1f} households moved, {moved / least:.2f} x the least, "
                  f"{report['in_range']} of {report['feasible']} in range, {report['unchanged']} unchanged")


def heavier(files: Path, broken: geopandas.GeoDataFrame, at: Path) -> Path:
    """The buildings, those of the broken grids with more households."""
    buildings = geopandas.read_file(next(files.glob("buildings.*")))
    inside = buildings.representative_point().within(broken.union_all())
    buildings.loc[inside, HOUSEHOLDS] = (pandas.to_numeric(buildings.loc[inside, HOUSEHOLDS]) * MORE).round()
    buildings.to_file(at / "buildings.geojson")
    return at / "buildings.geojson"


def rebalanced(onemap: str, at: Path, seed: int, rounds: int) -> dict:
    asked = ["--rebalance", "--seed", seed, "--rounds", rounds, "--out", at / "proposal.geojson", "--json"]
    return json.loads(run(onemap, "plan", "propose", "--store", at / "city.gpkg", *asked))


def run(*command) -> bytes:
    done = subprocess.run([str(word) for word in command], capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: {done.stderr.decode()}")
    return done.stdout


if __name__ == "__main__":
    main()
