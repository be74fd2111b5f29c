/** The numbers behind the chart of waits. */
import { LOS_LIMITS_S } from "@crossing/simulator";
import type { WaitCurve } from "../data.ts";
import { fixed } from "../numbers.ts";
import type { Words } from "../words/words.ts";
import { PlanName } from "./plan-name.tsx";
import { Wide } from "./wide.tsx";

interface WaitedProps {
  readonly text: Words;
  readonly curves: readonly WaitCurve[];
}

const LIMITS = Object.values(LOS_LIMITS_S);

/** Who waited longer than each limit, per cent of people. */
export const Waited = ({ text, curves }: WaitedProps) => (
  <Wide label={text.waitsTable}>
    <table class="small">
      <caption class="unseen">{text.waitsTable}</caption>
      <thead>
        <tr>
          <th>{text.colPlan}</th>
          <th>{text.colSetting}</th>
          <th class="number">{text.colPeople}</th>
          {LIMITS.map((limit, index) => (
            <th key={limit} class="number">
              {index === 0
                ? `${text.waitsTable} ${text.secondsText(limit)}`
                : text.secondsText(limit)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {curves.map((curve) => (
          <tr key={curve.family} class={curve.family}>
            <PlanName text={text} plan={curve} />
            <td class="number">{curve.people}</td>
            {LIMITS.map((limit) => (
              <td key={limit} class="number">
                {fixed(100 * (1 - (curve.within[limit] ?? 1)), 1)} %
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </Wide>
);
