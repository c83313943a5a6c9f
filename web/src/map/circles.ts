export const RADIUS_OF_ONE_PX = 3;
export const RADIUS_MAX_PX = 24;

/** Radius in pixels of the circle for `count` complaints: its area is in proportion to the count, up to a limit. */
export const complaintRadius = (count: number): number => Math.min(RADIUS_MAX_PX, RADIUS_OF_ONE_PX * Math.sqrt(count));
