import type { Answer, Asked } from "../engine/fake-engine.ts";

const IMAGE = { Id: `sha256:${"a".repeat(64)}`, Os: "linux", Architecture: "amd64", RootFS: { Layers: ["x"] } };

/** An engine on which every program ends with 0 at once, or with 1 where `needs` is missing; it keeps what is there. */
export class EngineOfJobs {
  readonly there = new Map<string, unknown>();
  readonly bodies: Record<string, unknown>[] = [];
  /** The number of the request that fails. */
  failing = Number.POSITIVE_INFINITY;
  requests = 0;
  /** Set where it refuses to remove anything. */
  isDeaf = false;
  #count = 0;
  readonly #needs: string | undefined;

  constructor(needs?: string) {
    this.#needs = needs;
  }

  answer({ method, path, body }: Asked): Answer | undefined {
    this.requests += 1;
    if (this.requests === this.failing && method !== "DELETE")
      return { status: 500, json: { message: "no space left on device" } };
    const [, kind = "", id = "", verb = ""] = path.split("/");
    const sent = body.length > 0 && method === "POST" ? JSON.parse(body.toString()) : {};
    if (path === "/info") return { json: { MemTotal: 8e9, KernelVersion: "6.8.0-1" } };
    if (kind === "images") return { json: IMAGE };
    if (method === "POST" && id === "create") return { status: 201, json: this.#made(kind, sent) };
    if (method === "GET" && (id === "" || id === "json")) return { json: this.#listed(kind) };
    if (!this.there.has(id)) return { status: 404, json: { message: "no such thing" } };
    if (method === "DELETE" && this.isDeaf) return { status: 500, json: { message: "device or resource busy" } };
    if (method === "DELETE") {
      this.there.delete(id);
      return { status: 204 };
    }
    if (verb === "json") return { json: { Id: id, State: { Running: false, ExitCode: this.#codeOf(id) }, Config: {} } };
    if (verb === "changes") return { json: [] };
    if (verb === "logs") return { bytes: new Uint8Array() };
    if (verb === "export" || (verb === "archive" && method === "GET")) return { bytes: new Uint8Array(1024) };
    return { status: 204 };
  }

  /** Whether a container that is there was made without any capability. */
  isBare(id: string): boolean {
    const { HostConfig } = (this.there.get(id) ?? {}) as {
      readonly HostConfig?: { readonly CapAdd?: readonly string[] };
    };
    return HostConfig?.CapAdd?.length === 0;
  }

  #made(kind: string, body: Record<string, unknown>): object {
    this.#count += 1;
    const id = kind === "volumes" ? String(body["Name"]) : `${kind}-${this.#count}`;
    this.there.set(id, { kind, ...body });
    if (kind === "containers") this.bodies.push(body);
    return { Id: id, Name: id, Labels: body["Labels"] };
  }

  #listed(kind: string): unknown {
    const all = [...this.there].filter(([, one]) => (one as { kind: string }).kind === kind);
    const rows = all.map(([id, one]) => ({
      ...{ Id: id, Names: ["/bulkhead-x"], Name: id.startsWith("bulkhead-") ? id : "bulkhead-x" },
      Labels: (one as { Labels: object }).Labels,
    }));
    return kind === "volumes" ? { Volumes: rows } : rows;
  }

  #codeOf(id: string): number {
    const { HostConfig } = this.there.get(id) as { readonly HostConfig: { readonly CapAdd?: readonly string[] } };
    return this.#needs === undefined || HostConfig.CapAdd?.includes(this.#needs) ? 0 : 1;
  }
}
