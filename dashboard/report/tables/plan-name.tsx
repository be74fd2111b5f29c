/** The cells that say which plan a row is about. */
import { Marker } from "../chart/marker.tsx";
import type { Named } from "../data.ts";
import type { Words } from "../words/words.ts";

interface PlanNameProps {
  readonly text: Words;
  readonly plan: Named;
  readonly broken?: boolean;
}

/** Its shape, its kind, and the number that makes it. */
export const PlanName = ({ text, plan, broken = false }: PlanNameProps) => (
  <>
    <th scope="row" class="plan">
      <svg class="key" viewBox="-9 -9 18 18" aria-hidden="true">
        <Marker family={plan.family} place={{ x: 0, y: 0 }} broken={broken} />
      </svg>
      {text.familyShort[plan.family]}
    </th>
    <td class="setting">
      {plan.setting === null ? text.noSetting : text.settingText(plan.setting)}
    </td>
  </>
);
