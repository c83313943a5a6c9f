"""GEOS judges plans: every polygon valid, every set of them a valid coverage (no gap width given: edges match exactly).

Reads what the binary `edited` writes. Exits 1 where GEOS objects."""

import sys
from collections import defaultdict

import shapely


def main() -> int:
    plans = defaultdict(list)
    for line in sys.stdin:
        of, wkt = line.rstrip("\n").split("\t")
        plans[of].append(wkt)
    failed = 0
    for of, texts in plans.items():
        shapes = shapely.from_wkt(texts)
        valid = bool(shapely.is_valid(shapes).all())
        coverage = bool(shapely.coverage_is_valid(shapes))
        failed += not (valid and coverage)
        print(f"{of}: {len(shapes)} grids, polygons {'valid' if valid else 'INVALID'}, "
              f"coverage {'valid' if coverage else 'INVALID'}")
    if not plans:
        print("nothing to judge", file=sys.stderr)
    return 1 if failed or not plans else 0


if __name__ == "__main__":
    sys.exit(main())
