import type { JsonBytes } from './json-bytes'

/** The lists of a reply, of what its stations share: each thing is put in once and named by its place. */
export class SharedLists {
  /** Which reply it is: places of an earlier one hold no longer. */
  reply = 0
  private readonly hours: Uint8Array[] = []
  private readonly openStates: Uint8Array[] = []
  private readonly facilities: Uint8Array[] = []

  begin(): void {
    this.reply++
    this.hours.length = this.openStates.length = this.facilities.length = 0
  }

  /** Both as JSON and a comma. Returns their place. */
  addHours(hours: Uint8Array, openState: Uint8Array): number {
    this.openStates.push(openState)
    return this.hours.push(hours) - 1
  }

  /** As JSON and a comma. Returns its place. */
  addFacility(facility: Uint8Array): number {
    return this.facilities.push(facility) - 1
  }

  /** Ends the list of stations, and the reply. */
  writeTo(out: JsonBytes): void {
    writeList(out, hoursStart, this.hours)
    writeList(out, openStatesStart, this.openStates)
    writeList(out, facilitiesStart, this.facilities)
    out.push(end)
  }
}

/** Where the things of one table stand in the lists of the reply that is being written. */
export class Places {
  private readonly reply: Uint32Array
  private readonly place: Uint16Array

  constructor(count: number) {
    this.reply = new Uint32Array(count)
    this.place = new Uint16Array(count)
  }

  /** -1 where it is not in yet. */
  of(which: number, { reply }: SharedLists): number {
    return this.reply[which] === reply ? (this.place[which] as number) : -1
  }

  put(which: number, { reply }: SharedLists, place: number): number {
    this.reply[which] = reply
    return (this.place[which] = place)
  }
}

function writeList(out: JsonBytes, start: Uint8Array, items: readonly Uint8Array[]): void {
  out.push(start)
  for (const item of items) out.push(item)
  if (items.length > 0) out.dropLast()
}

const encoder = new TextEncoder()
const hoursStart = encoder.encode('],"hours":[')
const openStatesStart = encoder.encode('],"openStates":[')
const facilitiesStart = encoder.encode('],"facilities":[')
const end = encoder.encode(']}')
