/** The numbers behind the chart of all plans. */
import type { FigureName } from "@crossing/simulator";
import type { PlanResult } from "../data.ts";
import { inPercent, measured } from "../numbers.ts";
import type { Words } from "../words/words.ts";
import { PlanName } from "./plan-name.tsx";
import { Wide } from "./wide.tsx";

interface PlansProps {
  readonly text: Words;
  readonly plans: readonly PlanResult[];
}

const SHOWN: readonly (readonly [name: FigureName, digits: number])[] = [
  ["vehicle_delay_mean_s", 1],
  ["ped_wait_mean_s", 1],
  ["ped_wait_p95_s", 1],
  ["stops_per_vehicle", 2],
  ["violations_per_100", 1],
  ["empty_walk_share", 0],
  ["cost_per_h", 0],
];

export const Plans = ({ text, plans }: PlansProps) => {
  const anyBroken = plans.some(({ broken }) => broken.length > 0);
  return (
    <Wide label={text.frontTable}>
      <table class="small">
        <caption>{text.frontTable}</caption>
        <thead>
          <tr>
            <th>{text.colPlan}</th>
            <th>{text.colSetting}</th>
            {SHOWN.map(([name]) => (
              <th key={name} class="number">
                {text.figure[name]}
              </th>
            ))}
            {anyBroken && <th>{text.colBroken}</th>}
          </tr>
        </thead>
        <tbody>
          {plans.map((plan) => (
            <tr
              key={`${plan.family} ${plan.setting?.path} ${plan.setting?.value}`}
              class={plan.family}
            >
              <PlanName text={text} plan={plan} broken={plan.broken.length > 0} />
              {SHOWN.map(([name, digits]) => (
                <td key={name} class="number">
                  {measured(
                    name.endsWith("_share") ? inPercent(plan.figures[name]) : plan.figures[name],
                    digits,
                  )}
                </td>
              ))}
              {anyBroken && <td>{plan.broken.join(", ")}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
};
