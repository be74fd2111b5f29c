/** The drawn camera. */
export * from "./camera.ts";
export { type DrawnVehicle, type VehicleKind } from "./car.ts";
export { type DrawnPerson, type Scene, type View, drawView, viewOf } from "./view.ts";
