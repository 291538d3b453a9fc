/**
 * The one-to-one assignment of rows to columns with the greatest total worth; pairs worth nothing are left
 * out. Returns for each row its column, or null. Hungarian method, cubic in the larger side.
 */
export function assignOneToOne(worth: readonly (readonly number[])[]): (number | null)[] {
  const rows = worth.length;
  const columns = worth[0]?.length ?? 0;
  const size = Math.max(rows, columns);
  const cost = (row: number, column: number) => -(worth[row]?.[column] ?? 0);
  const rowPotential = new Array<number>(size + 1).fill(0);
  const columnPotential = new Array<number>(size + 1).fill(0);
  const rowOf = new Array<number>(size + 1).fill(0);
  for (let row = 1; row <= size; row += 1) {
    const slack = new Array<number>(size + 1).fill(Number.POSITIVE_INFINITY);
    const cameFrom = new Array<number>(size + 1).fill(0);
    const visited = new Array<boolean>(size + 1).fill(false);
    rowOf[0] = row;
    let column = 0;
    do {
      visited[column] = true;
      const at = rowOf[column] as number;
      let least = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let c = 1; c <= size; c += 1) {
        if (visited[c]) continue;
        const reduced = cost(at - 1, c - 1) - (rowPotential[at] as number) - (columnPotential[c] as number);
        if (reduced < (slack[c] as number)) {
          slack[c] = reduced;
          cameFrom[c] = column;
        }
        if ((slack[c] as number) < least) {
          least = slack[c] as number;
          next = c;
        }
      }
      for (let c = 0; c <= size; c += 1) {
        if (visited[c]) {
          const r = rowOf[c] as number;
          rowPotential[r] = (rowPotential[r] as number) + least;
          columnPotential[c] = (columnPotential[c] as number) - least;
        } else {
          slack[c] = (slack[c] as number) - least;
        }
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const previous = cameFrom[column] as number;
      rowOf[column] = rowOf[previous] as number;
      column = previous;
    }
  }
  const columnOf = new Array<number | null>(rows).fill(null);
  for (let column = 1; column <= columns; column += 1) {
    const row = (rowOf[column] as number) - 1;
    if (row >= 0 && row < rows && (worth[row]?.[column - 1] ?? 0) > 0) columnOf[row] = column - 1;
  }
  return columnOf;
}
