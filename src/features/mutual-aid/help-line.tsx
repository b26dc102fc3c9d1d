import { dial } from '@/platform'
import { Button } from '@/ui'

/** The unions' own line, the same all over the country. */
export const helpNumber = '12351'

/** Opens the dialler. The caller's family may press it as well. */
export const HelpButton = ({ kind }: { kind?: 'primary' | 'quiet' }) => (
  <Button icon="phone" kind={kind} text={`出事了，打 ${helpNumber}`} onTap={() => dial(helpNumber)} />
)
