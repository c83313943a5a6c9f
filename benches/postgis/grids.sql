\set i random(1, :tiles)
SELECT ST_AsMVT(features, 'grids', 4096, 'geom', 'fid') FROM (
  SELECT l.fid, l.code, l.name, l.parent, l.households, l.residents,
    ST_AsMVTGeom(l.geom, ST_TileEnvelope(:zoom, t.x, t.y), 4096, 64, true) AS geom
  FROM tiles t
  JOIN grids l ON l.geom && ST_TileEnvelope(:zoom, t.x, t.y, margin => 64.0 / 4096)
  WHERE t.i = :i
) features;
