/** What of a map somebody wants to see; `server/analysis/map/view.ts` says what it means. */
export interface WantedView {
  readonly query: string;
  readonly unfolded?: boolean;
  readonly flipped: readonly string[];
}

/** What the isolation map's page tells the extension. `at` is an index into the places of the map that the page shows. */
export type FromPage =
  /** It runs, or has another size, and shows this of the map. */
  | { readonly type: "ready" | "resized"; readonly width: number; readonly view: WantedView }
  | { readonly type: "view"; readonly view: WantedView }
  /** The map of that number is on the page. */
  | { readonly type: "drawn"; readonly map: number }
  | { readonly type: "reveal"; readonly map: number; readonly at: number }
  | { readonly type: "export" };

/** What the extension tells the page. `map` numbers the maps, so that a click on one that is just being replaced leads to no other place. */
export type ToPage =
  | {
      readonly type: "map";
      readonly map: number;
      readonly svg: string;
      readonly table: string;
      readonly style: string;
      readonly legend: string;
    }
  /** A place was chosen on that map, which has been replaced: it is to be looked for on the one that is shown. */
  | { readonly type: "again"; readonly map: number }
  /** Where the cursor of the editor is: in which container, and on which of the map's places. */
  | { readonly type: "cursor"; readonly card: number | undefined; readonly places: readonly number[] }
  /** What is shown is not of the text as it is now; an empty note takes that back. */
  | { readonly type: "note"; readonly text: string };
