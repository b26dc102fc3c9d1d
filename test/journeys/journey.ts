/**
 * A journey is written once, in the words of those who take it, and walked by each driver: on rendered pages in jest
 * (drivers/rendered.ts) and in Chromium on the H5 build (drivers/browser.ts).
 */
export interface Journey {
  /** What somebody achieves. */
  readonly name: string
  walk(world: World): Promise<void>
}

export interface World extends Phones {
  /** 交来名册: a platform's or employer's list of who works as what, CSV, in the place of its last one. */
  importRoster(channel: string, csv: string): Promise<void>
}

/** What a driver gives. */
export interface Phones {
  /** A new phone with the app open on its first tab, nobody logged in. `owner` names it where something fails. */
  phone(owner: string): Promise<Phone>
}

/**
 * What one does with a phone. Each step waits for its object and fails, with what the screen showed, if that does not
 * come. Only what can be seen counts; spaces and line ends do not.
 */
export interface Phone {
  /** 看到: all of these can be read on the screen. */
  see(...texts: readonly string[]): Promise<void>
  /** 看不到: none of these can be read any more. */
  dontSee(...texts: readonly string[]): Promise<void>
  /** Reads what the pattern's first group matches, or all of it; each piece of text is a line. */
  read(pattern: RegExp): Promise<string>
  /** 点: what has this name, whole unless a pattern is given, and can be tapped. */
  tap(name: string | RegExp): Promise<void>
  /** 填: in place of what the field of this label holds. */
  type(label: string, text: string): Promise<void>
  /** 选日子: in the field of this label, a day as `YYYY-MM-DD`. */
  pickDate(label: string, date: string): Promise<void>
  /** 扫: taps `name`, which opens the camera, and holds a code before it. */
  scan(name: string, code: string): Promise<void>
  /** 拍: taps `name`, which asks for a picture, and takes this one: the bytes of a file. */
  photograph(name: string | RegExp, picture: Uint8Array): Promise<void>
  /** 拿: taps `name`, which hands over a file; what is in it. */
  takeFile(name: string | RegExp): Promise<string>
  /** 交: taps `name`, which asks for a file, and chooses this one. */
  handFile(name: string | RegExp, file: { name: string; text: string }): Promise<void>
  /** What the QR code on the screen says to a scanner. */
  qrCode(): Promise<string>
  /** The way back that every screen but a tab has. */
  back(): Promise<void>
  /** 没信号了 */
  loseNetwork(): Promise<void>
  /** 又有信号了 */
  regainNetwork(): Promise<void>
  /** 关掉再打开: the app is ended as it is, and opened anew on its first tab; what it stored and its network stay. */
  restart(): Promise<void>
}

/** How long a step waits for its object: no less than a busy machine takes to start an API in a tab. */
export const patienceMs = 30_000

/** For comparing what is read: people do not see spaces. */
export const squeezed = (text: string): string => text.replace(/\s+/g, '')

/** Repeats `look` until it gives something; after {@link patienceMs} throws `complaint` with what the screen showed. */
export async function until<T>(
  look: () => Promise<T | undefined> | T | undefined,
  complaint: string,
  screen: () => Promise<string> | string,
): Promise<T> {
  const giveUpAt = Date.now() + patienceMs
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > giveUpAt) throw new Error(`${complaint}. The screen showed:\n${await screen()}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
