/** The whole report, from top to bottom. */
import type { Language } from "@crossing/controller";
import { PhaseBand, mostOf } from "./band/band.tsx";
import { Reasons } from "./band/reasons.tsx";
import { Best } from "./best.tsx";
import type { ReportData } from "./data.ts";
import { Head } from "./head.tsx";
import { frontOf, pointOfPlan } from "./pareto/front.ts";
import { Legend } from "./pareto/legend.tsx";
import { Pareto } from "./pareto/pareto.tsx";
import { STYLE } from "./style.ts";
import { Knob } from "./tables/knob.tsx";
import { Provenance } from "./tables/origin.tsx";
import { Plans } from "./tables/plans.tsx";
import { Rivals } from "./tables/rivals.tsx";
import { Rows } from "./tables/rows.tsx";
import { Rules } from "./tables/rules.tsx";
import { Waited } from "./tables/waited.tsx";
import { Waits, WaitsLegend } from "./waits/waits.tsx";
import { type Words, wordsOf } from "./words/words.ts";

interface PageProps {
  readonly data: ReportData;
  readonly language: Language;
}

export const Page = ({ data, language }: PageProps) => {
  const text = wordsOf(language);
  const begin_s = data.demand.time_of_day_s;
  return (
    <html lang={text.htmlLang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{text.title(data.site.name[language])}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <main>
          <Head {...{ text, language, data }} />
          {data.rivals.length > 0 && <Rivals text={text} rivals={data.rivals} />}
          <FrontSection {...{ text, data }} />
          {data.waits.length > 0 && (
            <section>
              <div class="together">
                <h2>{text.waits}</h2>
                <p class="note">{text.waitsNote}</p>
                <Waits text={text} curves={data.waits} />
                <WaitsLegend text={text} curves={data.waits} />
              </div>
              <Waited text={text} curves={data.waits} />
            </section>
          )}
          <BandSection {...{ text, language, data }} />
          {data.rows.length > 0 && <Rows {...{ text, rows: data.rows, begin_s }} />}
          {data.best !== null && <Best text={text} best={data.best} />}
          <Rules {...{ text, language, report: data.rules }} />
          <Knob text={text} site={data.site} />
          <Provenance text={text} data={data} />
        </main>
      </body>
    </html>
  );
};

const FrontSection = ({ text, data }: { readonly text: Words; readonly data: ReportData }) => {
  const plans = [data.plan, ...data.others];
  const ceiling = data.best?.curve ?? [];
  const front = frontOf(plans.map(pointOfPlan), ceiling);
  const shaded = ceiling.length > 0;
  return (
    <section>
      <div class="together">
        <h2>{text.front}</h2>
        <p class="note">{text.frontNote}</p>
        <Pareto
          text={text}
          id="front"
          label={text.frontLabel(plans.length)}
          front={front}
          ceiling={ceiling}
        />
        <Legend text={text} front={front} shaded={shaded} />
      </div>
      {shaded && <p class="note">{text.frontShadeNote}</p>}
      {front.outside > 0 && <p class="note">{text.frontOutside(front.outside)}</p>}
      <Plans text={text} plans={plans} />
    </section>
  );
};

interface BandSectionProps extends PageProps {
  readonly text: Words;
}

const BandSection = ({ text, language, data }: BandSectionProps) => {
  const [own] = data.bands;
  const begin_s = data.demand.time_of_day_s;
  const most = mostOf(data.bands);
  if (own === undefined) return null;
  return (
    <section>
      <h2>{text.bands}</h2>
      <p class="note">{text.bandsNote}</p>
      {data.bands.map((band, index) => (
        <figure key={band.family}>
          <figcaption>
            {text.bandTitle(text.familyShort[band.family])}
            {band.setting === null ? "" : `, ${text.settingText(band.setting)}`}
          </figcaption>
          <PhaseBand
            {...{ text, id: `band-${index}`, band, begin_s, numbered: index === 0, most }}
          />
          {index === 0 && <Reasons {...{ text, language, band, begin_s }} />}
        </figure>
      ))}
    </section>
  );
};
