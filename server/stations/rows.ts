/**
 * What is noted of each row in whole numbers, {@link ROW_SIZE} of them: half a cache line, so that whatever is asked of a row
 * costs one wait for memory. Behind the last row stands where its bytes end.
 */
export type RowData = Uint32Array

/** Columns of a row. */
export const ROW_SIZE = 8
export const START = 0
export const COMMON = 1
export const HOURS = 2
export const HAS = 3
export const PARKING = 4
export const CITY = 5
export const KIND = 6

/** Reads {@link RowData}. */
export class Rows {
  constructor(private readonly data: RowData) {}

  /** Where its bytes begin. */
  start(row: number): number {
    return this.data[ROW_SIZE * row + START] as number
  }

  end(row: number): number {
    return this.start(row + 1)
  }

  /** The number of the text that it has in common with others. */
  common(row: number): number {
    return this.data[ROW_SIZE * row + COMMON] as number
  }

  /** The number of its hours. */
  hours(row: number): number {
    return this.data[ROW_SIZE * row + HOURS] as number
  }

  /** A bit for each kind of facility, as a signed number. */
  has(row: number): number {
    return (this.data[ROW_SIZE * row + HAS] as number) | 0
  }

  /** Which of the parkings it has, counted from 1; 0 where one may not park. */
  parking(row: number): number {
    return this.data[ROW_SIZE * row + PARKING] as number
  }

  /** The code of its city. */
  city(row: number): number {
    return this.data[ROW_SIZE * row + CITY] as number
  }

  /** The place of its kind in the contract's list. */
  kind(row: number): number {
    return this.data[ROW_SIZE * row + KIND] as number
  }
}
