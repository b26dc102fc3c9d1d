import { Actions, Button, Notice, Para, Sheet } from '@/ui'

/** What is only on this phone yet. */
export interface Unsent {
  /** Vouchers scanned without signal. */
  scans: number
  /** Accidents that were written down or are on their way. */
  reports: number
}

interface LogoutSheetProps {
  unsent: Unsent
  onLogout: () => void
  /** Where the scans can be sent. */
  onScans: () => void
  onClose: () => void
}

/** Asks before what is on the phone goes, and says what becomes of it. */
export function LogoutSheet({ unsent: { scans, reports }, onLogout, onScans, onClose }: LogoutSheetProps) {
  return (
    <Sheet title="要退出登录吗？" onClose={onClose}>
      {reports > 0 && <Notice kind="warn">{`还有 ${reports} 份报案没报上去，退出就清掉了`}</Notice>}
      {scans > 0 && <Notice kind="warn">{`没信号时扫的，还有 ${scans} 张没上传`}</Notice>}
      {scans > 0 ? (
        <Para>退出不会丢：存在这台手机里，你自己再登录就接着上传。过了 7 天没传的不能算。</Para>
      ) : (
        <Para>这台手机上的券会清掉，再登录就回来。</Para>
      )}
      <Actions>
        {scans > 0 && <Button icon="again" text="先去上传" onTap={onScans} />}
        <Button kind="danger" size={scans > 0 ? 'mid' : undefined} text="确定退出" onTap={onLogout} />
        <Button kind="quiet" size="mid" text="先不退" onTap={onClose} />
      </Actions>
    </Sheet>
  )
}
