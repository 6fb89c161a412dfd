import type { Config } from "../analysis/settings/config.ts";
import { CannotRun } from "../entries/cannot-run.ts";
import { pathOf } from "../entries/file-names.ts";
import { FileSources } from "../entries/sources.ts";
import { comparisonFor } from "./ask.ts";
import { comparisonPage } from "./markdown.ts";

/** What an editor asks for: a file, what holds for it, and the outermost directory of its workspace folder, all by URIs. */
export interface EditorOrder {
  readonly uri: string;
  readonly outermost: string;
  readonly config: Config;
  readonly signal: AbortSignal;
}

/** A page of Markdown, or why there is none, in words for the user. */
export type EditorAnswer = { readonly page: string } | { readonly refused: string };

/** Compares the files as they are on the disk, since Compose starts containers from those. */
export async function compareForEditor({ uri, outermost, config, signal }: EditorOrder): Promise<EditorAnswer> {
  const directory = pathOf(outermost);
  if (directory === undefined) return { refused: "the file is not on this machine" };
  try {
    const { comparison } = await comparisonFor({
      uris: [uri],
      invocation: { outermost },
      config,
      sources: new FileSources(directory),
      asked: {},
      environment: process.env,
      directory,
      signal,
    });
    return { page: comparisonPage(comparison) };
  } catch (error) {
    if (error instanceof CannotRun) return { refused: error.message };
    throw error;
  }
}
