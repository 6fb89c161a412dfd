/**
 * Reads values of JSON that somebody else wrote: each reader gives the value as its type has it, or throws `Misshapen`. Nothing longer than its bound passes, and
 * fields that nobody asked for are left out.
 */
export type Reader<T> = (value: unknown) => T;

/** A value is not what it should be. */
export class Misshapen extends Error {}

/** An object with these fields. A field whose reader takes undefined may be missing. */
export function object<T extends object>(fields: { readonly [K in keyof T]-?: Reader<T[K]> }): Reader<T> {
  const readers = Object.entries(fields) as [string, Reader<unknown>][];
  return (value) => {
    const given = new Map(Object.entries(plain(value)));
    const read = readers.map(([name, reader]) => [name, reader(given.get(name))] as const);
    return Object.fromEntries(read.filter(([, one]) => one !== undefined)) as T;
  };
}

/** The entries of an object by name, at most `most`. Names are read as well. */
export function entries<K extends string, T>(name: Reader<K>, reader: Reader<T>, most: number): Reader<Record<K, T>> {
  return (value) => {
    const given = Object.entries(plain(value));
    if (given.length > most) throw new Misshapen();
    return Object.fromEntries(given.map(([key, one]) => [name(key), reader(one)])) as Record<K, T>;
  };
}

export function list<T>(reader: Reader<T>, most: number): Reader<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > most) throw new Misshapen();
    return value.map(reader);
  };
}

/** A text of at most `most` UTF-16 code units that fits the pattern. */
export function text(most: number, pattern = /^/): Reader<string> {
  return (value) => {
    if (typeof value !== "string" || value.length > most || !pattern.test(value)) throw new Misshapen();
    return value;
  };
}

/** A whole number from 0 to 2³² - 1. */
export const count: Reader<number> = (value) => {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > 0xffff_ffff) throw new Misshapen();
  return value;
};

export function oneOf<const T extends string | boolean>(values: readonly T[]): Reader<T> {
  return (value) => {
    const found = values.find((one) => one === value);
    if (found === undefined) throw new Misshapen();
    return found;
  };
}

export function nullable<T>(reader: Reader<T>): Reader<T | null> {
  return (value) => (value === null ? null : reader(value));
}

export function optional<T>(reader: Reader<T>): Reader<T | undefined> {
  return (value) => (value === undefined ? undefined : reader(value));
}

/** What the first reader takes, else what the second does. */
export function either<A, B>(first: Reader<A>, second: Reader<B>): Reader<A | B> {
  return (value) => {
    try {
      return first(value);
    } catch (error) {
      if (error instanceof Misshapen) return second(value);
      throw error;
    }
  };
}

function plain(value: unknown): object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Misshapen();
  return value;
}
