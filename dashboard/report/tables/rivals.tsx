/** The plan against the best of each other kind. */
import { type Estimate, type FigureName, isClear } from "@crossing/simulator";
import type { Rival } from "../data.ts";
import { difference, inPercent } from "../numbers.ts";
import type { Words } from "../words/words.ts";
import { PlanName } from "./plan-name.tsx";
import { Wide } from "./wide.tsx";

interface RivalsProps {
  readonly text: Words;
  readonly rivals: readonly Rival[];
}

/** What is compared, with its decimals. */
const COMPARED: readonly (readonly [name: FigureName, digits: number])[] = [
  ["ped_wait_mean_s", 1],
  ["ped_wait_p95_s", 1],
  ["vehicle_delay_mean_s", 1],
  ["stops_per_vehicle", 2],
  ["violations_per_100", 1],
  ["empty_walk_share", 0],
];

/** Differences with their 95 % intervals, paired by seed. */
export const Rivals = ({ text, rivals }: RivalsProps) => (
  <section>
    <h2>{text.against}</h2>
    <p class="note">{text.againstNote}</p>
    <Wide label={text.against}>
      <table>
        <thead>
          <tr>
            <th>{text.colPlan}</th>
            <th>{text.colSetting}</th>
            {COMPARED.map(([name]) => (
              <th key={name} class="number">
                {text.figure[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rivals.map((rival) => (
            <tr key={rival.family}>
              <PlanName text={text} plan={rival} />
              {COMPARED.map(([name, digits]) => (
                <Difference key={name} of={valueOf(rival, name)} digits={digits} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  </section>
);

const valueOf = ({ differences }: Rival, name: FigureName): Estimate =>
  name.endsWith("_share") ? inPercent(differences[name]) : differences[name];

/** Better is bold and has its sign; what chance alone could make is grey. */
const Difference = ({ of, digits }: { readonly of: Estimate; readonly digits: number }) => {
  const clear = isClear(of);
  const better = clear && (of.mean ?? 0) < 0;
  return (
    <td class={`number ${clear ? (better ? "better" : "worse") : "unclear"}`}>
      {difference(of, digits)}
    </td>
  );
};
