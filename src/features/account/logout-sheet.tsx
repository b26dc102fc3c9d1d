import { Actions, Button, Para, Sheet } from '@/ui'

/** Asks before what is on the phone goes. */
export function LogoutSheet({ onLogout, onClose }: { onLogout: () => void; onClose: () => void }) {
  return (
    <Sheet title="要退出登录吗？" onClose={onClose}>
      <Para>这台手机上的券会清掉，再登录就回来。</Para>
      <Actions>
        <Button kind="danger" text="确定退出" onTap={onLogout} />
        <Button kind="quiet" size="mid" text="先不退" onTap={onClose} />
      </Actions>
    </Sheet>
  )
}
