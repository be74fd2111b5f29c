/** From what the report was made, so that anybody can make it again. */
import type { ComponentChildren } from "preact";
import type { Origin, ReportData } from "../data.ts";
import { fixed, plain } from "../numbers.ts";
import type { Words } from "../words/words.ts";

interface OriginProps {
  readonly text: Words;
  readonly data: ReportData;
}

export const Provenance = ({ text, data }: OriginProps) => {
  const { origin, demand, site, plan } = data;
  const flows = text.demandFlows(
    fixed(plan.figures.people_per_h.mean, 0),
    fixed(plan.figures.vehicles_per_h.mean, 0),
  );
  return (
    <section>
      <h2>{text.origin}</h2>
      <dl>
        <Fact name={text.originCommand}>
          <code>{origin.command}</code>
        </Fact>
        <Fact name={text.originVersion}>{origin.version}</Fact>
        <Fact name={text.originRun}>{runOf(text, origin)}</Fact>
        <Fact name={text.originSeeing}>
          {text.originSeeingText(plain(origin.lookahead_s), origin.seeing)}
        </Fact>
        <Fact name={text.originSeeds}>{origin.seeds.join(", ")}</Fact>
        <Fact name={text.originDemand}>
          {text.demandText(demand.source, demand.kind, demand.file)}; {flows}
        </Fact>
        <Fact name={text.originHashes}>
          {(["site", "demand", "all"] as const).map((name) => (
            <div key={name}>
              {text.originHash[name]} <code>{origin.hashes[name]}</code>
            </div>
          ))}
        </Fact>
        {origin.date !== null && <Fact name={text.originDate}>{origin.date}</Fact>}
      </dl>
      {site.assumed.length > 0 && <p>{text.assumed(site.assumed.join(", "))}</p>}
      <p>{text.limits}</p>
    </section>
  );
};

interface FactProps {
  readonly name: string;
  readonly children: ComponentChildren;
}

const Fact = ({ name, children }: FactProps) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

const runOf = (text: Words, { hours, warm_up_s, dt_s }: Origin): string =>
  text.originRunText(plain(hours), plain(warm_up_s), plain(dt_s));
