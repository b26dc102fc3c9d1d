import { CameraRefused, type Scan } from './scan.shared'

type Reader = (video: HTMLVideoElement) => Promise<string | undefined>

interface Detector {
  detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]>
}
type DetectorClass = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** Pause between two looks at the picture. */
const lookEveryMs = 120
/** Wide enough to read a QR code held at arm's length, small enough for an old phone. */
const frameWidth = 640

export const scan = {
  async scanCode() {
    if (!navigator.mediaDevices?.getUserMedia) throw new CameraRefused('this page has no camera')
    let stream: MediaStream
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment' },
        audio: false,
      })
    } catch (fault) {
      throw new CameraRefused(fault instanceof Error ? fault.name : 'no camera')
    }
    const { video, closed, close } = openViewfinder(stream)
    let open = true
    const look = async () => {
      const read = await chooseReader()
      await video.play()
      while (open) {
        const text = video.readyState >= video.HAVE_CURRENT_DATA ? await read(video) : undefined
        if (text) return text
        await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
      }
      return undefined
    }
    try {
      return await Promise.race([look(), closed])
    } finally {
      open = false
      close()
      for (const track of stream.getTracks()) track.stop()
    }
  },
} satisfies Scan

async function chooseReader(): Promise<Reader> {
  const { BarcodeDetector } = window as unknown as { BarcodeDetector?: DetectorClass }
  // Chrome on some desktops has the class but can read nothing with it.
  if (BarcodeDetector && (await BarcodeDetector.getSupportedFormats()).includes('qr_code')) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video))[0]?.rawValue || undefined
  }
  const { default: jsQR } = await import('jsqr')
  const canvas = document.createElement('canvas')
  const paper = canvas.getContext('2d', { willReadFrequently: true })
  if (!paper) throw new CameraRefused('this page cannot read pictures')
  return async (video) => {
    canvas.width = frameWidth
    canvas.height = Math.round((frameWidth * video.videoHeight) / video.videoWidth)
    paper.drawImage(video, 0, 0, canvas.width, canvas.height)
    const { data, width, height } = paper.getImageData(0, 0, canvas.width, canvas.height)
    return jsQR(data, width, height, { inversionAttempts: 'dontInvert' })?.data || undefined
  }
}

/** Covers the page with the camera's picture until it is closed by the button, Escape or the browser's back. */
function openViewfinder(stream: MediaStream) {
  const overlay = document.createElement('div')
  overlay.setAttribute('role', 'dialog')
  overlay.setAttribute('aria-label', '扫码')
  overlay.style.cssText = 'position:fixed;inset:0;z-index:9999;background:#000;color:#fff;text-align:center'
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.setAttribute('playsinline', '')
  video.srcObject = stream
  video.style.cssText = 'width:100%;height:100%;object-fit:cover'
  const frame = document.createElement('div')
  frame.style.cssText =
    'position:absolute;left:50%;top:42%;width:240px;height:240px;margin:-120px 0 0 -120px;' +
    'border:4px solid #FFB52E;border-radius:28px;box-shadow:0 0 0 200vmax rgba(0,0,0,.45)'
  const hint = document.createElement('div')
  hint.textContent = '把二维码放进框里'
  hint.style.cssText = 'position:absolute;left:0;right:0;top:calc(42% + 144px);font-size:18px'
  const button = document.createElement('button')
  button.textContent = '关闭'
  button.style.cssText =
    'position:absolute;left:50%;bottom:calc(32px + env(safe-area-inset-bottom));width:200px;height:60px;' +
    'margin-left:-100px;border:2px solid #fff;border-radius:18px;background:transparent;color:#fff;font-size:20px'
  overlay.append(video, frame, hint, button)
  document.body.append(overlay)
  button.focus()

  let finish: (value: undefined) => void = () => undefined
  const closed = new Promise<undefined>((resolve) => (finish = resolve))
  const leave = () => finish(undefined)
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') leave()
  }
  button.addEventListener('click', leave)
  window.addEventListener('keydown', onKey)
  window.addEventListener('popstate', leave)
  const close = () => {
    window.removeEventListener('keydown', onKey)
    window.removeEventListener('popstate', leave)
    overlay.remove()
  }
  return { video, closed, close }
}
