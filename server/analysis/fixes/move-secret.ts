import type { Fix } from "../model/change.ts";
import type { Container, ProjectDirectory } from "../model/container.ts";
import { isWritten, type Setting } from "../model/setting.ts";
import type { WrittenText } from "../model/written.ts";
import { resolvePath } from "../text/uri.ts";
import { startedProfile } from "./started-image.ts";

/** What the user still has to do. Who runs many fixes at once does not know whether it was done. */
const CHANGE_IT = "a value that was ever committed has to be changed as well";

/**
 * Fixes that move the value of a variable out of the file: to a secret that is mounted as a file, where the image reads one in the variable's place; else
 * to the `.env` of the project. `secret` is the credential in it. None where the value is made of variables or comes from elsewhere, where
 * others would get to see it, and where the value is needed in the container's environment.
 */
export function moveSecret(service: Container, text: WrittenText, secret: string): readonly Fix[] {
  const { key, environment, source } = service;
  const { directory } = source;
  const { at, via, literal } = text;
  if (!directory || text.kind !== "environment" || text.name !== text.key || source.isExample) return [];
  if (via !== undefined || at.file !== key.at.file || !isValue(environment.get(text.key), literal)) return [];
  const variable = fileVariable(service, text.key);
  if (variable !== undefined && secret === literal) return toSecret(service, text, variable, directory);
  return directory.takesVariables ? toVariables(service, text, directory) : [];
}

/** Whether it surely is the value: where a variable is filled in, the two differ. */
function isValue(setting: Setting<string | null> | undefined, literal: string): boolean {
  return setting?.state === "known" && setting.value === literal && literal !== "";
}

/** The variable with which the image that starts reads the value from a file; undefined where it does not, or nobody knows. */
function fileVariable(service: Container, variable: string): string | undefined {
  const { environment, source } = service;
  const profile = startedProfile(service);
  if (!profile || profile.secrets === "unknown" || profile.evidence.secrets === "guessed") return undefined;
  const file = profile.secrets.find((one) => one.variable === variable)?.file;
  // Images refuse to start where both are set, and a file of variables may set either.
  const isClear = file !== undefined && !environment.has(file) && !source.keys.has("env_file");
  return isClear && !mayName(service, variable) ? file : undefined;
}

/** Whether something that runs in the container may read the variable, which would be gone. */
function mayName({ command, entrypoint, healthcheck, hooks }: Container, variable: string): boolean {
  return [command, entrypoint, healthcheck, ...hooks.map((hook) => hook.command)].some((one) => {
    if (one.state === "unknown") return isWritten(one);
    return (one.value ?? []).some((word) => word.includes(variable));
  });
}

function toSecret(
  service: Container,
  { key: variable, at, literal }: WrittenText,
  file: string,
  { uri, secrets }: ProjectDirectory,
): readonly Fix[] {
  const { key, source } = service;
  const plain = variable.toLowerCase();
  const name = [plain, `${service.name}_${plain}`].find((one) => !secrets.has(one) && /^[a-z0-9][\w.-]*$/i.test(one));
  if (name === undefined) return [];
  const path = `secrets/${name}.txt`;
  const made = { file: resolvePath(uri, path), start: 0, end: 0 };
  const mounted = `/run/secrets/${name}`;
  return [
    {
      title: `Move ${variable} to a secret, in ${path} (${CHANGE_IT})`,
      safe: false,
      confidence: "medium",
      alone: CHANGE_IT,
      changes: [
        { do: "make-file", at: made, text: literal },
        { do: "keep-out", at: made },
        { do: "put", service: key, key: "environment", item: `${file}=${mounted}`, name: file, value: mounted },
        { do: "remove-at", at },
        source.keys.has("secrets")
          ? { do: "append", service: key, path: ["secrets"], items: [name] }
          : { do: "set", service: key, path: ["secrets"], value: [name] },
        { do: "add", service: key, section: "secrets", name, value: { file: `./${path}` } },
      ],
    },
  ];
}

function toVariables(
  service: Container,
  { key: variable, at, literal }: WrittenText,
  directory: ProjectDirectory,
): readonly Fix[] {
  const own = `${service.name}_${variable}`.toUpperCase().replace(/[^A-Z0-9_]/g, "_");
  const name = [variable, own].find((one) => /^[A-Za-z_]\w*$/.test(one) && isToBeHad(one, literal, directory));
  if (name === undefined) return [];
  const file = { file: resolvePath(directory.uri, ".env"), start: 0, end: 0 };
  const isSet = directory.variable(name) !== "free";
  return [
    {
      title: `Move ${variable} to .env (${CHANGE_IT})`,
      safe: false,
      confidence: "medium",
      alone: CHANGE_IT,
      changes: [
        { do: "replace-at", at, value: `\${${name}:?}` },
        ...(isSet ? [] : ([{ do: "define", at: file, name, value: literal }] as const)),
        { do: "keep-out", at: file },
      ],
    },
  ];
}

/** Whether a variable has this value already, or may be given it. */
function isToBeHad(name: string, value: string, directory: ProjectDirectory): boolean {
  const now = directory.variable(name);
  return now === "free" || (now !== "taken" && now.value === value);
}
