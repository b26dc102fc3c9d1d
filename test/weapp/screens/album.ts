import type { Phone } from '../../journeys/journey'

/** A phone of which pictures are taken. */
export interface Sitter extends Phone {
  /** Without a network, two hours later. */
  loseNetwork(): Promise<void>
  /** Without a network, just now. */
  pauseNetwork(): Promise<void>
}

export interface Sitting {
  /** A platform's list of who works as what comes in. */
  importRoster(channel: string, csv: string): Promise<void>
  /** Lets time pass at the API, in milliseconds. */
  later(ms: number): void
  /** From now on WeChat pays out nothing, for this reason. */
  refuseTransfers(fault: string): void
  /** Another phone than the one of which the picture is taken. */
  phone(who: string): Promise<Sitter>
  /** What the rider's voucher shows to a camera. */
  code?: string
  /** The last code that was texted. */
  texted?: string
  /** What an admin gives to whom he invites, and what a new phone gives to a clerk. */
  spoken?: string
}

export interface Picture {
  /** Unique in its album. */
  name: string
  title: string
  /** Whose phone it is: each name has one, from its first picture of the album to the last. */
  who: string
  /** Taken on the smallest phone too. */
  main?: true
  /** From the picture before on the same phone to this one. */
  reach(phone: Sitter, sitting: Sitting): Promise<void>
}

/** Pictures that build on each other, with an API and phones of their own. */
export interface Album {
  name: string
  /** Whether the API has demo people and data; without them one comes to it as it is where riders are. */
  demo?: false
  /** That the demo's claims have happened. */
  claims?: true
  pictures: readonly Picture[]
}

/** Name of a picture's file, which also orders them. */
export function fileName({ name, pictures }: Album, picture: Picture): string {
  const number = String(pictures.indexOf(picture) + 1).padStart(2, '0')
  return `${name}-${number}-${picture.name}`
}

/** Where the demo's clerk stands. */
export const station = '建设大街骑手驿站'

/** A code that is read out: three groups, each a piece of text. */
export const spoken = /[0-9A-Z]{4}\n[0-9A-Z]{4}\n[0-9A-Z]{4}/
