import { endedImage } from "../facts/lifetimes.ts";
import { fullName, type ImageRef } from "../model/image.ts";
import type { Setting } from "../model/setting.ts";
import { said, type Wording } from "../text/wording.ts";
import { rule } from "./rule.ts";
import { dockerfile } from "./shared/example.ts";

export default rule({
  id: "end-of-life-image",
  group: "image",
  level: "info",
  docs: {
    title: "Image without updates",
    what: "The image holds a version of a distribution, a language or a database whose publisher has ended its updates: `debian:9`, `node:16`, `postgres:12`, or `python:3.13-buster` for what it is built on. The dates are in a table, and the day is the one on which the file is checked.",
    why: "A flaw that is found after that day stays in the image, is known to everybody, and is what an attacker tries first.",
    fine: "Versions that are not in the table are not reported, nor is a tag without a version. Who pays for longer support may allow the finding with that as the reason.",
    instead: "Name a version that still gets updates.",
    example: {
      file: "Dockerfile",
      bad: dockerfile`
        FROM debian:9`,
      good: dockerfile`
        FROM debian:13`,
    },
    references: [
      "https://endoflife.date/",
      "https://docs.docker.com/build/building/best-practices/#choose-the-right-base-image",
    ],
  },

  *check(service, _, today) {
    const { build, image } = service;
    if (build) return;
    const message = ended(image, today);
    if (message !== undefined) yield { of: image, message };
  },

  *checkStage(stage, _, today) {
    if (!stage.used || stage.parent) return;
    const message = ended(stage.image, today);
    if (message !== undefined) yield { at: stage.baseAt, message };
  },
});

function ended(setting: Setting<ImageRef | null>, today: string | undefined): Wording | undefined {
  if (today === undefined || setting.state === "unknown" || setting.value === null) return undefined;
  const { text, tag } = setting.value;
  const found = endedImage(fullName(setting.value), tag, today);
  return found && said`The image ${text} gets no more updates: those of ${found.name} ended on ${found.end}.`;
}
