//! Vector tiles: ids, clipping, simplification per zoom, layers.
