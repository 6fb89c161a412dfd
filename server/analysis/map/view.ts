import { type ContainerMap, type MapModel, sectionsOf } from "./model.ts";

/** What of a map somebody wants to see. */
export interface View {
  /** Only containers that say this somewhere, in any case; all where it is empty. */
  readonly query: string;
  /** Whether all are unfolded, or folded; undefined leaves it to how many there are. */
  readonly unfolded?: boolean;
  /** The names of those that are the other way round. */
  readonly flipped: ReadonlySet<string>;
}

/** A container that is shown, as an index into the map's. A folded one is a line. */
export interface Shown {
  readonly index: number;
  readonly folded: boolean;
}

/** So many fit beside a file without looking for them; of more, only the worst are unfolded at first, and as many as stand side by side. */
const FEW = 4;
const WORST = 2;

/** Everything, in full: for a picture that nobody can click on. */
export const WHOLE: View = { query: "", unfolded: true, flipped: new Set() };

/** What is shown, the worst first; what runs before a service stays behind it. Containers whose exposure nobody knows come last. */
export function shownOf({ containers }: MapModel, view: View, columns = 1): readonly Shown[] {
  const { query, unfolded, flipped } = view;
  const wanted = query.trim().toLowerCase();
  const groups: number[][] = [];
  for (const [index, { before }] of containers.entries()) {
    const last = groups.at(-1);
    if (before && last) last.push(index);
    else groups.push([index]);
  }
  const worst = (group: readonly number[]) =>
    Math.max(...group.map((index) => containers[index]?.exposure?.score ?? -1));
  const ordered = groups.toSorted((a, b) => worst(b) - worst(a)).flat();
  const found = ordered.filter((index) => says(containers[index], wanted));
  return found.map((index, rank) => {
    const usual = unfolded ?? (found.length <= FEW || rank < Math.max(WORST, columns));
    return { index, folded: usual === flipped.has(containers[index]?.name ?? "") };
  });
}

/** Whether a container has a word in its name, its image, or a part that is not as closed as it could be. */
function says(container: ContainerMap | undefined, wanted: string): boolean {
  if (container === undefined) return false;
  if (wanted === "") return true;
  const { name, image } = container;
  const parts = sectionsOf(container).flatMap((section) => section.parts);
  const told = parts.filter(({ standing, id }) => standing !== "closed" && !id.startsWith("capabilities."));
  const added = container.capabilities.filter(({ fate }) => fate === "added" || fate === "dangerous");
  const texts = [name, image, ...[...told, ...added].flatMap(({ label, word }) => [label, word])];
  return texts.some((text) => text.toLowerCase().includes(wanted));
}
