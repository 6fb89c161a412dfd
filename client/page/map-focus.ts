/**
 * Where a key leads from a part of the picture: left and right to the part before and behind, in the order of the table; up and down to the container
 * before and behind; Home and End to the ends. Undefined for other keys, and where nothing follows.
 */
export function arrowTarget(picture: Element, from: SVGElement, key: string): SVGElement | undefined {
  const parts = [...picture.querySelectorAll<SVGElement>("g[data-part]")];
  const at = parts.indexOf(from);
  const heads = parts.filter((part) => part.tabIndex === 0);
  const own = heads.findLastIndex((head) => parts.indexOf(head) <= at);
  switch (key) {
    case "ArrowRight":
      return parts[at + 1];
    case "ArrowLeft":
      return at > 0 ? parts[at - 1] : undefined;
    case "ArrowDown":
      return heads[own + 1];
    case "ArrowUp":
      return own > 0 ? heads[own - 1] : undefined;
    case "Home":
      return parts[0];
    case "End":
      return parts.at(-1);
    default:
      return undefined;
  }
}

/** Remembers which part has the focus, and how far the views are scrolled; what it returns puts both back after the views' content was replaced. */
export function holdFocus(views: readonly HTMLElement[]): () => void {
  const part = document.activeElement?.closest("[data-part]")?.getAttribute("data-part");
  const view = views.find((one) => one.contains(document.activeElement));
  const scrolled = views.map(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop] as const);
  return () => {
    for (const [index, [left, top]] of scrolled.entries()) views[index]?.scrollTo(left, top);
    if (view === undefined || part === undefined || part === null) return;
    const named = (key: string) => view.querySelector(`[data-part="${CSS.escape(key)}"]`);
    // Of a container that was folded, the line is left.
    const again = named(part) ?? named(`${part.split("/")[0]}/container`);
    const target = again?.querySelector<HTMLElement>("button") ?? again;
    if (target instanceof HTMLElement || target instanceof SVGElement) target.focus({ preventScroll: true });
  };
}
