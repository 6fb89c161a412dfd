import { type FakeEngine, fakeEngine } from "../engine/fake-engine.ts";
import type { Recorded, Recording } from "./recording.ts";

/** Starts an engine that answers as another one did. `change` may give another body for the path of a request; it is given a copy, which it may change. */
export function recordedEngine(
  recording: Recording,
  change: (path: string, body: unknown) => unknown = () => undefined,
): Promise<FakeEngine> {
  const find = (address: string): Recorded | undefined => recording[`GET ${address}`];
  return fakeEngine(
    ({ method, version, path, query }) => {
      if (method !== "GET") return undefined;
      const rest = query.size === 0 ? "" : `?${query}`;
      const base = `/v${version}`;
      const recorded = find(`${base}${path}${rest}`) ?? find(`${base}${path.replaceAll(":", "%3A")}${rest}`);
      if (recorded === undefined) return undefined;
      const body = structuredClone(recorded.body);
      return { status: recorded.status, json: change(path, body) ?? body };
    },
    { ping: find("/_ping")?.headers ?? {}, version: find("/version")?.body },
  );
}
