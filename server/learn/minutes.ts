/** How many minutes one service may take where nobody says otherwise, and at most: less than after what time the things of a run count as nobody's. */
export const MINUTES = { usually: 45, most: 120 } as const;
