/** How the virtual cabinet gives its lamps away: after its own clearance, to one hand, in the order in which it speaks. */
import { describe, expect, test } from "vitest";
import { GREEN, LEFT_ALONE, PED_GREEN, RED, WALK, block, lastBeat, started } from "./master.ts";

const STALE_SEQ = 2;
const CONFLICT = 5;

describe("no green before its own clearance:", () => {
  test("whoever begins with green gets all red for a second, and is told so", async () => {
    const { cabinet, write, wait, status } = await started();
    await write(block(GREEN, { owner: 7 }));
    expect(cabinet.lamps()).toMatchObject({ state: "local", vehicle: "red", ped: "dont-walk" });
    wait(999);
    expect(await status()).toMatchObject({ state: 1, actual_on: RED, owner: 7, watchdog_left: 50 });
    wait(1);
    expect(await status()).toMatchObject({ state: 2, actual_on: GREEN, applied_seq: lastBeat() });
  });

  test("whoever begins with all red is obeyed at once, and waits for the rest of the second only", async () => {
    const { cabinet, write, wait, status } = await started();
    await write(block(RED));
    wait(600);
    await write(block(GREEN));
    expect(await status()).toMatchObject({ state: 2, actual_on: RED });
    wait(400);
    expect(cabinet.lamps()).toMatchObject({ state: "remote", vehicle: "green" });
  });

  test("its flash makes the second due again", async () => {
    const { cabinet, write, wait, inGreen } = await started();
    await inGreen();
    wait(2000);
    expect(cabinet.lamps()).toMatchObject({ state: "safe", ...LEFT_ALONE });
    await write(block(WALK));
    expect(cabinet.lamps()).toMatchObject({ state: "safe", vehicle: "red", ped: "dont-walk" });
    wait(1000);
    expect(cabinet.lamps()).toMatchObject({ state: "remote", ped: "walk" });
  });

  test("a single walk from nowhere is never lit by a watchdog shorter than the clearance", async () => {
    const { cabinet, write, wait } = await started();
    await write(block(WALK, { watchdog: 90, bollards: 0b10, ped_countdown_A: 9 }));
    for (let n = 0; n < 300; n += 1) {
      const { ped, bollards, pedCountdown } = cabinet.lamps();
      expect([ped === "walk", bollards, pedCountdown]).toEqual([false, "dark", null]);
      wait(10);
    }
    expect(cabinet.lamps()).toMatchObject({ state: "safe", ...LEFT_ALONE });
  });
});

describe("one hand, in order:", () => {
  test.each([
    ["the block before", -1],
    ["the oldest that is still before", -0x8000],
  ])("%s is refused, changes nothing and feeds nothing", async (_, back) => {
    const { cabinet, write, wait, status } = await started();
    await write(block(RED));
    const { applied_seq, heartbeat_echo } = await status();
    wait(1000);
    const late = block(GREEN, { seq: (applied_seq + back) & 0xffff });
    await expect(write(late)).rejects.toMatchObject({ modbusCode: 3 });
    expect(await status()).toMatchObject({ applied_seq, heartbeat_echo, reject: STALE_SEQ });
    wait(501);
    expect(cabinet.lamps().state).toBe("safe");
  });

  test("the sequence number may wrap, stand still, and leave some out", async () => {
    const { write, status } = await started();
    for (const seq of [0xfffe, 0xffff, 0, 0, 9]) {
      await write(block(RED, { seq }));
      expect(await status()).toMatchObject({ state: 2, applied_seq: seq, reject: 0 });
    }
  });

  test("when control has ended, another hand may begin anywhere, and the same may not fall back", async () => {
    const { write, status } = await started();
    await write(block(RED, { seq: 500, owner: 7 }));
    await write(block(RED, { seq: 501, owner: 7, control: 0 }));
    await expect(write(block(RED, { seq: 499, owner: 7 }))).rejects.toMatchObject({
      modbusCode: 3,
    });
    expect(await status()).toMatchObject({ state: 1, reject: STALE_SEQ });
    await write(block(RED, { seq: 3, owner: 8 }));
    expect(await status()).toMatchObject({ state: 2, owner: 8 });
  });

  test("who has no word of its own may begin anywhere too", async () => {
    const { write, status } = await started();
    await write(block(RED, { seq: 500 }));
    await write(block(RED, { seq: 501, control: 0 }));
    await write(block(RED, { seq: 1 }));
    expect(await status()).toMatchObject({ state: 2, applied_seq: 1 });
  });

  test("going safe is taken from anybody, late or not", async () => {
    const { cabinet, write } = await started();
    await write(block(RED, { seq: 500, owner: 7 }));
    await write(block(RED, { seq: 3, owner: 8, control: 2 }));
    expect(cabinet.lamps()).toMatchObject({ state: "safe", ...LEFT_ALONE });
  });
});

describe("a heartbeat that feeds is a later one:", () => {
  test.each([
    ["counts up, over its end", [0xfffe, 0xffff, 0], "remote"],
    ["is a bit that changes", [1, 0, 1], "remote"],
    ["counts down", [9, 8, 7], "safe"],
  ])("one that %s", async (_, beats, state) => {
    const { cabinet, write, wait } = await started();
    for (const heartbeat of beats) {
      await write(block(RED, { heartbeat }));
      wait(700);
    }
    expect(cabinet.lamps().state).toBe(state);
  });
});

describe("a latched conflict over the line:", () => {
  test("one rising edge resets it, and the lamps come back by the clearance", async () => {
    const { cabinet, write, wait, inGreen } = await started();
    await inGreen();
    await expect(write(block(GREEN | PED_GREEN))).rejects.toMatchObject({ modbusCode: 3 });
    await write(block(WALK, { control: 0b101 }));
    expect(cabinet.lamps()).toMatchObject({ state: "local", vehicle: "red", ped: "dont-walk" });
    wait(1000);
    expect(cabinet.lamps()).toMatchObject({ state: "remote", ped: "walk" });
  });

  test("a bit that stays set does not reset the next", async () => {
    const { cabinet, write, status } = await started();
    await write(block(RED, { control: 0b101 }));
    await expect(write(block(GREEN | PED_GREEN, { control: 0b101 }))).rejects.toMatchObject({
      modbusCode: 3,
    });
    await write(block(RED, { control: 0b101 }));
    expect(cabinet.lamps()).toMatchObject({ state: "fault", ...LEFT_ALONE });
    expect(await status()).toMatchObject({ reject: 0, resets: 1 });
  });

  test("no reset helps while the cause is there", async () => {
    const { cabinet, master, write } = await started();
    await write(block(RED));
    cabinet.fault("lamp-stuck", "ped-A-green", true);
    await write(block(GREEN));
    cabinet.fault("lamp-stuck", "vehicle-A-green", true);
    expect(cabinet.lamps().state).toBe("fault");
    await master.writeRegister(0x0102, 4);
    expect(cabinet.lamps().state).toBe("fault");
  });

  test("a stranger's conflict is refused and does not take the lamps from their owner", async () => {
    const { cabinet, write, status } = await started();
    await write(block(RED, { owner: 7 }));
    const strange = block(GREEN | PED_GREEN, { owner: 8 });
    await expect(write(strange)).rejects.toMatchObject({ modbusCode: 3 });
    expect(cabinet.lamps().state).toBe("remote");
    const own = block(GREEN | PED_GREEN, { owner: 7 });
    await expect(write(own)).rejects.toMatchObject({ modbusCode: 3 });
    expect(await status()).toMatchObject({ state: 4, reject: CONFLICT, owner: 0 });
  });
});
