import { useState } from 'react'
import { CameraRefused } from './scan.shared'
import { scan as camera } from './scan'

/**
 * Scans a code that can be typed as well. `read` takes what was scanned, and says what is wrong where it is another code;
 * `told` is that, or that there is no camera, for a notice beside the field.
 */
export function useScan(read: (text: string) => string | undefined): {
  told: string | undefined
  scan: () => void
} {
  const [told, setTold] = useState<string>()
  const scan = async () => {
    setTold(undefined)
    try {
      const text = await camera.scanCode()
      if (text !== undefined) setTold(read(text))
    } catch (fault) {
      if (!(fault instanceof CameraRefused)) throw fault
      setTold('用不了相机，照着填也一样')
    }
  }
  return { told, scan: () => void scan() }
}
