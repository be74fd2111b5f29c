/** The agreed facts: units, messages, site files, rule profiles. Imports nothing of the other rooms. */
export * from "./units.ts";
export * from "./messages.ts";
export * from "./site.ts";
export * from "./api.ts";
