import { remembered } from "./remembered.ts";

/** No image's name has more parts, or words in a part, that tell anything. */
const MOST_WORDS = 8;

/** The words of a repository's parts, and those that stand together: `mongo`, `express` and `mongo-express`. */
export const imageWords = remembered((repository): readonly string[] =>
  repository
    .toLowerCase()
    .split("/")
    .slice(0, MOST_WORDS)
    .flatMap((part) => {
      const words = part.split(/[-_.]/).slice(0, MOST_WORDS);
      return words.flatMap((_, first) =>
        words.slice(first).map((_, more) => words.slice(first, first + more + 1).join("-")),
      );
    }),
);
