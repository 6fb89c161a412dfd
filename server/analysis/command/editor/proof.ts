import type { CommandFile, ContainerCommand } from "../syntax/tree.ts";

/** A flag as far as an edit has to leave it alone: its name in full and what it says. */
export type SaidFlag = readonly [name: string, value: string];

/** The flags of a command, in order. */
export function flagsIn({ flags }: Pick<ContainerCommand, "flags">): readonly SaidFlag[] {
  return flags.map(({ fact, value }) => [fact.name, said(value.text, value.unknown)]);
}

/** Whether a file holds the same commands as before, but for the flags, which are those that are meant for each. */
export function isAsMeant(before: CommandFile, after: CommandFile, meant: readonly (readonly SaidFlag[])[]): boolean {
  return (
    before.commands.length === after.commands.length &&
    before.commands.every((command, index) => {
      const now = after.commands[index];
      return now !== undefined && restOf(command) === restOf(now) && same(meant[index] ?? [], flagsIn(now));
    })
  );
}

function same(a: readonly SaidFlag[], b: readonly SaidFlag[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** All that no edit changes. */
function restOf({ program, verb, image, compose, command, host, unknownPart, isExample }: ContainerCommand): string {
  const words = [image, compose?.service, ...(compose?.files ?? []), host, ...command].map((word) =>
    word === undefined ? null : said(word.text, word.unknown),
  );
  return JSON.stringify([program, verb, words, unknownPart, isExample]);
}

function said(text: string, unknown: readonly string[] | undefined): string {
  return unknown === undefined ? text : `${text} ${unknown.join(" ")}`;
}
