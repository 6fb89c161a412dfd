/** What the tool would have started for one project: the words of `docker run` behind `run`, or the file that it lays over a Compose project. */
export interface Recorded {
  readonly name: string;
  readonly run?: readonly string[];
  readonly override?: string;
}

/** All that was recorded of one release. */
export interface Recording {
  readonly version: string;
  /** The folder that each project lay in, and the home directory. */
  readonly home: string;
  readonly cases: readonly Recorded[];
}

/** The folder of a case, whose name is a number. */
export function projectOf(home: string, index: number): string {
  return `${home}/project-${index}`;
}
