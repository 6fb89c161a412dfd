import { said } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { yaml } from "./shared/example.ts";

export default rule({
  id: "unused-allow",
  group: "suppression",
  level: "hint",
  docs: {
    title: "Comment that allows nothing",
    what: "A comment `# bulkhead: allow ID` names a rule that reports nothing where the comment counts, or a rule that does not exist.",
    why: "It stays behind when the setting that it excused is gone, and will excuse the next one that is written there, unseen. A misspelt id excuses nothing at all.",
    fine: "Comments for rules that are switched off or belong to the strict profile are not reported, nor are those in a Dockerfile for rules about services: only the Compose file tells.",
    instead: "Remove the comment, or correct the id.",
    example: {
      file: "compose.yaml",
      bad: yaml`
        services:
          web:
            image: nginx:1.29
            privileged: false # bulkhead: allow privileged -- was needed once`,
      good: yaml`
        services:
          web:
            image: nginx:1.29
            privileged: true # bulkhead: allow privileged -- flashes firmware`,
    },
    references: [],
  },

  *checkAllow(allow) {
    for (const { id, at, state, meant } of allow.rules) {
      if (state === "unknown") {
        const unknown = said`There is no rule "${id}" to allow.`;
        const message = meant === undefined ? unknown : said`${unknown} Did you mean "${meant}"?`;
        yield {
          ...{ at, evidence: id, level: "warning", message },
          ...(meant === undefined ? {} : { meant }),
        };
      }
      if (state === "unused")
        yield {
          at,
          evidence: id,
          message: said`Nothing is reported here that "allow ${id}" could cover.`,
          redundant: true,
        };
    }
  },
});
