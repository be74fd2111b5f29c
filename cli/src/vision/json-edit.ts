/** Changes one value in the text of a JSON file and leaves every other byte as its owner wrote it. */

/** Keys and indexes from the top of the file to a value. */
export type JsonPath = readonly (string | number)[];

/** Lines longer than this are broken. */
const LINE_MAX = 160;

/**
 * The text with `value` at `path`; a last key that is not there yet is added at the end of its object.
 *
 * `text` must be JSON. Throws an Error when a part of the path before its end is not there.
 */
export function withValue(text: string, path: JsonPath, value: unknown): string {
  const parent = path
    .slice(0, -1)
    .reduce<number>((at, key) => childOf(text, at, key), startOf(text, 0));
  const key = path.at(-1)!;
  const members = membersOf(text, parent);
  const found = members.find((member) => member.key === key);
  const last = members.at(-1);
  const indent = indentAt(text, found?.start ?? last?.start ?? parent);
  if (found !== undefined)
    return text.slice(0, found.start) + written(value, indent) + text.slice(found.end);
  const added = `${JSON.stringify(key)}: ${written(value, indent)}`;
  if (last === undefined) return `${text.slice(0, parent + 1)} ${added} ${text.slice(parent + 1)}`;
  const gap = /\s*$/.exec(text.slice(parent + 1, last.keyStart))![0];
  return `${text.slice(0, last.end)},${gap || " "}${added}${text.slice(last.end)}`;
}

interface Member {
  readonly key: string | number;
  /** Where the key begins, in an object; else where the value does. */
  readonly keyStart: number;
  readonly start: number;
  readonly end: number;
}

function childOf(text: string, at: number, key: string | number): number {
  const member = membersOf(text, at).find((one) => one.key === key);
  if (member === undefined) throw new Error(`no ${key} in the file`);
  return member.start;
}

/** What is in the object or array that begins at `at`. */
function membersOf(text: string, at: number): readonly Member[] {
  const isObject = text[at] === "{";
  if (!isObject && text[at] !== "[") return [];
  const members: Member[] = [];
  let next = startOf(text, at + 1);
  while (text[next] !== "}" && text[next] !== "]") {
    const keyStart = next;
    let key: string | number = members.length;
    if (isObject) {
      const end = endOf(text, next);
      key = JSON.parse(text.slice(next, end)) as string;
      next = startOf(text, text.indexOf(":", end) + 1);
    }
    const end = endOf(text, next);
    members.push({ key, keyStart, start: next, end });
    next = startOf(text, end);
    if (text[next] === ",") next = startOf(text, next + 1);
  }
  return members;
}

/** Where the next thing begins that is not white space. */
function startOf(text: string, from: number): number {
  let at = from;
  while (/\s/.test(text[at] ?? "")) at += 1;
  return at;
}

/** Where the value that begins at `start` ends. */
function endOf(text: string, start: number): number {
  const first = text[start];
  if (first === '"') return stringEnd(text, start);
  if (first !== "{" && first !== "[") {
    const rest = /^[^\s,\]}]+/.exec(text.slice(start, start + 64));
    return start + (rest?.[0].length ?? 0);
  }
  let depth = 0;
  let at = start;
  do {
    const sign = text[at];
    if (sign === '"') {
      at = stringEnd(text, at);
      continue;
    }
    if (sign === "{" || sign === "[") depth += 1;
    if (sign === "}" || sign === "]") depth -= 1;
    at += 1;
  } while (depth > 0 && at < text.length);
  return at;
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** The white space at the beginning of the line that `at` is on. */
function indentAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return /^\s*/.exec(line)![0];
}

/** On one line when it fits; else an element a line, as a person would write it. */
function written(value: unknown, indent: string): string {
  const line = onOneLine(value);
  if (!Array.isArray(value) || value.length === 0 || indent.length + line.length <= LINE_MAX)
    return line;
  const inner = `${indent}  `;
  return `[\n${value.map((one) => inner + onOneLine(one)).join(",\n")}\n${indent}]`;
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, one]) => `${JSON.stringify(key)}: ${onOneLine(one)}`,
  );
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
