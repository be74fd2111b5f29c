/** How far each plan is from what somebody could do who knows everything; all in the point-queue model. */
import type { BestPossible, ModelPlan } from "./data.ts";
import { inPercent, measured } from "./numbers.ts";
import { frontOf, pointOfModel } from "./pareto/front.ts";
import { Pareto } from "./pareto/pareto.tsx";
import { PlanName } from "./tables/plan-name.tsx";
import type { Words } from "./words/words.ts";
import { Wide } from "./tables/wide.tsx";

interface BestProps {
  readonly text: Words;
  readonly best: BestPossible;
}

export const Best = ({ text, best }: BestProps) => (
  <section>
    <div class="together">
      <h2>{text.best}</h2>
      <p class="note">
        {text.bestNote(best.seeds.length)} {best.exact ? text.bestExact : text.bestBound}
      </p>
      <Pareto
        text={text}
        id="best"
        label={text.bestLabel(best.plans.length)}
        front={frontOf(best.plans.map(pointOfModel), best.curve)}
        ceiling={best.curve}
      />
    </div>
    <Wide label={text.best}>
      <table class="small">
        <thead>
          <tr>
            <th>{text.colPlan}</th>
            <th>{text.colSetting}</th>
            <th class="number">{text.colRegret}</th>
            <th class="number">{text.colCost}</th>
            <th class="number">{text.figure.vehicle_delay_mean_s}</th>
            <th class="number">{text.figure.ped_wait_mean_s}</th>
            <th class="number">{text.colViolations}</th>
          </tr>
        </thead>
        <tbody>
          <tr class="optimum">
            <th scope="row" class="plan" colSpan={2}>
              <span class="key hatched" />
              {text.clairvoyant}
            </th>
            <td class="number">0</td>
            <td class="number">{measured(best.cost_per_h, 0)}</td>
            <td colSpan={3} />
          </tr>
          {best.plans.map((plan) => (
            <PlanRow
              key={`${plan.family} ${plan.setting?.path} ${plan.setting?.value}`}
              text={text}
              plan={plan}
            />
          ))}
        </tbody>
      </table>
    </Wide>
  </section>
);

const PlanRow = ({ text, plan }: { readonly text: Words; readonly plan: ModelPlan }) => (
  <tr class={plan.family}>
    <PlanName text={text} plan={plan} broken={plan.broken.length > 0} />
    <td class="number">{measured(inPercent(plan.regret), 0)}</td>
    <td class="number">{measured(plan.cost_per_h, 0)}</td>
    <td class="number">{measured(plan.vehicle_delay_s)}</td>
    <td class="number">{measured(plan.ped_wait_s)}</td>
    <td class="number">{measured(plan.violations_per_100)}</td>
  </tr>
);
