/**
 * All escaping for the page of an audit. Text of a tenant or a manifest is hostile until it has been through here:
 * whatever it holds, the result is text without an element, an entity or an attribute of its own, and all of it is seen.
 */
import { type Phrase, phraseText } from '../../core/reach/words.ts';
import { visible } from '../visible.ts';

const entities = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** For the content of an element; no attribute holds any of it. */
export function html(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities.get(character) ?? '');
}

/** A name, as it is: spaces that are easily missed are seen, and its direction does not turn what stands around it. */
export function name(text: string): string {
  return `<code${/^ | $| {2}/.test(text) ? ' class="spaces"' : ''}>${html(text)}</code>`;
}

/** A sentence, in which what stands between backticks is a name. */
export function sentence(text: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? name(part.slice(1, -1)) : html(part)))
    .join('');
}

/** The words of a phrase are ours; they hold nothing that would have to be escaped. */
export function phrase(text: Phrase): string {
  return phraseText(text, name);
}
