/** A page of HTML as a browser has it: its elements in order, its text, and its tables. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** White space as one space. */
  readonly text: string;
  /** The same as it is. */
  readonly content: string;
}

/** @throws Error where a parser would have to repair anything */
function documentOf(html: string): Node {
  return parse(html, {
    onParseError: ({ code, startLine }) => {
      throw new Error(`${code} in line ${startLine}`);
    },
  });
}

export function elementsOf(html: string): Element[] {
  return nodesIn(documentOf(html)).flatMap((node) => ('tagName' in node ? [elementOf(node)] : []));
}

/** Most elements are asked for nothing but their names. */
function elementOf(node: DefaultTreeAdapterTypes.Element): Element {
  return {
    tag: node.tagName,
    attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
    get text() {
      return textIn(node);
    },
    get content() {
      return contentOf(node);
    },
  };
}

export function textOf(html: string): string {
  return textIn(documentOf(html));
}

function textIn(node: Node): string {
  return contentOf(node).replace(/\s+/g, ' ').trim();
}

function contentOf(node: Node): string {
  return nodesIn(node)
    .map((one) => ('value' in one ? one.value : ''))
    .join('');
}

/** Itself and all below it, in the order of the page. */
function nodesIn(node: Node): Node[] {
  return 'childNodes' in node ? [node, ...node.childNodes.flatMap(nodesIn)] : [node];
}

/** The cells of a matrix, row by row; its first row is whom the columns are for. */
export function gridOf(html: string, index = 0): string[][] {
  const tables = nodesIn(documentOf(html)).filter((node) => isElement(node, 'table') && /matrix/.test(classOf(node)));
  const table = tables[index];
  if (!table) throw new Error(`There is no matrix ${index}.`);
  const rows = nodesIn(table).filter((node) => isElement(node, 'tr'));
  const [, heads = [], ...body] = rows.map((row) =>
    nodesIn(row)
      .filter((node) => isElement(node, 'th') || isElement(node, 'td'))
      .map(textIn),
  );
  return [['Permission', ...heads], ...body];
}

function isElement(node: Node, tag: string): boolean {
  return 'tagName' in node && node.tagName === tag;
}

function classOf(node: Node): string {
  return 'attrs' in node ? (node.attrs.find(({ name }) => name === 'class')?.value ?? '') : '';
}
