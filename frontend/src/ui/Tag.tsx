/** A state in one to three words; never a link, and its colour never says more than its words. */

export type TagColour = "grey" | "blue" | "yellow" | "red" | "purple";

export type Worded = Readonly<{ words: string; tag: TagColour }>;

export function Tag({ words, tag }: Worded) {
  return <strong className={`onr-tag onr-tag--${tag}`}>{words}</strong>;
}
