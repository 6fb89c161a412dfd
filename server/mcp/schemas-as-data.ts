import * as z from "zod";

// Schemas are read as data each time. They would otherwise be made functions of, by texts that the package puts together; they ask for this when they are made,
// so that this module comes before all others.
z.config({ jitless: true });
