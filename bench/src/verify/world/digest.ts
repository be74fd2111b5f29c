/** A fingerprint of all that happened in a run: the same seed and version give the same one, on any machine. */
export interface Digest {
  words(words: readonly number[]): void;
  text(text: string): void;
  /** Sixteen hexadecimal digits. */
  hex(): string;
}

/** Two FNV-1a sums of 32 bits over the same words. */
export function createDigest(): Digest {
  let a = 0x811c9dc5;
  let b = 0x01234567;
  const word = (n: number): void => {
    a = Math.imul(a ^ (n & 0xffff), 0x01000193);
    b = Math.imul(b ^ (n >>> 16) ^ (n * 31), 0x01000193);
    b ^= b >>> 15;
  };
  const half = (n: number): string => (n >>> 0).toString(16).padStart(8, "0");
  return {
    words: (words) => {
      for (const n of words) word(n);
    },
    text: (text) => {
      for (let at = 0; at < text.length; at += 1) word(text.charCodeAt(at));
    },
    hex: () => half(a) + half(b),
  };
}
