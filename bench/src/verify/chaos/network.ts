/** Two network namespaces with a cable between them: the box in one, cabinet and broker in the other. Needs root. */
import { spawnSync } from "node:child_process";

/** Where the two ends live, and how the cable is cut. */
export interface Network {
  /** Words before a command, so that it runs at that end. */
  readonly box: readonly string[];
  readonly city: readonly string[];
  /** Address of cabinet and broker. */
  readonly host: string;
  /** While cut, every packet of the box is dropped in both directions, without a word to anybody. */
  cut(on: boolean): void;
  remove(): void;
}

/** Everybody on loopback: the cable cannot be cut. */
export const LOOPBACK: Pick<Network, "box" | "city" | "host"> = {
  box: [],
  city: [],
  host: "127.0.0.1",
};

const CITY = "10.213.71.2";
const BOX = "10.213.71.1";

/** The network, or in a sentence why this machine cannot have it. */
export function makeNetwork(): Network | string {
  if (process.getuid?.() !== 0) return "no packets were dropped: network namespaces need root";
  const [box, city] = [`crossing-box-${process.pid}`, `crossing-city-${process.pid}`];
  const ends = [`xb${process.pid}`, `xc${process.pid}`] as const;
  const remove = (): void => {
    for (const name of [box, city]) spawnSync("ip", ["netns", "del", name], { stdio: "ignore" });
  };
  const steps = [
    `ip netns add ${box}`,
    `ip netns add ${city}`,
    `ip link add ${ends[0]} netns ${box} type veth peer name ${ends[1]} netns ${city}`,
    `ip -n ${box} addr add ${BOX}/30 dev ${ends[0]}`,
    `ip -n ${city} addr add ${CITY}/30 dev ${ends[1]}`,
    `ip -n ${box} link set ${ends[0]} up`,
    `ip -n ${city} link set ${ends[1]} up`,
    `ip -n ${box} link set lo up`,
    `ip -n ${city} link set lo up`,
    // Whether packets can be dropped is tried now, not when it is needed.
    `ip netns exec ${box} iptables -L -n`,
  ];
  for (const step of steps) {
    const trouble = ran(step);
    if (trouble === null) continue;
    remove();
    return `no packets were dropped: ${step}: ${trouble}`;
  }
  return {
    box: ["ip", "netns", "exec", box],
    city: ["ip", "netns", "exec", city],
    host: CITY,
    cut(on) {
      for (const [chain, from] of [
        ["INPUT", "-s"],
        ["OUTPUT", "-d"],
      ])
        ran(`ip netns exec ${box} iptables ${on ? "-A" : "-D"} ${chain} ${from} ${CITY} -j DROP`);
    },
    remove,
  };
}

/** Null when it went well, else the last thing it said. */
function ran(step: string): string | null {
  const [command, ...words] = step.split(" ");
  const { status, stderr, error } = spawnSync(command!, words, { encoding: "utf8" });
  if (status === 0) return null;
  return error?.message ?? stderr.trim().split("\n").at(-1) ?? "failed";
}
