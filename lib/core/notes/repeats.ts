// Pairs each item that repeats an earlier one with the first of its kind.

/** [item, first] for every item but the first under its key. Items whose key is null are not compared. */
export function* repeats<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | null,
): Generator<readonly [item: Item, first: Item]> {
  const firsts = new Map<string, Item>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === null) continue
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, item)
    else yield [item, first]
  }
}
