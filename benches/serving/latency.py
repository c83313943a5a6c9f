"""Latency of uncached tiles of a running server, one request at a time: p50, p99 and size per layer and zoom.

usage: latency.py http://127.0.0.1:8080 [tiles per zoom]

Standard library only. Every tile is asked for once, so that none comes from the server's cache; the body is taken as
gzip, as a browser would take it.
"""

import gzip
import http.client
import json
import math
import random
import sys
import time
from urllib.parse import urlsplit

LAYERS = ["grids", "communities", "buildings", "complaints", "roads", "h3"]
ZOOMS = range(10, 17)


def tile_of(lon, lat, zoom):
    n = 1 << zoom
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return int((lon + 180) / 360 * n), int(y * n)


def tiles(bounds, zoom, count, rng):
    west, south, east, north = bounds
    x0, y0 = tile_of(west, north, zoom)
    x1, y1 = tile_of(east, south, zoom)
    every = [(x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]
    return rng.sample(every, min(count, len(every)))


class Client:
    def __init__(self, base):
        self.connection = http.client.HTTPConnection(urlsplit(base).netloc)

    def get(self, path):
        began = time.perf_counter()
        self.connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = self.connection.getresponse()
        body = answer.read()
        took = time.perf_counter() - began
        if answer.status not in (200, 204):
            raise SystemExit(f"{path}: {answer.status}")
        return took, body, answer.getheader("Content-Encoding") == "gzip"


def quantile(values, q):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))]


def report(name, answers):
    times = [took * 1000 for took, _ in answers]
    largest = max(size for _, size in answers)
    print(
        f"{name:24} {len(times):5} tiles  p50 {quantile(times, 0.5):7.2f} ms  p99 {quantile(times, 0.99):7.2f} ms"
        f"  largest {largest / 1000:6.0f} kB gzip"
    )


def measure(client, paths):
    answers = []
    for path in paths:
        took, body, packed = client.get(path)
        answers.append((took, len(body) if packed else len(gzip.compress(body))))
    return answers


def main():
    base, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    client, rng = Client(base), random.Random(7)
    everything = []
    for layer in LAYERS:
        body = gunzip(*client.get(f"/tiles/{layer}.json")[1:])
        bounds = json.loads(body)["bounds"]
        for zoom in ZOOMS:
            paths = [f"/tiles/{layer}/{zoom}/{x}/{y}.mvt" for x, y in tiles(bounds, zoom, count, rng)]
            answers = measure(client, paths)
            everything += answers
            report(f"{layer} z{zoom}", answers)
    report("all vector tiles", everything)
    heat(client, bounds, count, rng)


def heat(client, bounds, count, rng):
    """Heat tiles of 512 px, with and without a filter."""
    city = json.loads(gunzip(*client.get("/api/v1/city")[1:]))
    categories = json.loads(gunzip(*client.get("/api/v1/categories")[1:]))["items"]
    category = categories[0]["name"]
    window = f"from={city['now'][:4]}-01-01&to={city['now'][:4]}-04-01"
    quoted = "".join(f"%{byte:02X}" for byte in category.encode())
    for name, query in [("heat", ""), ("heat, 90 d, 1 category", f"&{window}&category={quoted}")]:
        client.get(f"/tiles/heat/10/0/0.png?size=512{query}")
        answers = []
        for zoom in range(10, 17):
            paths = [
                f"/tiles/heat/{zoom}/{x}/{y}.png?size=512{query}" for x, y in tiles(bounds, zoom, count, rng)
            ]
            answers += measure(client, paths)
        report(name, answers)


def gunzip(body, packed):
    return gzip.decompress(body) if packed else body


if __name__ == "__main__":
    main()
