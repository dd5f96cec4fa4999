/** A piece of a document, and how much it weighs. */
import { joinParts } from './apis.ts';

/**
 * What stands in a report's document, in the order of the document; '' is nothing. Whoever adds a section says whether a
 * comment is made for it, so that none is left out of one in silence.
 */
export type Section =
  | {
      /** `news` is reason enough for a comment; an `aside` stands where there is one; a `frame` says nothing by itself. */
      readonly weight: 'news' | 'aside' | 'frame';
      readonly text: string;
    }
  /** An aside that needs no more than a sentence where nothing else is to be said; '' where the headline says it already. */
  | { readonly weight: 'brief'; readonly text: string; readonly sentence: string };

export function news(text: string): Section {
  return { weight: 'news', text };
}

export function aside(text: string): Section {
  return { weight: 'aside', text };
}

export function frame(text: string): Section {
  return { weight: 'frame', text };
}

export function brief(text: string, sentence: string): Section {
  return { weight: 'brief', text, sentence };
}

export function textOf(sections: readonly Section[]): string {
  return joinParts(sections.map(({ text }) => text));
}
