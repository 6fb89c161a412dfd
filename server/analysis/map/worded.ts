import type { Words } from "../text/words.ts";
import { type Opening, targetWords } from "../walls/opening.ts";
import type { ContainerMap, Lane, MapModel, Part } from "./model.ts";

/**
 * The map with its labels and words as somebody reads them; names of the files stay as they are, since no text is called so. The sentences that say what a
 * part means are those of the walls, and stay English.
 */
export function worded(model: MapModel, words: Words): MapModel {
  return {
    ...model,
    containers: model.containers.map((container) => containerIn(container, words)),
    lanes: model.lanes.map((lane) => laneIn(lane, words)),
  };
}

function containerIn(container: ContainerMap, words: Words): ContainerMap {
  const { whole, exposure, walls, capabilitySet, locks, pipes, networks } = container;
  const all = <T extends Part>(parts: readonly T[]) => parts.map((part) => partIn(part, words));
  const score = exposure && `${exposure.score.toFixed(1)} ${words.say(exposure.word)}`;
  return {
    ...container,
    image: wordIn(container.image, words),
    whole: { ...whole, word: score ?? words.say(whole.word) },
    ...(exposure ? { exposure: exposureIn(exposure, words) } : {}),
    walls: all(walls),
    ...(capabilitySet ? { capabilitySet: partIn(capabilitySet, words) } : {}),
    capabilities: container.capabilities.map((part) => ({ ...part, word: wordIn(part.word, words) })),
    locks: all(locks),
    pipes: pipes.map((pipe) => pipeIn(pipe, words)),
    networks: all(networks),
  };
}

function exposureIn({ score, word, reason }: NonNullable<ContainerMap["exposure"]>, words: Words) {
  return { score, word: words.say(word), ...(reason === undefined ? {} : { reason: words.made(reason) }) };
}

function laneIn({ kind, part, stops }: Lane, words: Words): Lane {
  return { kind, part: partIn(part, words), stops: stops.map((stop) => ({ ...stop, link: wordIn(stop.link, words) })) };
}

function pipeIn(pipe: Opening, words: Words): Opening {
  return { ...partIn(pipe, words), target: pipe.target === "" ? "" : words.say(targetWords(pipe)) };
}

function partIn<T extends Part>(part: T, words: Words): T {
  return { ...part, label: words.say(part.label), word: wordIn(part.word, words) };
}

function wordIn(word: string, { say, made }: Words): string {
  const said = say(word);
  return said === word ? made(word) : said;
}
