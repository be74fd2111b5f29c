/** The head of a report: which crossing and plan, what is to be said of it in short, its main figures. */
import type { Language } from "@crossing/controller";
import { levelOfService } from "@crossing/simulator";
import type { ReportData } from "./data.ts";
import { fixed, inPercent, measured, plain } from "./numbers.ts";
import type { Words } from "./words/words.ts";

interface HeadProps {
  readonly text: Words;
  readonly language: Language;
  readonly data: ReportData;
}

export const Head = ({ text, language, data }: HeadProps) => {
  const { site, origin, rules } = data;
  return (
    <header>
      <p class="kicker">{text.kicker}</p>
      <h1>{site.name[language]}</h1>
      <ul class="facts">
        <li>
          <code>{site.id}</code>
        </li>
        <li>{text.street(plain(site.crossing.length_m), site.lanes)}</li>
        <li>{text.familyShort[site.policy.name]}</li>
        <li>{rules.title[language]}</li>
        {origin.date !== null && <li>{origin.date}</li>}
        <li>
          <code>{text.hashShort(origin.hashes.all)}</code>
        </li>
      </ul>
      <Tiles text={text} data={data} />
      <section class="short">
        <h2>{text.inShort}</h2>
        <ul>
          {sentences(text, language, data).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
    </header>
  );
};

/** What an engineer would say of the plan if asked. */
function sentences(text: Words, language: Language, data: ReportData): readonly string[] {
  const { plan, rules, best, origin } = data;
  const { figures } = plan;
  const los = levelOfService(figures.ped_wait_mean_s.mean);
  const regret = best?.plans.find(({ family }) => family === "site")?.regret;
  return [
    text.verdictPeople(measured(figures.ped_wait_mean_s), measured(figures.ped_wait_p95_s), los),
    text.verdictVehicles(
      measured(figures.vehicle_delay_mean_s),
      measured(figures.stops_per_vehicle, 2),
    ),
    text.verdictRed(measured(figures.violations_per_100), fixed(figures.conflicts.mean)),
    text.verdictRules(rules.kept, rules.broken, rules.title[language]),
    ...(regret === undefined ? [] : [text.verdictBest(measured(inPercent(regret), 0))]),
    text.verdictRuns(origin.seeds.length, plain(origin.hours)),
  ];
}

const Tiles = ({ text, data }: { readonly text: Words; readonly data: ReportData }) => {
  const { figures } = data.plan;
  const los = levelOfService(figures.ped_wait_mean_s.mean);
  const tiles = [
    [text.tiles.wait, figures.ped_wait_mean_s, 1, los === null ? "" : text.levelOfService(los)],
    [text.tiles.p95, figures.ped_wait_p95_s, 1, text.perPerson],
    [text.tiles.delay, figures.vehicle_delay_mean_s, 1, text.perVehicle],
    [text.tiles.stops, figures.stops_per_vehicle, 2, ""],
    [text.tiles.red, figures.violations_per_100, 1, text.ofHundred],
    [text.tiles.empty, inPercent(figures.empty_walk_share), 0, text.percentOfWalks],
  ] as const;
  return (
    <dl class="tiles">
      {tiles.map(([name, { mean, half }, digits, unit]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <b>{fixed(mean, digits)}</b>
            {half !== null && <span> ± {fixed(half, digits)}</span>}
            <small>{unit}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
};
