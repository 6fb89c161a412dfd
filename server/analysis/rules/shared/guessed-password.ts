import { imageWords } from "../../facts/image-words.ts";
import type { Container } from "../../model/container.ts";
import { knownValue } from "../../model/setting.ts";
import { isStore } from "../../model/store.ts";
import { isGuessable, stemOf } from "../../secrets/guessable.ts";
import { namesStore, secretName } from "../../secrets/names.ts";
import { said, type Wording } from "../../text/wording.ts";
import { storesOf } from "../../threats/within-project.ts";

/** A password, the name of the variable or option that it stands behind, and the text that holds it. */
interface Held {
  readonly password: string;
  readonly key: string;
  readonly text: string;
}

/**
 * What a password of a service opens, as a message goes on, where the file that holds it gives nothing away: it is one that is tried first, and it opens a
 * database, a cache or a queue that either nobody but the project's own containers reaches, which have it, or whose ports are reported as published.
 */
export function guessedStore(service: Container, { password, key, text }: Held): Wording | undefined {
  const candidates = storesOf(service).filter(
    ({ store }) =>
      takes(store, password) && (store.name === service.name || namesStore(key) || text.includes(`@${store.name}`)),
  );
  // What a database is set up with opens that database, whichever others take the same password.
  const own = candidates.filter(({ store }) => store.name === service.name);
  const opened = own.length > 0 ? own : candidates;
  const [first] = opened;
  if (first === undefined || !isGuessable(password, namesBeside(service))) return undefined;
  const reached = opened.find(({ reach }) => reach !== "project");
  if (reached?.reach === "others") return undefined;
  return reached === undefined
    ? said`Anybody would guess it, and only services of the project reach "${first.store.name}".`
    : said`Anybody would guess it: it matters that "${reached.store.name}" is published, not that it is written here.`;
}

/** Whether a database, a cache or a queue is set up with a password that is tried first, wherever that is written. */
export function hasGuessedPassword(service: Container): boolean {
  if (!isStore(service)) return false;
  return [...service.environment].some(([variable, setting]) => {
    const value = knownValue(setting);
    return (
      value !== undefined &&
      value !== null &&
      value !== "" &&
      secretName(variable)?.kind === "password" &&
      isGuessable(value, namesBeside(service))
    );
  });
}

/** Whether a service is set up with a password: as a variable, as the end of a pair, or as a word of its command. */
function takes({ environment, command }: Container, password: string): boolean {
  if (knownValue(command)?.includes(password)) return true;
  return [...environment.values()].some((setting) => {
    const value = knownValue(setting);
    return value === password || value?.endsWith(`/${password}`) || value?.endsWith(`:${password}`);
  });
}

/** By the list of the services on the same networks. */
const NAMES = new WeakMap<readonly Container[], ReadonlySet<string>>();

/** The stems of what a password may repeat: the names of programs, accounts and databases of the services on the same networks. */
function namesBeside(service: Container): ReadonlySet<string> {
  const services = service.onNetworks();
  const known = NAMES.get(services) ?? new Set(services.flatMap(namesOf).map(stemOf));
  NAMES.set(services, known);
  return known;
}

function namesOf({ name, image, environment }: Container): readonly string[] {
  const accounts = [...environment].flatMap(([variable, value]) =>
    /(?:user|username|login|db|database|dbname|name)$/i.test(variable) ? (knownValue(value) ?? []) : [],
  );
  return [name, ...imageWords(knownValue(image)?.repository ?? ""), ...accounts];
}
