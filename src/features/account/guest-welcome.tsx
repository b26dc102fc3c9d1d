import { Actions, Button, Card, Para } from '@/ui'

/** Beside a station that somebody without an account has just scanned: what works as it is, and what an account adds. */
export const GuestWelcome = ({ onLogin }: { onLogin: () => void }) => (
  <Card title="欢迎，不用登录">
    <Para inset>歇脚、接热水，没有账号也行。</Para>
    <Para inset tone="quiet">
      登录了还能：领这里的礼包和券、没信号也能用券、参加互助。
    </Para>
    <Actions>
      <Button kind="ghost" size="small" icon="me" text="登录" onTap={onLogin} />
    </Actions>
  </Card>
)
