/** Thrown where what was asked for cannot be done. The message, which may hold texts of any kind, is for whoever asked. */
export class CannotRun extends Error {}
