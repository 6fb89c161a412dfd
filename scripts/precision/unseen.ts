/** What was measured on files of projects that no rule was made with. They lie in no repository of ours, so that the counts are kept here. */
export interface Unseen {
  readonly group: string;
  readonly files: number;
  /** How many services of Compose files, or files of Dockerfiles, and how many of them have an error or a warning. */
  readonly subjects: number;
  readonly alarmed: number;
  /** Errors and warnings, and what a reader says of them in the words of the review. */
  readonly findings: number;
  readonly right: number;
  readonly arguable: number;
  readonly wrong: number;
  readonly useful: number;
}

/** The first drawings are what the mends were made with; the second ones came after those. */
export const UNSEEN: readonly Unseen[] = [
  {
    ...{ group: "Compose, first, as drawn", files: 105, subjects: 500, alarmed: 120 },
    ...{ findings: 163, right: 162, arguable: 0, wrong: 1, useful: 140 },
  },
  {
    ...{ group: "Compose, second, as drawn", files: 16, subjects: 73, alarmed: 23 },
    ...{ findings: 25, right: 25, arguable: 0, wrong: 0, useful: 24 },
  },
  {
    ...{ group: "Dockerfiles, first, as drawn", files: 26, subjects: 26, alarmed: 8 },
    ...{ findings: 17, right: 14, arguable: 1, wrong: 2, useful: 11 },
  },
  {
    ...{ group: "Dockerfiles, second, as drawn", files: 21, subjects: 21, alarmed: 11 },
    ...{ findings: 23, right: 22, arguable: 0, wrong: 1, useful: 13 },
  },
];

/** The same files after what they led to was mended. */
export const UNSEEN_MENDED: readonly Unseen[] = [
  {
    ...{ group: "Compose, after the mends", files: 121, subjects: 573, alarmed: 149 },
    ...{ findings: 189, right: 189, arguable: 0, wrong: 0, useful: 174 },
  },
  {
    ...{ group: "Dockerfiles, after the mends", files: 47, subjects: 47, alarmed: 19 },
    ...{ findings: 35, right: 35, arguable: 0, wrong: 0, useful: 25 },
  },
];

export const UNSEEN_DRAWN =
  "168 files of public projects that people run themselves or sell, drawn by name on 2026-11-30 from an index of public repositories: 121 Compose files (photos, documents, chat, mail, media, logins, databases, monitoring, streams, models, starters for Django, Rails, Laravel and Node, home laboratories) and 47 Dockerfiles, at most one of each kind from a project. None is of the repositories above, and no rule was made with any. The files were written down without comments and without keys that no rule reads; of long ones, parts. Every error and warning and a part of the infos was read beside its file, and each file for what is missed. One judge did both, and mended what was found: the first drawings are what most mends were made with, so that only what the second ones say *as drawn* was measured on files that nothing was mended for. They are small.";

export const UNSEEN_READ: readonly string[] = [
  "Right are 223 of 228 as drawn (98 %), useful 188 (82 %); after the mends 224 of 224 and 199 (89 %). At most 25 % of the services with an error or a warning were wanted: 25 % as drawn, 26 % with what was missed.",
  'Wrong were: a condition over numbers (`[ $UID -ne 0 ]`) whose branch was taken for run, the password of Java\'s trust store, a dashboard under the name of another one, and a script on a command line (`bash -c "source x.sh"`) taken for a file of an archive.',
  "Of no use were 36: what a program is for (the host's network of what looks for devices, the disks of a monitor of disks, `/` of a monitor of containers, sudo of images for people), jobs that give files to their users as root, one cause told twice (sudo's group beside `NOPASSWD`, `ENV` that hands an `ARG` on, a console beside a published database), mailboxes at example.com.",
  "Missed were 19 that should be errors or warnings. 11 are told now: Java's management, Qdrant and Hasura without a password, Ollama, Kafka Connect, the admin API of Kratos, keys that databases are encrypted with, hashes of literal passwords. So the share of what is there and told was 92 % as drawn and is 97 % now, as far as one reader sees what is there.",
  "Still missed are 8: programs that a container's `command` downloads and starts (3), archives and packages that nothing was compared with, which run from elsewhere than where programs are looked for or whose names are worked out while building (4, without those that are only unpacked or compiled, which the rule leaves out on purpose), a proxy that is open to everybody (1).",
  "Of 102 fixes that are called safe, all of which add `no-new-privileges` to images that are known, only the images for which they are offered were looked at. Nothing was started, so that nobody knows of any that it breaks nothing.",
];
