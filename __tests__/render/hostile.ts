import fc from 'fast-check';
import { codePoint } from '../code-point.ts';
import { hostileText } from './samples.ts';

// biome-ignore format: one fragment a line says no more
const fragments = [
  '`', '``', '```', '````', '~~~', '|', '\\|', '\\', '\n', '\r\n', '\t', ' ', '<!--', '-->', '<!-- auth0-permissions v1 {} -->',
  '<b>', '</details>', '<details>', '</summary>', '<script>', '&lt;', '&#64;', '@octocat', '@acme/team', '#123', 'acme/orders#1',
  'GH-1', '3c1f9ab0d2e4', 'https://evil.example', 'www.evil.example', 'x@evil.example', '<x@evil.example>', '<https://evil.example>', '](', '[x](y)', '![x](y)', '[^1]', '[ ]',
  '**', '__', '*', '_', '~~', '$', '$$', ':tada:', '# ', '- ', '+ ', '1. ', '1)', '> ', '---', '===', '::error::', '##[error]',
  '%0A', '\u001b[31m', '\u009b', '\u0000', '\u0007', '\u202e', '\u2066', '\u200b', '\u200d', '\ufeff', '\u2028', '\u00a0',
  '\ud83d', '\u{1f510}', '🟥', '🔶', '🟢', '\u{e0041}', '→', '…', '../', '/..', 'read:orders', 'word', "'", '"', '(', ')', '!', '.', ',', ';', ':', '-', '/',
];

/** Text from whoever wishes us ill. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...fragments), { maxLength: 14 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: codePoint }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 800 }) },
  { weight: 1, arbitrary: fc.constant(hostileText) },
);
