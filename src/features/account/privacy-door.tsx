import { useEffect } from 'react'
import { create } from 'zustand'
import { type PrivacyQuestion, onPrivacyAsked, openPrivacyTerms } from '@/platform'
import { Actions, AgreeButton, Button, Para, Sheet } from '@/ui'

/** Questions without an answer yet: several parts of the app may have asked for the same. */
const useQuestions = create<{ open: readonly PrivacyQuestion[] }>(() => ({ open: [] }))

onPrivacyAsked((question) => useQuestions.setState(({ open }) => ({ open: [...open, question] })))

function answer(agreeButtonId: string | undefined): void {
  const { open } = useQuestions.getState()
  useQuestions.setState({ open: [] })
  for (const question of open) question.answer(agreeButtonId)
}

const agreeButtonId = 'agree-privacy'
const agree = () => answer(agreeButtonId)
const refuse = () => answer(undefined)

/** Asks for leave before the first thing that is private, on the page that is `shown`. A no closes nothing. */
export function PrivacyDoor({ shown }: { shown: boolean }) {
  const open = useQuestions((it) => it.open)
  const asked = shown && open.length > 0
  useEffect(() => {
    if (asked) for (const question of open) question.shown()
  }, [asked, open])
  if (!asked) return null
  return (
    <Sheet title="先问你一声" onClose={refuse}>
      <Para>位置只用来在手机上算哪个驿站近，你去过哪里都不存。</Para>
      <Para>相机和照片，你要用的时候才用。手机号，你点了绑定才给我们，只用来登录。</Para>
      <Actions>
        <AgreeButton id={agreeButtonId} text="同意" onAgree={agree} />
        <Button kind="quiet" size="mid" text="不同意，照样能用" onTap={refuse} />
        <Button kind="ghost" size="mid" text="看隐私说明" onTap={openPrivacyTerms} />
      </Actions>
    </Sheet>
  )
}
