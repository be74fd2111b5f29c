/** What is weighed against what, and the one knob in a sentence. */
import type { Weights } from "@crossing/config";
import type { ReportSite } from "../data.ts";
import { plain } from "../numbers.ts";
import type { Words } from "../words/words.ts";
import { Wide } from "./wide.tsx";

interface KnobProps {
  readonly text: Words;
  readonly site: ReportSite;
}

export const Knob = ({ text, site }: KnobProps) => {
  const { weights, policy } = site;
  const worth = weights.persons_per_vehicle / weights.ped_second;
  return (
    <section>
      <h2>{text.knob}</h2>
      <p>{text.knobSentence(plain(weights.ped_second), plain(worth))}</p>
      <p>
        {policy.name === "marginal"
          ? text.knobAdvice
          : text.knobOther(text.familyShort[policy.name])}
      </p>
      <Wide label={text.knob}>
        <table class="small">
          <thead>
            <tr>
              <th>{text.colWeight}</th>
              <th class="number">{text.colValue}</th>
            </tr>
          </thead>
          <tbody>
            {(Object.keys(text.weight) as (keyof Weights)[]).map((name) => (
              <tr key={name}>
                <th scope="row">
                  {text.weight[name]} <code>weights.{name}</code>
                </th>
                <td class="number">{plain(weights[name])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
};
