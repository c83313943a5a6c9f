import type { Map as MapLibre } from "maplibre-gl";

/** The image that fills areas without data. */
export const HATCH = "hatch";

const SIZE_PX = 8;

/** Puts a diagonal hatch of the given colour under {@link HATCH}, replacing the one of another theme. */
export const setHatch = (map: MapLibre, color: string): void => {
  const image = draw(color);
  if (map.hasImage(HATCH)) map.updateImage(HATCH, image);
  else map.addImage(HATCH, image);
};

const draw = (color: string): ImageData => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE_PX;
  // Drawn by the processor: reading it back from a graphics card takes long.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("a 2D canvas is part of every browser with WebGL");
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  for (const x of [-SIZE_PX, 0, SIZE_PX]) {
    context.moveTo(x, SIZE_PX);
    context.lineTo(x + SIZE_PX, 0);
  }
  context.stroke();
  return context.getImageData(0, 0, SIZE_PX, SIZE_PX);
};
