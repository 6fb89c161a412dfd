const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How many pieces of work are being done, or ended so recently that a signal which came meanwhile has not been told of. */
let held = 0;

/**
 * Runs what must not be broken off by Ctrl-C or by whoever ends processes: it is to take a moment only, and to wait for nothing. A signal that came
 * meanwhile ends the process afterwards, as it does where nobody listens. Nobody listens longer, or an analysis that takes long could not be broken off.
 */
export function uninterrupted<T>(work: () => T): T {
  if (held++ === 0) for (const signal of SIGNALS) process.on(signal, endBy);
  try {
    return work();
  } finally {
    // The event loop tells of signals while it waits for events, which lies between two of these.
    setImmediate(() => setImmediate(release));
  }
}

function release(): void {
  if (--held === 0) stopListening();
}

function endBy(signal: NodeJS.Signals): void {
  stopListening();
  process.kill(process.pid, signal);
}

function stopListening(): void {
  for (const signal of SIGNALS) process.off(signal, endBy);
}
