/** The rooms of the house and who may go where: the table of docs/architecture.md, held by a test. */
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join, relative } from "node:path";
import { expect, test } from "vitest";

const HOUSE = fileURLToPath(new URL("../..", import.meta.url));

/** Each room and the rooms it may import. Only cli and bench know all. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  config: [],
  vision: ["config"],
  "signal-driver": ["config"],
  telemetry: ["config"],
  "controller/src/core": ["config"],
  "controller/src/loop": ["config"],
  simulator: ["config", "controller"],
  dashboard: ["config", "controller", "simulator"],
  "dashboard/report": ["config", "controller", "simulator"],
};

const sources = (room: string): string[] => {
  const folder = join(HOUSE, room.includes("/") ? room : join(room, "src"));
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
};

const imported = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(
    (found) => found[1]!,
  );

test.each(Object.entries(MAY))("%s imports only %j", (room, may) => {
  const wrong = sources(room).flatMap((file) =>
    imported(file)
      .filter((name) => name.startsWith("@crossing/"))
      .filter(
        (name) =>
          !may.includes(name.split("/")[1]!) ||
          (room !== "cli" && name === "@crossing/controller/loop"),
      )
      .map(
        (name) =>
          `${relative(HOUSE, file)} imports ${name}; ${room} may import ${may.join(", ") || "nothing"}`,
      ),
  );
  expect(wrong).toEqual([]);
});

test("the core touches nothing: no Node, no clock, no chance, no other file than its own", () => {
  const wrong = sources("controller/src/core").flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const banned = /\b(Date\.|new Date|Math\.random|process\.|setTimeout|performance\.)/.exec(text);
    const outside = imported(file).filter(
      (name) => !name.startsWith("./") && !name.startsWith("../") && name !== "@crossing/config",
    );
    return [...(banned === null ? [] : [banned[0]]), ...outside].map(
      (what) => `${relative(HOUSE, file)}: ${what}`,
    );
  });
  expect(wrong).toEqual([]);
});

test("every dependency is pinned to one version", () => {
  const rooms = [
    "",
    "config",
    "vision",
    "controller",
    "signal-driver",
    "simulator",
    "telemetry",
    "dashboard",
    "cli",
    "bench",
  ];
  const loose = rooms.flatMap((room) => {
    const pack = JSON.parse(readFileSync(join(HOUSE, room, "package.json"), "utf8")) as Record<
      string,
      Record<string, string> | undefined
    >;
    return Object.entries({ ...pack["dependencies"], ...pack["devDependencies"] })
      .filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version))
      .map(([name, version]) => `${room}/package.json: ${name} ${version}`);
  });
  expect(loose).toEqual([]);
});

test("there is no room without a purpose: no shared, common, utils or lib folder", () => {
  const rooms = Object.keys(MAY)
    .concat("cli", "bench")
    .map((room) => room.split("/")[0]!);
  const wrong = [...new Set(rooms)].flatMap((room) =>
    readdirSync(join(HOUSE, room), { recursive: true, encoding: "utf8" }).filter(
      (name) =>
        !name.includes("node_modules") &&
        !name.startsWith("dist") &&
        /(^|\/)(shared|common|utils?|helpers?|lib)(\/|\.ts$)/.test(name),
    ),
  );
  expect(wrong).toEqual([]);
});
