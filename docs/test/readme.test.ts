/** The two READMEs say the same, and what they link to is there. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const read = (path: string) => readFileSync(at(path), "utf8");
const blocks = (text: string) => [...text.matchAll(/```sh\n[\s\S]*?```/g)].map(([block]) => block);
const links = (text: string) =>
  [...text.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path]) => path!);

test("both READMEs give the same commands and as many headings", () => {
  const [en, zh] = [read("README.md"), read("README.zh-CN.md")];
  expect(blocks(zh)).toEqual(blocks(en));
  expect(zh.match(/^#+ /gm)).toEqual(en.match(/^#+ /gm));
});

test.each(["README.md", "README.zh-CN.md", "docs/architecture.md", "docs/hazards.md"])(
  "everything that %s links to is there",
  (file) => {
    const missing = links(read(file)).filter((path) => !existsSync(new URL(path, at(file))));
    expect(missing).toEqual([]);
  },
);

test("every hazard that is guarded names a test that is there", () => {
  const named = [...read("docs/hazards.md").matchAll(/`([a-z-]+\/test(?:\/[\w.-]+)?)`/g)].map(
    ([, path]) => path!,
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((path) => !existsSync(at(path)))).toEqual([]);
});
