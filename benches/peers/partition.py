"""Grids proposed beside METIS and GerryChain, which get the same atoms and borders; all results are measured alike.

Usage: partition.py ONEMAP STORE.gpkg [ARGUMENTS OF `plan propose` ...]

METIS (pymetis: contiguous, borders weighted by their length) shares out each community, and the whole city at once, into as many parts
as onemap proposes. GerryChain (ReCom, tolerance such that parts stay in range) makes steps in the largest community, timed one by one.
"""

import collections
import functools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import geopandas
import numpy as np
import pymetis
import shapely

RANGE = (300, 400)
RECOM_STEPS = 20
CUT = 0.01
# Beside a road, a bank or a wall: half of what may lie between two compounds.
BESIDE_M = 6.0


def main() -> None:
    onemap, store, *arguments = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        grids, atoms = Path(folder) / "grids.geojson", Path(folder) / "atoms.geojson"
        command = [onemap, "plan", "propose", "--store", store, "--json", "--out", str(grids), *arguments]
        alone = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        subprocess.run([*command, "--atoms", str(atoms)], check=True, capture_output=True)
        city = City(geopandas.read_file(atoms), store)
        ours = geopandas.read_file(grids)
    print(f"{len(city.atoms)} atoms, the largest of {city.households.max():.0f} households; {city.households.sum():.0f} in all; "
          f"{len(ours)} grids in {ours.community.nunique()} communities; graph of {len(city.lengths)} borders built in {city.graph_s:.1f} s")
    print(f"of the grids that can be in range {alone['in_range_share']:.1%} are, as onemap counts; {len(alone['infeasible'])} cannot be")
    print(f"{'':34}{'s':>8}{'in range':>10}{'pieces > 1':>12}{'astride':>9}{'cut':>6}{'Polsby-Popper':>15}{'along':>8}")
    city.judge("onemap", ours.geometry.to_numpy(), ours.households.to_numpy(), alone["seconds"])
    counts = ours.groupby("community").size()
    city.shared_out("METIS, community by community", functools.partial(city.by_community, counts))
    city.shared_out("METIS, the city at once", lambda: city.metis(np.arange(len(city.atoms)), len(ours)))
    recom(city, counts)


class City:
    """Atoms, their borders, and what is asked of parts of them."""

    def __init__(self, atoms: geopandas.GeoDataFrame, store: str) -> None:
        self.metres = atoms.estimate_utm_crs()
        self.atoms = atoms
        self.households = atoms.households.to_numpy()
        self.community = atoms.community.to_numpy()
        self.shapes = atoms.geometry.to_crs(self.metres).to_numpy()
        began = time.perf_counter()
        self.lengths = borders(atoms.geometry.to_numpy(), self.shapes)
        self.beside = collections.defaultdict(dict)
        for (a, b), length in self.lengths.items():
            self.beside[a][b] = self.beside[b][a] = max(1, round(length))
        self.graph_s = time.perf_counter() - began
        layer = lambda name: geopandas.read_file(store, layer=name).to_crs(self.metres).geometry
        self.buildings = layer("buildings").to_numpy()
        lines = [layer("roads"), layer("water").boundary, layer("compounds").boundary]
        self.lines = shapely.STRtree(shapely.get_parts(np.concatenate([one.to_numpy() for one in lines])))

    def metis(self, nodes: np.ndarray, parts: int) -> np.ndarray:
        place = {node: i for i, node in enumerate(nodes)}
        starts, to, weight = [0], [], []
        for node in nodes:
            inside = [(place[other], length) for other, length in self.beside[node].items() if other in place]
            to += [other for other, _ in inside]
            weight += [length for _, length in inside]
            starts.append(len(to))
        if parts == 1:
            return np.zeros(len(nodes), dtype=int)
        households = [round(10 * self.households[node]) for node in nodes]
        options = pymetis.Options(contig=1, ufactor=100, seed=1)
        return np.array(pymetis.part_graph(parts, pymetis.CSRAdjacency(starts, to), vweights=households, eweights=weight, options=options, recursive=False)[1])

    def by_community(self, counts) -> np.ndarray:
        part_of, first = np.zeros(len(self.atoms), dtype=int), 0
        for community, count in counts.items():
            nodes = np.flatnonzero(self.community == community)
            part_of[nodes] = first + self.metis(nodes, count)
            first += count
        return part_of

    def shared_out(self, name: str, share_out) -> None:
        began = time.perf_counter()
        try:
            part_of = share_out()
        except RuntimeError as error:
            print(f"{name:34}  {error}")
            return
        seconds = time.perf_counter() - began
        order = np.argsort(part_of, kind="stable")
        parts = np.split(order, np.flatnonzero(np.diff(part_of[order])) + 1)
        shapes = np.array([shapely.coverage_union_all(self.atoms.geometry.to_numpy()[part]) for part in parts])
        astride = sum(len(set(self.community[part])) > 1 for part in parts)
        self.judge(name, shapes, np.array([self.households[part].sum() for part in parts]), seconds, astride)

    def judge(self, name: str, shapes: np.ndarray, households: np.ndarray, seconds: float, astride: int = 0) -> None:
        metric = geopandas.GeoSeries(shapes, crs=self.atoms.crs).to_crs(self.metres).to_numpy()
        in_range = np.mean((households >= RANGE[0]) & (households <= RANGE[1]))
        compact = np.mean(4 * np.pi * shapely.area(metric) / shapely.length(metric) ** 2)
        pieces = int((shapely.get_num_geometries(shapes) > 1).sum())
        print(f"{name:34}{seconds:8.2f}{in_range:10.1%}{pieces:12}{astride:9}{self.cut(metric):6}{compact:15.3f}{self.along(metric):8.1%}")

    def cut(self, shapes: np.ndarray) -> int:
        """Buildings of which more than one part has more than a hundredth."""
        tree = shapely.STRtree(shapes)
        building, part = tree.query(self.buildings, predicate="intersects")
        held, _, counts = np.unique(building, return_index=True, return_counts=True)
        doubtful = np.isin(building, held[counts > 1])
        building, part = building[doubtful], part[doubtful]
        share = shapely.area(shapely.intersection(self.buildings[building], shapes[part])) / np.maximum(shapely.area(self.buildings[building]), 1e-9)
        return int((np.unique(building[share > CUT], return_counts=True)[1] > 1).sum())

    def along(self, shapes: np.ndarray) -> float:
        """The part of the boundary between two parts that lies beside a road, a bank or a wall."""
        a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
        shared = shapely.get_parts(shapely.intersection(shapely.boundary(shapes[a[a < b]]), shapely.boundary(shapes[b[a < b]])))
        shared = shared[shapely.get_dimensions(shared) == 1]
        points = shapely.line_interpolate_point(shared, 0.5, normalized=True)
        near = self.lines.query(points, predicate="dwithin", distance=BESIDE_M)[0]
        lengths = shapely.length(shared)
        return float(lengths[np.unique(near)].sum() / max(lengths.sum(), 1e-9))


def borders(shapes: np.ndarray, metric: np.ndarray) -> dict[tuple[int, int], float]:
    """Metres of border of each two atoms that share edges."""
    owner: dict[tuple, int] = {}
    lengths: dict[tuple[int, int], float] = collections.defaultdict(float)
    for atom, (shape, in_metres) in enumerate(zip(shapes, metric)):
        for ring, measured in zip(rings(shape), rings(in_metres)):
            steps = np.round(ring * 1e7).astype(np.int64)
            along = np.hypot(*np.diff(measured, axis=0).T)
            for p, q, length in zip(steps[:-1], steps[1:], along):
                edge = (*min(tuple(p), tuple(q)), *max(tuple(p), tuple(q)))
                other = owner.setdefault(edge, atom)
                if other != atom:
                    lengths[(other, atom)] += length
    return lengths


def rings(shape) -> list[np.ndarray]:
    polygons = shapely.get_parts(shape)
    return [shapely.get_coordinates(ring) for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)]


def recom(city: City, counts) -> None:
    import networkx
    from gerrychain import Graph, Partition, updaters
    from gerrychain.proposals import recom as step

    community = counts.idxmax()
    nodes = np.flatnonzero(city.community == community)
    graph = networkx.Graph()
    graph.add_nodes_from((int(node), {"households": float(city.households[node])}) for node in nodes)
    graph.add_edges_from((int(node), int(other)) for node in nodes for other in city.beside[node] if city.community[other] == community)
    start = dict(zip(map(int, nodes), map(int, city.metis(nodes, counts.max()))))
    partition = Partition(Graph.from_networkx(graph), start, {"households": updaters.Tally("households")})
    propose = functools.partial(step, pop_col="households", pop_target=float(np.mean(RANGE)), epsilon=(RANGE[1] - RANGE[0]) / sum(RANGE), node_repeats=0)
    took = []
    for _ in range(RECOM_STEPS):
        began = time.perf_counter()
        try:
            partition = propose(partition)
        except RuntimeError as error:
            print(f"GerryChain, after {len(took)} steps in a community of {len(nodes)} atoms and {counts.max()} grids: {error}")
            return
        took.append(time.perf_counter() - began)
    print(f"GerryChain: a ReCom step in a community of {len(nodes)} atoms and {counts.max()} grids takes {1000 * statistics.median(took):.1f} ms")


if __name__ == "__main__":
    main()
