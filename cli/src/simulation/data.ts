/** An option that is JSON, or the name of a file of JSON. */
import { readFileSync } from "node:fs";
import { EXIT, Refusal } from "../exit.ts";

/** The object in `text` or in the file `text`; throws a Refusal that names the option and the `names` it also takes. */
export function dataOf(
  option: string,
  text: string,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const inline = text.trimStart().startsWith("{");
  try {
    const value: unknown = JSON.parse(inline ? text : readFileSync(text, "utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>;
    throw new Error("no object");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      EXIT.usage,
      `${option} ${text}: wanted ${names.join(", ")}, JSON, or a file of JSON (${why})`,
    );
  }
}

/** The text of a file; throws a Refusal when it cannot be read. */
export function textOfFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Refusal(EXIT.usage, `${file}: cannot be read; check the path`);
  }
}
