import { ASKING_PUBLISHERS, JMX, OPEN_PROGRAMS, type OpenProgram } from "../facts/authentication.ts";
import { imageWords } from "../facts/image-words.ts";
import type { Container } from "../model/container.ts";
import type { ImageRef } from "../model/image.ts";
import { knownValue } from "../model/setting.ts";
import { said, type Wording } from "../text/wording.ts";

/** A program that asks nobody for a password. */
export interface OpenAccess {
  readonly program: string;
  readonly ports: readonly number[];
  /** Why, as the end of a sentence: `POSTGRES_HOST_AUTH_METHOD is trust`. */
  readonly because: Wording;
}

/** What of a service is known to let everybody in as it is set up here; nothing where it asks for a password or where nobody can tell. */
export function openAccesses(service: Container): readonly OpenAccess[] {
  return [openProgram(service), openManagement(service)].filter((one) => one !== undefined);
}

function openProgram(service: Container): OpenAccess | undefined {
  const image = knownValue(service.image);
  const name = image?.repository.slice(image.repository.lastIndexOf("/") + 1);
  const row = name === undefined ? undefined : OPEN_PROGRAMS.find(({ images }) => images.includes(name));
  if (row === undefined) return undefined;
  const because = switchedOff(row, service) ?? openByDefault(row, image, service);
  return because === undefined ? undefined : { program: row.program, ports: row.ports, because };
}

/**
 * Java's management over the network, where it is told not to ask: whoever reaches it has the virtual machine load classes, and so runs any code. Kafka's
 * scripts tell it so by themselves wherever a port is named.
 */
function openManagement(service: Container): OpenAccess | undefined {
  const { environment, image } = service;
  const words = [knownValue(service.entrypoint), knownValue(service.command)].flatMap((one) => one ?? []);
  const texts = [...words, ...[...environment.values()].map((value) => knownValue(value) ?? "")];
  const ports = texts.flatMap((text) => [...text.matchAll(JMX.port)].map(([, port]) => Number(port)));
  const isKafka = imageWords(knownValue(image)?.repository ?? "").includes("kafka");
  const named = isKafka ? JMX.kafkaPorts : [];
  for (const name of named) ports.push(Number(knownValue(environment.get(name) ?? NOTHING)));
  const { program } = JMX;
  if (texts.some((text) => JMX.open.test(text))) return { program, ports, because: said`${JMX.switch} is ${"false"}` };
  const isLeftToKafka = isKafka && !environment.has(JMX.kafkaOptions) && !service.source.keys.has("env_file");
  return isLeftToKafka ? { program, ports, because: said`nothing sets one` } : undefined;
}

function switchedOff(row: OpenProgram, { environment, command }: Container): Wording | undefined {
  if (isSet(row, environment)) return undefined;
  const variables = row.off?.find((wanted) =>
    Object.entries(wanted).every(([name, form]) => holds(environment, name, form)),
  );
  const [name] = Object.keys(variables ?? {});
  if (name !== undefined) {
    const value = knownValue(environment.get(name) ?? NOTHING);
    if (!value) return said`${name} is empty`;
    return /PASSWORD$|USER$/.test(name) && !/EMPTY/.test(name) ? said`${name} is set` : said`${name} is ${value}`;
  }
  const option = row.offOption && knownValue(command)?.find((word) => row.offOption?.test(word));
  return option === undefined ? undefined : said`its command has ${option}`;
}

function openByDefault(row: OpenProgram, image: ImageRef | null | undefined, service: Container): Wording | undefined {
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
  return configured ? undefined : said`nothing sets one`;
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
