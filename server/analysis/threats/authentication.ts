import { ASKING_PUBLISHERS, OPEN_PROGRAMS, type OpenProgram } from "../facts/authentication.ts";
import type { Container } from "../model/container.ts";
import type { ImageRef } from "../model/image.ts";
import { knownValue } from "../model/setting.ts";

/** A program that asks nobody for a password. */
export interface OpenAccess {
  readonly program: string;
  readonly ports: readonly number[];
  /** Why, as the end of a sentence: `POSTGRES_HOST_AUTH_METHOD is trust`. */
  readonly because: string;
}

/** Whether a service's image is known to let everybody in as it is set up here; undefined where it asks for a password or where nobody can tell. */
export function openAccess(service: Container): OpenAccess | undefined {
  const image = knownValue(service.image);
  const name = image?.repository.slice(image.repository.lastIndexOf("/") + 1);
  const row = name === undefined ? undefined : OPEN_PROGRAMS.find(({ images }) => images.includes(name));
  if (row === undefined) return undefined;
  const because = switchedOff(row, service) ?? openByDefault(row, image, service);
  return because === undefined ? undefined : { program: row.program, ports: row.ports, because };
}

function switchedOff(row: OpenProgram, { environment, command }: Container): string | undefined {
  if (isSet(row, environment)) return undefined;
  const variables = row.off?.find((wanted) =>
    Object.entries(wanted).every(([name, form]) => holds(environment, name, form)),
  );
  const [name] = Object.keys(variables ?? {});
  if (name !== undefined) {
    const value = knownValue(environment.get(name) ?? NOTHING);
    return value
      ? `${name} is ${/PASSWORD$|USER$/.test(name) && !/EMPTY/.test(name) ? "set" : value}`
      : `${name} is empty`;
  }
  const option = row.offOption && knownValue(command)?.find((word) => row.offOption?.test(word));
  return option === undefined ? undefined : `its command has ${option}`;
}

function openByDefault(row: OpenProgram, image: ImageRef | null | undefined, service: Container): string | undefined {
  const { byDefault } = row;
  if (byDefault === undefined || (byDefault !== true && !byDefault.test(image?.tag ?? ""))) return undefined;
  if (ASKING_PUBLISHERS.test(image?.repository ?? "")) return undefined;
  const {
    environment,
    command,
    entrypoint,
    mounts,
    source: { keys },
  } = service;
  if (keys.has("env_file") || isSet(row, environment) || knownValue(entrypoint) !== null) return undefined;
  const words = command.state === "known" ? (command.value ?? []) : undefined;
  if (words === undefined || words.some((word) => word.split(/\s+/).some((part) => row.setByOption?.test(part))))
    return undefined;
  const configured = mounts.some(({ target }) =>
    row.configuredIn?.some((path) => target === path || target.startsWith(`${path}/`)),
  );
  return configured ? undefined : "nothing sets one";
}

function isSet({ setBy = [], off = [] }: OpenProgram, environment: Container["environment"]): boolean {
  return setBy.some((name) => {
    if (off.some((variables) => variables[name] !== undefined && holds(environment, name, variables[name])))
      return false;
    const value = environment.get(name);
    return environment.has(`${name}_FILE`) || (value !== undefined && knownValue(value) !== "");
  });
}

/** Whether a variable is known to have such a value. */
function holds(environment: Container["environment"], name: string, form: RegExp): boolean {
  const value = knownValue(environment.get(name) ?? NOTHING);
  return value !== undefined && value !== null && form.test(value);
}

const NOTHING = { state: "unknown", because: "", origin: "default", at: { file: "", start: 0, end: 0 } } as const;
