/**
 * Loaded before a program, `node --import "trap.ts?log=FILE" PROGRAM`, in its threads too: it notes in the file what the program asks of the machine, one
 * line of JSON for each attempt, and refuses connections and programs other than git. Reading files is not noted.
 */
import child from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";
import path from "node:path";
import threads from "node:worker_threads";

/** What is noted: the kind, and the file, the name of a variable, the place of a connection, the command line, or the code that is made of a text. */
export type Attempt = readonly [
  kind: "connects" | "runs" | "writes" | "thread" | "variable" | "code",
  ...what: string[],
];

type Call = (this: unknown, ...args: never[]) => unknown;
type Holder = Record<string, Call>;

const SELF = import.meta.url;
const sink = fs.openSync(new URL(SELF).searchParams.get("log") ?? "", "a");

function note(...attempt: Attempt): void {
  fs.writeSync(sink, `${JSON.stringify(attempt)}\n`);
}

/** Puts something before a function of a module; it gets the arguments and says whether the function is called at all. */
function before(holder: object, names: readonly string[], isAllowed: (name: string, args: unknown[]) => boolean): void {
  const functions = holder as Holder;
  for (const name of names) {
    const original = functions[name];
    if (typeof original !== "function") continue;
    functions[name] = function (...args: never[]) {
      if (!isAllowed(name, args)) throw Object.assign(new Error(`the trap refuses ${name}`), { code: "EPERM" });
      return original.apply(this, args);
    };
  }
}

const refuse = (name: string, args: unknown[]): boolean => {
  note("connects", name, JSON.stringify(args[0] ?? null));
  return false;
};

before(net.Socket.prototype, ["connect"], refuse);
before(net.Server.prototype, ["listen"], refuse);
before(dgram.Socket.prototype, ["bind", "connect", "send"], refuse);
for (const one of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
  before(
    one,
    Object.getOwnPropertyNames(one).filter((name) => /^(?:lookup|resolve|reverse)/.test(name)),
    refuse,
  );

const isGit = (file: unknown, args: unknown): boolean => {
  note("runs", String(file), ...(Array.isArray(args) ? args.map(String) : []));
  return path.isAbsolute(String(file)) && path.basename(String(file)) === "git";
};
// All that runs a program and is waited for by an event comes this way.
before(child.ChildProcess.prototype, ["spawn"], (_, [options]) => {
  const { file, args } = options as { readonly file: string; readonly args: readonly string[] };
  return isGit(file, args.slice(1));
});
before(child, ["spawnSync", "execSync", "execFileSync"], (_, [file, args]) => isGit(file, args));

const WRITES =
  /^(?:write(?!v?Sync$|v?$)|append|mkdir|mkdtemp|rename|rm|rmdir|unlink|symlink|link|truncate|copyFile|cp|chmod|chown|lchown|lchmod|utimes|lutimes|createWriteStream)/;
for (const holder of [fs, fs.promises]) {
  before(
    holder,
    Object.keys(holder).filter((name) => WRITES.test(name)),
    (name, args) => {
      note("writes", name, ...args.slice(0, name.startsWith("rename") ? 2 : 1).map(String));
      return true;
    },
  );
  before(holder, ["open", "openSync"], (name, [file, flags]) => {
    if (isForWriting(flags)) note("writes", name, String(file));
    return true;
  });
}

function isForWriting(flags: unknown): boolean {
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = fs.constants;
  if (typeof flags === "number") return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)) !== 0;
  return typeof flags === "string" && flags !== "r" && flags !== "rs";
}

/** A thread has options of its own, and would not be watched. */
class WatchedThread extends threads.Worker {
  constructor(file: string | URL, options?: threads.WorkerOptions) {
    super(file, { ...options, execArgv: ["--import", SELF] });
  }
}
threads.Worker = WatchedThread;
if (!threads.isMainThread) note("thread");

globalThis.Function = new Proxy(Function, {
  construct(original, args, self) {
    note("code", ...args.map(String));
    return Reflect.construct(original, args, self);
  },
  apply(original, self, args) {
    note("code", ...args.map(String));
    return Reflect.apply(original, self, args);
  },
});

const variables = process.env;
Object.defineProperty(process, "env", {
  value: new Proxy(variables, {
    get(_, name) {
      if (typeof name === "string") note("variable", name);
      return Reflect.get(variables, name);
    },
    ownKeys() {
      note("variable", "*");
      return Reflect.ownKeys(variables);
    },
  }),
});

syncBuiltinESMExports();
