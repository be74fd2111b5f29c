/** `crossing service`: the crossing as a service of this machine, with a way back from every upgrade. */
import type { Command } from "commander";
import { EXIT } from "../exit.ts";
import type { Counter } from "../program.ts";
import type { Job } from "../service/jobs.ts";

interface ServiceOptions {
  readonly root: string;
  readonly dryRun?: boolean;
  readonly from?: string;
  readonly site?: string;
  readonly purge?: boolean;
  readonly json?: boolean;
}

const EXAMPLES = `
Programs live in two slots below /opt/crossing. An upgrade goes into the idle one and stays only if control is heard
after its start; else, and after a power cut, the old one runs again by itself. Needs root for the running system.

Examples:
  $ sudo crossing service install --site mill-lane.json
  $ sudo ./crossing-0.2.0/config/deploy/install.sh --dry-run
  $ sudo crossing service upgrade --from ./crossing-0.2.0
  $ crossing service status --json
  $ sudo crossing service rollback`;

export function addService(program: Command, counter: Counter): void {
  const service = program
    .command("service")
    .description("install, upgrade and roll back the crossing as a systemd service")
    .addHelpText("after", EXAMPLES);
  writing(service, "install", "put this release, its unit files and a site file on the machine")
    .option("--from <dir>", "a built release (default: the one that runs this)")
    .option("--site <site.json>", "the site file of this crossing")
    .action(async (options: ServiceOptions) => work(options, counter, installJobs));
  writing(service, "upgrade", "run another release, and keep it only if it proves healthy")
    .option("--from <dir>", "a built release (default: the one that runs this)")
    .action(async (options: ServiceOptions) => work(options, counter, upgradeJobs));
  writing(service, "rollback", "run what ran before the last upgrade").action(
    async (options: ServiceOptions) => work(options, counter, rollbackJobs),
  );
  writing(service, "uninstall", "take programs and unit files away; site file and log stay")
    .option("--purge", "take site file and event log away too")
    .action(async (options: ServiceOptions) => work(options, counter, uninstallJobs));
  rooted(service, "status", "what is installed, what runs, what is on trial")
    .option("--json", "one JSON object")
    .action(async (options: ServiceOptions) => status(options, counter));
}

const rooted = (service: Command, name: string, description: string): Command =>
  service
    .command(name)
    .description(description)
    .option("--root <dir>", "work in a folder that will become a system; nothing is started", "/");

const writing = (service: Command, name: string, description: string): Command =>
  rooted(service, name, description).option("--dry-run", "only say what would be done");

async function installJobs({ root, from, site }: ServiceOptions): Promise<readonly Job[]> {
  const { install } = await import("../service/install.ts");
  const { machineAt } = await import("../service/machine.ts");
  const { goodSite } = await import("../site-file.ts");
  const { ROOT } = await import("../places.ts");
  if (site !== undefined) goodSite(site);
  return install({ machine: machineAt(root), from: from ?? ROOT, site: site ?? null });
}

async function upgradeJobs({ root, from }: ServiceOptions): Promise<readonly Job[]> {
  const { upgrade } = await import("../service/upgrade.ts");
  const { machineAt } = await import("../service/machine.ts");
  const { ROOT } = await import("../places.ts");
  return upgrade({ machine: machineAt(root), from: from ?? ROOT });
}

async function rollbackJobs({ root }: ServiceOptions): Promise<readonly Job[]> {
  const { rollback } = await import("../service/upgrade.ts");
  const { machineAt } = await import("../service/machine.ts");
  return rollback(machineAt(root));
}

async function uninstallJobs({ root, purge }: ServiceOptions): Promise<readonly Job[]> {
  const { uninstall } = await import("../service/install.ts");
  const { machineAt } = await import("../service/machine.ts");
  return uninstall(machineAt(root), purge === true);
}

async function work(
  options: ServiceOptions,
  { desk }: Counter,
  jobsOf: (options: ServiceOptions) => Promise<readonly Job[]>,
): Promise<void> {
  const { doAll } = await import("../service/jobs.ts");
  // The crossing's own account must be able to read what root installs; the site file gets its own mode.
  process.umask(0o022);
  const jobs = await jobsOf(options);
  if (jobs.length === 0) return desk.out("nothing to do");
  await doAll(jobs, { dryRun: options.dryRun === true, say: desk.out });
}

async function status(options: ServiceOptions, { desk, end }: Counter): Promise<void> {
  const { machineAt } = await import("../service/machine.ts");
  const { statusLines, statusOf } = await import("../service/status.ts");
  const found = statusOf(machineAt(options.root));
  end(found.current === null || found.active === false ? EXIT.failed : EXIT.ok);
  if (options.json) return desk.out(JSON.stringify(found));
  for (const line of statusLines(found)) desk.out(line);
}
