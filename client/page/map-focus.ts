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

/** A part by what it keeps from one drawing to the next: the container's name, which is missing where it is of none, and the part's own key. */
export interface PartName {
  readonly container: string | undefined;
  readonly key: string;
}

/** How the part is named that an element belongs to. */
export function partNameOf(element: Element): PartName | undefined {
  const key = element.closest("[data-part]")?.getAttribute("data-part");
  const container = element.closest("[data-name]")?.getAttribute("data-name") ?? undefined;
  return key === undefined || key === null ? undefined : { container, key };
}

/** The part of that name in what is drawn now. The container's place on the map, with which a key begins, may be another one now. */
export function partNamed(view: Element, { container, key }: PartName): Element | undefined {
  const keyed = (root: Element, one: string) => root.querySelector(`[data-part="${CSS.escape(one)}"]`) ?? undefined;
  if (container === undefined) return keyed(view, key);
  const cards = [...view.querySelectorAll(`[data-name="${CSS.escape(container)}"]`)];
  const own = key.slice(key.indexOf("/"));
  const parts = cards.flatMap((card) =>
    [...card.querySelectorAll("[data-part]")].filter((part) => part.getAttribute("data-part")?.endsWith(own)),
  );
  return parts.find((part) => part.getAttribute("data-part") === key) ?? parts[0];
}

/** Remembers which part has the focus, and how far the views are scrolled; what it returns puts both back after the views' content was replaced. */
export function holdFocus(views: readonly HTMLElement[]): () => void {
  const part = document.activeElement ? partNameOf(document.activeElement) : undefined;
  const view = views.find((one) => one.contains(document.activeElement));
  const scrolled = views.map(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop] as const);
  return () => {
    for (const [index, [left, top]] of scrolled.entries()) views[index]?.scrollTo(left, top);
    if (view === undefined || part === undefined) return;
    // Of a container that was folded, the line is left.
    const again = partNamed(view, part) ?? partNamed(view, { ...part, key: `${part.key.split("/")[0]}/container` });
    const target = again?.querySelector<HTMLElement>("button") ?? again;
    if (target instanceof HTMLElement || target instanceof SVGElement) target.focus({ preventScroll: true });
  };
}
