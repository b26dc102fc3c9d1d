import { JsonBytes, utf8Of } from './json-bytes'

/** The lists of a reply, of what its stations share: each thing is put in once and named by its place. */
export class SharedLists {
  /** Which reply it is: places of an earlier one hold no longer. */
  reply = 0
  readonly hours = new SharedList()
  readonly facilities = new SharedList()

  begin(): void {
    this.reply++
  }

  /** Ends the list of stations, and the reply. */
  writeTo(out: JsonBytes): void {
    out.push(hoursStart)
    this.hours.moveTo(out)
    out.push(facilitiesStart)
    this.facilities.moveTo(out)
    out.push(end)
  }
}

/** Things in JSON, with commas between them. */
class SharedList {
  private readonly json = new JsonBytes(LIST_BYTES)
  private count = 0

  /** See {@link JsonBytes.push}. Returns the place of the thing. */
  add(from: DataView, start?: number, end?: number): number {
    if (this.count > 0) this.json.pushComma()
    this.json.push(from, start, end)
    return this.count++
  }

  /** Empties it. */
  moveTo(out: JsonBytes): void {
    out.pushAll(this.json)
    this.count = 0
  }
}

/** Where the things of one table stand in the lists of the reply that is being written. */
export class Places {
  /** Of each thing the reply that it was last put into, and its place there. */
  private readonly put: Uint32Array

  constructor(count: number) {
    this.put = new Uint32Array(2 * count)
  }

  /** -1 where it is not in yet. */
  of(which: number, { reply }: SharedLists): number {
    return this.put[2 * which] === reply ? (this.put[2 * which + 1] as number) : -1
  }

  /** Returns the place. */
  set(which: number, { reply }: SharedLists, place: number): number {
    this.put[2 * which] = reply
    return (this.put[2 * which + 1] = place)
  }
}

const LIST_BYTES = 16 * 1024
const hoursStart = utf8Of('],"hours":[')
const facilitiesStart = utf8Of('],"facilities":[')
const end = utf8Of(']}')
