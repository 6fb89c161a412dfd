import type { Bystander, ComparedContainer, ComparedProject, Comparison } from "./compare.ts";

/** Containers of one service that are told of together: nothing tells them apart but their names and times. */
export interface Block {
  readonly service: string;
  readonly names: readonly string[];
  /** As `running, made 2026-11-28 09:12 UTC`. */
  readonly state: string;
  readonly differences: ComparedContainer["differences"];
  readonly notCompared: ComparedContainer["notCompared"];
}

/** The containers of a project, those that are alike together, in the order of the files. */
export function blocksOf({ containers }: ComparedProject): readonly Block[] {
  const groups = new Map<string, ComparedContainer[]>();
  for (const container of containers) {
    const { service, state, differences, notCompared } = container;
    const key = JSON.stringify([service, state, differences, notCompared]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [container]);
    else group.push(container);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { service, differences, notCompared } = first;
    const oldest = group.reduce((old, one) => (one.created < old.created ? one : old), first);
    return [{ service, names: group.map(({ name }) => name), state: stateText(oldest), differences, notCompared }];
  });
}

/** Whether what runs is what is written. A container that does not run is told of and is nobody's danger. */
export function runsAsWritten({ projects }: Comparison): boolean {
  return projects.every(
    ({ containers, undeclared }) =>
      !undeclared.some(isLive) && containers.every((one) => !isLive(one) || one.differences.length === 0),
  );
}

/** Whether a container's processes are there, so that what it is allowed matters now. */
export function isLive({ state }: Bystander): boolean {
  return state === "running" || state === "paused" || state === "restarting";
}

/** The state of a container, with since when it is what it is. */
export function stateText({ state, created, started }: Bystander): string {
  const word = state === "exited" || state === "created" ? `not running (${state})` : state;
  const since = minuteOf(created);
  const begun = started === undefined ? undefined : minuteOf(started);
  const made = since === undefined ? "" : `, made ${since}`;
  return `${word}${made}${begun === undefined || begun === since ? "" : `, started ${begun}`}`;
}

/** `2026-11-28 09:12 UTC`; undefined for what is no time. Engines give times in zones of their own. */
function minuteOf(time: string): string | undefined {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return undefined;
  return `${date.toISOString().slice(0, "2026-11-28T09:12".length).replace("T", " ")} UTC`;
}
