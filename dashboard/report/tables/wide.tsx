/** A table that may be wider than a small screen. */
import type { ComponentChildren } from "preact";

interface WideProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** Scrolls by itself, with the keyboard too: the page stays as wide as the screen. */
export const Wide = ({ label, children }: WideProps) => (
  <div class="wide" role="region" aria-label={label} tabIndex={0}>
    {children}
  </div>
);
