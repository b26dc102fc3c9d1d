const PAGE = 20

/** One page of a list whose rows are read newest first; `next` is the cursor of the page behind it. */
export async function page<Row extends { id: string }>(
  read: (limit: number) => Promise<Row[]>,
): Promise<{ items: Row[]; next: string | null }> {
  const rows = await read(PAGE + 1)
  const items = rows.slice(0, PAGE)
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null }
}
