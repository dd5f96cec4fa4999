/** What to do about what the yaml package refuses: its words are those of the YAML specification. */

/** By the beginning of what it says; its codes stand for several faults each. */
const hints: readonly (readonly [says: string, hint: string])[] = [
  ['Nested mappings are not allowed', 'Put a text that holds `: ` into quotes.'],
  ['Implicit keys need to be on a single line', 'Write `key: value`, with a space behind the colon that ends the key.'],
  ['Implicit map keys need to be followed', 'Write `key: value`, with a space behind the colon that ends the key.'],
  ['All mapping items must start at the same column', 'Indent it as what stands above it, with spaces.'],
  ['A block sequence may not be used as an implicit map key', 'Indent it as what stands above it, with spaces.'],
  ['Tabs are not allowed as indentation', 'Indent with spaces.'],
  ['Plain value cannot start with', 'Put the text into quotes.'],
];

/** Its message as a sentence with a hint behind it, where there is one to give. */
export function explained(message: string): readonly [message: string, hint?: string] {
  const hint = hints.find(([says]) => message.startsWith(says))?.[1];
  return hint === undefined ? [message] : [`${message}.`, hint];
}
