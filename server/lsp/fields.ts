/** A field of a value from a client, whose shape is unchecked; undefined if there is none. */
export function field(sent: unknown, name: string): unknown {
  return typeof sent === "object" && sent !== null ? Reflect.get(sent, name) : undefined;
}

/** The text under a name, empty where there is none. */
export function stringIn(sent: unknown, name: string): string {
  const value = field(sent, name);
  return typeof value === "string" ? value : "";
}

/** The texts of the list under a name, empty where there is none. */
export function stringsIn(sent: unknown, name: string): readonly string[] {
  const value = field(sent, name);
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
