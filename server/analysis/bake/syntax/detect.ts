import { baseName, directoryOf } from "../../text/uri.ts";

/** The files that bake takes by themselves, all that there are, in the order in which they are laid over each other; it takes Compose files before them. */
const TAKEN: readonly string[] = [
  "docker-bake.json",
  "docker-bake.hcl",
  "docker-bake.override.json",
  "docker-bake.override.hcl",
];

/** Whether a name may be that of a bake file; what stands in it decides. `uri` may be a path as well. */
export function isBakeName(uri: string): boolean {
  const name = baseName(uri).toLowerCase();
  return name.endsWith(".hcl") ? name.includes("bake") : name.endsWith(".json") && /^docker-bake[.-]/.test(name);
}

/** The URIs of the files that bake takes together with one, itself among them, in their order. One of another name is taken by itself, as `-f` names it. */
export function takenWith(uri: string): readonly string[] {
  if (!TAKEN.includes(baseName(uri))) return [uri];
  const directory = directoryOf(uri);
  return TAKEN.map((name) => `${directory}/${name}`);
}
