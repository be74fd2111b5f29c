"""A profile 2 cabinet that is not our code: pymodbus keeps the registers, this file echoes them.

Prints {"port": N} first, then one JSON line for each change of what the lamps do:
{"t": seconds since start, "on": mask, "flash": mask, "state": 1 local, 2 remote, 3 safe}.
Arguments: --port N (0: any free one), --unit N, --presses SECONDS (presses button A that often).
"""

import argparse
import asyncio
import json
import logging
import socket
import time

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server.async_io import ModbusTcpServer

YELLOWS = 0b000000010010
LOCAL, REMOTE, SAFE = 1, 2, 3
# magic, map 1.0, profile 2, countdowns bollards voice loops feedback monitor flash, groups, lamps
IDENTITY = [0x5843, 0x0100, 2, 0x01FE, 2, 12, 0, 0, 1, 0, 0, 10, 200, 1, 0, 1]


class Cabinet(ModbusSequentialDataBlock):
    """The register block, and the little a cabinet does with it."""

    def __init__(self):
        super().__init__(0, IDENTITY + [0] * (0x0300 - len(IDENTITY)))
        self.started = time.monotonic()
        self.fed = None
        self.heartbeat = None
        self.told = None
        self.state = LOCAL
        self.tell()

    def setValues(self, address, values):
        super().setValues(address, values)
        if address == 0x0100:
            self.take()

    def take(self):
        """A command block has come whole."""
        command = self.values[0x0100:0x0113]
        if command[1] != self.heartbeat:
            self.fed = time.monotonic()
        self.heartbeat = command[1]
        self.values[0x0200:0x0202] = command[0:2]
        if command[2] & 2:
            self.state = SAFE
        else:
            self.state = REMOTE if command[2] & 1 else LOCAL
        self.tell()

    def watch(self):
        """The watchdog: without a new heartbeat the cabinet goes safe."""
        limit = min(200, self.values[0x0103] or 200) / 100
        if self.state == REMOTE and time.monotonic() - self.fed > limit:
            self.state = SAFE
            self.tell()

    def press(self):
        """A short press of button A: only its counter tells."""
        self.values[0x0220] = (self.values[0x0220] + 1) & 0xFFFF

    def tell(self):
        """Lamp feedback, state and the line of print."""
        command = self.values[0x0105:0x0109]
        if self.state != REMOTE:
            command = [0, YELLOWS, 0, YELLOWS]
        self.values[0x0202] = self.state
        self.values[0x0203] = 1 if self.state == SAFE else 0
        self.values[0x0208:0x020A] = command[0:2]
        lamps = {"on": command[1], "flash": command[3], "state": self.state}
        if lamps != self.told:
            self.told = lamps
            say({"t": round(time.monotonic() - self.started, 3), **lamps})


def say(record):
    print(json.dumps(record), flush=True)


def free_port(port):
    if port:
        return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def look_after(cabinet, presses):
    pressed = time.monotonic()
    while True:
        await asyncio.sleep(0.02)
        cabinet.watch()
        if presses and time.monotonic() - pressed >= presses:
            pressed = time.monotonic()
            cabinet.press()


async def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--unit", type=int, default=1)
    parser.add_argument("--presses", type=float, default=0)
    args = parser.parse_args()
    logging.getLogger("pymodbus").setLevel(logging.CRITICAL)  # it calls a closed line an error
    port = free_port(args.port)
    say({"port": port})
    cabinet = Cabinet()
    slave = ModbusSlaveContext(hr=cabinet, zero_mode=True)
    context = ModbusServerContext(slaves={args.unit: slave}, single=False)
    server = ModbusTcpServer(context, address=("127.0.0.1", port), ignore_missing_slaves=True)
    care = asyncio.ensure_future(look_after(cabinet, args.presses))
    try:
        await server.serve_forever()
    finally:
        care.cancel()


if __name__ == "__main__":
    asyncio.run(main())
