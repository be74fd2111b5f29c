/** A bug that somebody might make, and the test that must find it. */
export interface Bug {
  /** What is wrong, as a reviewer would say it. */
  readonly name: string;
  /** The file it is planted in, from the root of the tree. */
  readonly file: string;
  /** Text that is in the file once, and what stands there with the bug. */
  readonly find: string;
  readonly put: string;
  /** What would happen on the street. */
  readonly harm: string;
  /** Who finds it: a test file, and the test's whole name. */
  readonly by: { readonly file: string; readonly test: string };
}

/** The text with the bug in it; null: the text it replaces is not there, or not just once. */
export function planted(text: string, { find, put }: Bug): string | null {
  const at = text.indexOf(find);
  if (at < 0 || text.indexOf(find, at + 1) >= 0) return null;
  return text.slice(0, at) + put + text.slice(at + find.length);
}
