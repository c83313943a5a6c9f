-- What a tile of each layer says is what ours says; rows lie in the order of the map, as they would in a database made for tiles.
ALTER TABLE buildings SET (autovacuum_enabled = off);
CLUSTER buildings USING buildings_geom_geom_idx;
VACUUM ANALYZE buildings;
VACUUM ANALYZE grids;

-- The tiles of the zoom that hold buildings, in no order.
CREATE TABLE tiles AS
WITH side AS (SELECT 2 * pi() * 6378137 / 2 ^ :zoom AS metres, pi() * 6378137 AS half),
held AS (
  SELECT DISTINCT
    floor((ST_X(ST_PointOnSurface(geom)) + half) / metres)::int AS x,
    floor((half - ST_Y(ST_PointOnSurface(geom))) / metres)::int AS y
  FROM buildings, side
)
SELECT row_number() OVER (ORDER BY md5(x || '/' || y))::int AS i, x, y FROM held;
CREATE UNIQUE INDEX ON tiles (i);
VACUUM ANALYZE tiles;
