/** The run by quarters of an hour, or by hours. */
import type { Row } from "../data.ts";
import { clock, measured } from "../numbers.ts";
import type { Words } from "../words/words.ts";
import { Wide } from "./wide.tsx";

interface RowsProps {
  readonly text: Words;
  readonly rows: readonly Row[];
  readonly begin_s: number | null;
}

export const Rows = ({ text, rows, begin_s }: RowsProps) => {
  const minutes = Math.round(((rows[0]?.to_s ?? 900) - (rows[0]?.from_s ?? 0)) / 60);
  const at = (moment: number): string => clock((begin_s ?? 0) + moment);
  return (
    <section>
      <h2>{text.rows(minutes)}</h2>
      <p class="note">{text.rowsNote}</p>
      <Wide label={text.rows(minutes)}>
        <table class="small">
          <thead>
            <tr>
              <th>{text.colTime}</th>
              <th class="number">{text.colPeople}</th>
              <th class="number">{text.colVehicles}</th>
              <th class="number">{text.colWait}</th>
              <th class="number">{text.colLongest}</th>
              <th class="number">{text.colDelay}</th>
              <th class="number">{text.colWalks}</th>
              <th class="number">{text.colRed}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.from_s}>
                <th scope="row" class="number">
                  {at(row.from_s)}–{at(row.to_s)}
                </th>
                <td class="number">{measured(row.people, 0)}</td>
                <td class="number">{measured(row.vehicles, 0)}</td>
                <td class="number">{measured(row.wait_s)}</td>
                <td class="number">{measured(row.longest_s, 0)}</td>
                <td class="number">{measured(row.delay_s)}</td>
                <td class="number">{measured(row.walks)}</td>
                <td class="number">{measured(row.violations)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </section>
  );
};
