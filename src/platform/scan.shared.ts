/** There is no camera, or the user did not allow it. Offer to type the digits instead. */
export class CameraRefused extends Error {
  override readonly name = 'CameraRefused'
}

export interface Scan {
  /** Text of the first QR code the user holds up; undefined if they went back. Throws CameraRefused. */
  scanCode(): Promise<string | undefined>
}
