import type { Breakable } from "@crossing/config";
import { describe, expect, test } from "vitest";
import { createToys } from "../src/demo/toys.ts";

/** A room of processes that notes what is done to it. */
function room() {
  const done: string[] = [];
  const down = new Set<string>();
  return {
    done,
    down,
    send: (name: string, message: object) => done.push(`${name} ${JSON.stringify(message)}`),
    kill: (name: string) => void (done.push(`kill ${name}`), down.add(name)),
    hold: (name: string) => done.push(`hold ${name}`),
    release: (name: string) => done.push(`release ${name}`),
    running: (name: string) => !down.has(name),
  };
}

const CUT = 'street {"type":"camera-cut","camera":"A","cut":';

describe("breaking and mending", () => {
  test.each<[Breakable, readonly string[], readonly string[]]>([
    ["camera-A", [`${CUT}true}`], [`${CUT}false}`]],
    [
      "modbus",
      ['cabinet {"type":"cabinet-mute","mute":true}'],
      ['cabinet {"type":"cabinet-mute","mute":false}'],
    ],
    [
      "cable",
      ['cabinet {"type":"cable-cut","cut":true}'],
      ['cabinet {"type":"cable-cut","cut":false}'],
    ],
    ["broker", ["hold broker"], ["release broker"]],
    ["vision", ["kill vision"], []],
    ["edge", ["kill edge"], []],
  ])("%s", (what, broken, mended) => {
    const world = room();
    const toys = createToys(world);
    toys.act({ do: "break", what, broken: true });
    expect(world.done).toEqual(broken);
    expect(toys.view().broken).toEqual([what]);
    world.done.length = 0;
    world.down.clear();
    toys.act({ do: "break", what, broken: false });
    expect(world.done).toEqual(mended);
    expect(toys.view().broken).toEqual([]);
  });
});

test("a process started anew is told again what is broken", () => {
  const world = room();
  const toys = createToys(world);
  toys.act({ do: "break", what: "camera-A", broken: true });
  toys.act({ do: "break", what: "broker", broken: true });
  world.done.length = 0;
  toys.remind();
  expect(world.done).toEqual([`${CUT}true}`]);
});

test("people, cars and presses go to the street", () => {
  const world = room();
  createToys(world).act({ do: "people", zone: "A", count: 5 });
  expect(world.done).toEqual([
    'street {"type":"street-add","action":{"do":"people","zone":"A","count":5}}',
  ]);
});
