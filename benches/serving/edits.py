"""Edits of a draft over HTTP, one after another: each is on disk before its answer comes.

usage: edits.py http://127.0.0.1:8080 [edits]

Standard library only. Each edit moves one vertex of a boundary between two grids by some metres; then the tile around it is asked
for at the new revision, as a page would. Prints p50 and p99 of both for the first and the last tenth, and of all.
"""

import http.client
import json
import random
import sys
import time
from urllib.parse import quote, urlsplit

from latency import tile_of

STEP_DEGREES = 4e-5  # about 4 m
ZOOM = 15


class Client:
    def __init__(self, base):
        self.connection = http.client.HTTPConnection(urlsplit(base).netloc)

    def ask(self, method, path, body=None, headers=None):
        """Status, headers, body, and the milliseconds until the last byte."""
        data = None if body is None else json.dumps(body)
        sent = {"Content-Type": "application/json", **(headers or {})} if data else headers or {}
        began = time.perf_counter()
        self.connection.request(method, path, data, sent)
        response = self.connection.getresponse()
        text = response.read()
        return response.status, response.headers, text, 1000 * (time.perf_counter() - began)

    def json(self, method, path, body=None, headers=None):
        status, headers, text, _ = self.ask(method, path, body, headers)
        if status >= 400:
            raise SystemExit(f"{method} {path}: {status} {text[:300]!r}")
        return json.loads(text), headers


def boundary_vertex(client, plan, codes, rng):
    """A vertex inside a boundary between two grids."""
    while True:
        arcs, _ = client.json("GET", f"/api/v1/plans/{plan}/arcs?codes={quote(rng.choice(codes))}")
        inner = [a["points"] for a in arcs["items"] if a["left"] and a["right"] and len(a["points"]) > 2]
        if inner:
            points = rng.choice(inner)
            return points[rng.randrange(1, len(points) - 1)]


def percentiles(name, values):
    values = sorted(values)
    at = lambda share: values[min(len(values) - 1, int(share * len(values)))]
    print(f"{name}: p50 {at(0.5):.1f} ms, p99 {at(0.99):.1f} ms, {len(values)} of them")


def main():
    base, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    client, rng = Client(base), random.Random(7)
    draft, headers = client.json("POST", "/api/v1/plans", {"name": "bench"})
    plan, tag = draft["id"], headers["ETag"]
    grids, _ = client.json("GET", f"/api/v1/plans/{plan}/grids")
    codes = [grid["code"] for grid in grids["items"]]
    print(f"{len(codes)} grids")
    edits, seen, refused = [], [], 0
    while len(edits) < count:
        lon, lat = boundary_vertex(client, plan, codes, rng)
        to = [lon + rng.uniform(-1, 1) * STEP_DEGREES, lat + rng.uniform(-1, 1) * STEP_DEGREES]
        operation = {"op": "move_vertices", "moves": [{"from": [lon, lat], "to": to}]}
        status, headers, text, took = client.ask(
            "POST", f"/api/v1/plans/{plan}/edits", {"operations": [operation]}, {"If-Match": tag})
        if status == 422:
            refused += 1
            continue
        if status != 200:
            raise SystemExit(f"edit: {status} {text[:300]!r}")
        tag = headers["ETag"]
        x, y = tile_of(lon, lat, ZOOM)
        status, _, _, drawn = client.ask(
            "GET", f"/tiles/grids/{ZOOM}/{x}/{y}.mvt?plan={plan}&revision={tag.strip(chr(34))}")
        if status not in (200, 204):
            raise SystemExit(f"tile: {status}")
        edits.append(took)
        seen.append(took + drawn)
    tenth = max(1, count // 10)
    percentiles("edit, the first tenth", edits[:tenth])
    percentiles("edit, the last tenth", edits[-tenth:])
    percentiles("edit", edits)
    percentiles("edit and its tile", seen)
    print(f"{refused} refused")


if __name__ == "__main__":
    main()
