//! Buildings into grids, complaints to buildings and grids, workload per grid.
