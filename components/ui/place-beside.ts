export type Side = "top" | "bottom" | "left" | "right";

const edgePx = 4;

/** Puts a fixed element beside its anchor, on the other side where there is no room, and never over the window's edge. */
export function placeBeside(floating: HTMLElement, anchor: Element, side: Side): void {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = floating;
  const { clientWidth: viewWidth, clientHeight: viewHeight } = document.documentElement;

  const centreX = box.left + box.width / 2 - width / 2;
  const centreY = box.top + box.height / 2 - height / 2;
  const fits = {
    top: box.top - height >= edgePx,
    bottom: box.bottom + height <= viewHeight - edgePx,
    left: box.left - width >= edgePx,
    right: box.right + width <= viewWidth - edgePx,
  };
  const opposite = { top: "bottom", bottom: "top", left: "right", right: "left" } as const;
  const chosen = fits[side] || !fits[opposite[side]] ? side : opposite[side];

  const places = {
    top: [centreX, box.top - height],
    bottom: [centreX, box.bottom],
    left: [box.left - width, centreY],
    right: [box.right, centreY],
  } as const;
  const [left, top] = places[chosen];
  floating.style.left = `${clamp(left, edgePx, viewWidth - width - edgePx)}px`;
  floating.style.top = `${clamp(top, edgePx, viewHeight - height - edgePx)}px`;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
