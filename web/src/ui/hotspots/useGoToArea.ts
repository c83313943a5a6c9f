import { useAreas } from "../../state/areas";
import { useCamera } from "../../state/camera";
import { useSelection } from "../../state/selection";

/** Chooses an area of the level that is coloured, and shows all of it. */
export const useGoToArea = (): ((code: string) => void) => {
  const areas = useAreas();
  const camera = useCamera();
  const selection = useSelection();
  return (code) => {
    selection.choose(areas.level, code);
    const bounds = areas.byCode.get(code)?.bounds;
    if (bounds) camera.fit(bounds);
  };
};
