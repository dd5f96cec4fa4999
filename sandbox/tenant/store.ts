/** What the tenant keeps of one kind, in the order it was added: what the routes read, and a person changes by hand. */
/** An item with the number it was added under, which no removal of another one changes. */
export interface Numbered<Item> {
  readonly number: number;
  readonly item: Item;
}

export class Store<Item extends object> {
  readonly #what: string;
  readonly #kept = new Map<string, Numbered<Item>>();
  #added = 0;

  /** `what` names one of them in an error. */
  constructor(what: string) {
    this.#what = what;
  }

  list(): readonly Item[] {
    return this.numbered().map(({ item }) => item);
  }

  numbered(): readonly Numbered<Item>[] {
    return [...this.#kept.values()];
  }

  find(key: string): Item | undefined {
    return this.#kept.get(key)?.item;
  }

  /** Merges the fields that `change` returns; one returned as undefined is absent from then on. Throws if there is none. */
  edit(key: string, change: (item: Item) => Partial<Item>): Item {
    const { number, item } = this.#need(key);
    const next = { ...item, ...change(item) };
    this.#kept.set(key, { number, item: next });
    return next;
  }

  /** Throws if there is none. */
  remove(key: string): void {
    this.#need(key);
    this.#kept.delete(key);
  }

  protected keep<Given extends Item>(key: string, item: Given): Given {
    if (this.#kept.has(key)) throw new Error(`The tenant already has ${this.#what} ${key}.`);
    this.#added += 1;
    this.#kept.set(key, { number: this.#added, item });
    return item;
  }

  #need(key: string): Numbered<Item> {
    const kept = this.#kept.get(key);
    if (kept === undefined) throw new Error(`The tenant has no ${this.#what} ${key}.`);
    return kept;
  }
}
