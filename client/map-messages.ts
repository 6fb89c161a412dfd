/** What the isolation map's page tells the extension. `at` is an index into the places of the map that the page shows. */
export type FromPage =
  | { readonly type: "ready" | "resized"; readonly width: number }
  | { readonly type: "reveal"; readonly map: number; readonly at: number }
  | { readonly type: "export" };

/** What the extension tells the page. `map` numbers the maps, so that a click on one that is just being replaced leads nowhere. */
export type ToPage =
  | {
      readonly type: "map";
      readonly map: number;
      readonly svg: string;
      readonly table: string;
      readonly style: string;
    }
  /** What is shown is not of the text as it is now; an empty note takes that back. */
  | { readonly type: "note"; readonly text: string };
