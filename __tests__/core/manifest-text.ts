/** Manifests as text, read the whole way, so that every place can be checked against the line it means. */
import { parseYaml } from '../../src/adapters/yaml/parse.ts';
import type { Document } from '../../src/core/document.ts';
import { readManifest } from '../../src/core/manifest.ts';

/** @throws Error where the text is not YAML that the action reads. */
export function documentOf(text: string, path = 'a.yml'): Document {
  const bytes = Buffer.from(text);
  const { document, problems } = parseYaml({ path, size: bytes.length, bytes });
  if (!document) throw new Error(`Not a document: ${problems.map(({ message }) => message).join(' ')}`);
  return document;
}

/** The files are a.yml, b.yml and so on. */
export function readTexts(...texts: readonly string[]) {
  return readManifest(texts.map((text, index) => documentOf(text, `${'abcdefgh'[index]}.yml`)));
}
