import type { Engine } from "../../facts/engine.ts";
import { modeOf } from "../../facts/engine-modes.ts";
import type { Container, ProjectDirectory } from "../../model/container.ts";
import { type Mapping, nodeAt } from "../../yaml/tree.ts";
import type { Assembly } from "../project/assemble.ts";

/** How the texts of the project's files are read, and what runs it. */
interface DirectoryContext {
  readonly engine: Engine;
  read(uri: string): string | null | undefined;
}

/** Gives each service that is declared in the project's own directory what is known of that. */
export function withDirectory(
  services: readonly Container[],
  root: Mapping,
  assembly: Assembly,
  { engine, read }: DirectoryContext,
): readonly Container[] {
  const secrets = nodeAt(root, "secrets");
  const named = secrets?.kind === "mapping" ? [...secrets.entries.keys()] : [];
  const directory: ProjectDirectory = {
    uri: assembly.directory,
    secrets: new Set(named),
    // Whatever is read as a file of variables hands all that is in it on. Swarm reads no `.env`.
    takesVariables:
      assembly.hasOwnVariables && modeOf(engine).dotenv && !services.some(({ source }) => source.keys.has("env_file")),
    variable: (name) => {
      const set = assembly.variables(name);
      if (typeof set === "string") return { value: set };
      return set === undefined && !asksFor(name, assembly.files, read) ? "free" : "taken";
    },
  };
  return services.map((service) =>
    assembly.directoryFor(service.key.at.file) === assembly.directory
      ? { ...service, source: { ...service.source, directory } }
      : service,
  );
}

/** Whether one of the files names the variable: `$NAME`, `${NAME:-x}`. */
function asksFor(name: string, files: readonly string[], read: DirectoryContext["read"]): boolean {
  return files.some((file) => {
    const text = read(file);
    if (typeof text !== "string") return true;
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      if (/\$\{?$/.test(text.slice(Math.max(0, at - 2), at)) && !/^\w/.test(text.slice(at + name.length))) return true;
    }
    return false;
  });
}
