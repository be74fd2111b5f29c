/** The decisions of a band in sentences. */
import { type Language, explain } from "@crossing/controller";
import type { Band } from "../data.ts";
import { clockSeconds } from "../numbers.ts";
import type { Words } from "../words/words.ts";
import { decisionsOf } from "./decisions.ts";
import { Wide } from "../tables/wide.tsx";

interface ReasonsProps {
  readonly text: Words;
  readonly language: Language;
  readonly band: Band;
  readonly begin_s: number | null;
}

/** One line a decision, with its number on the band; numbers are those of its last second. */
export const Reasons = ({ text, language, band, begin_s }: ReasonsProps) => (
  <Wide label={text.reasonsCaption}>
    <table class="reasons">
      <caption class="unseen">{text.reasonsCaption}</caption>
      <thead>
        <tr>
          <th class="number">{text.colNumber}</th>
          <th class="number">{text.colFrom}</th>
          <th class="number">{text.colSeconds}</th>
          <th>{text.colReason}</th>
        </tr>
      </thead>
      <tbody>
        {decisionsOf(band).map(({ number, from_s, to_s, value }) => (
          <tr key={number}>
            <td class="number">{number}</td>
            <td class="number">{clockSeconds((begin_s ?? 0) + from_s)}</td>
            <td class="number">{Math.round(to_s - from_s)}</td>
            <td>{explain(value, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Wide>
);
