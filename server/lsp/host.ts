import type { Limited, load } from "../analysis/run/load.ts";
import type { EditorAnswer, EditorOrder } from "../compare/editor.ts";

/** What the place that the server runs in gives it. */
export interface Host {
  /** Reads a file that is not open; null where it cannot be read. Never rejects. */
  read(uri: string): Promise<string | null>;
  /** The analysis: handed in, so that a test can give one that fails. */
  readonly load: typeof load;
  /** Makes a limit of so many milliseconds for work; left out if the host has no means to end work. */
  readonly timeLimit?: (milliseconds: number) => Limited;
  /** Compares files with the containers of an engine; left out where the server asks none. */
  readonly compare?: (order: EditorOrder) => Promise<EditorAnswer>;
  /** Resolves when the client has read what was written to it; left out if the host cannot know that. */
  readonly written?: () => Promise<void>;
}
