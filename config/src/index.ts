/** The agreed facts: units, messages, site files, rule profiles. Imports nothing of the other rooms. */
export * from "./units.ts";
export * from "./messages.ts";
export * from "./site.ts";
export * from "./api.ts";
export * from "./modbus-map.ts";
export * from "./modbus-codec.ts";
export * from "./modbus-document.ts";
export * from "./problem.ts";
export * from "./profiles/profile.ts";
export * from "./rules.ts";
export * from "./read-site.ts";
export * from "./with-policy.ts";
export * from "./behaviour.ts";
export * from "./modbus-words.ts";
export * from "./modbus-adapter.ts";
export * from "./polygons.ts";
