export const visibility = (shown: boolean): "visible" | "none" => (shown ? "visible" : "none");
