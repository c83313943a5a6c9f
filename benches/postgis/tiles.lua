-- Asks for the tiles listed in the file $TILES, one "x/y" a line, below $PREFIX, over and over.
local paths = {}
for tile in io.lines(os.getenv("TILES")) do
  paths[#paths + 1] = os.getenv("PREFIX") .. tile .. ".mvt"
end

local next = 0
function request()
  next = next % #paths + 1
  return wrk.format("GET", paths[next])
end
