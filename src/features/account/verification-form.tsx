import type { Worker } from '@/contract'
import { Refusal } from '@/platform/call'
import { fetchMe, verifyIdentity } from './api'
import { IdentityForm } from './identity-form'
import { workerHeard } from './session'
import { useIdentityForm } from './use-identity-form'

interface VerificationFormProps {
  onVerified: (worker: Worker) => void
  /** The session is gone; what was typed stays. */
  onLogin: () => void
  /** Where somebody has an account already, and lost the phone it was on. */
  onRecover?: () => void
}

async function verify(name: string, idNumber: string): Promise<Worker> {
  try {
    return (await verifyIdentity(name, idNumber)).worker
  } catch (fault) {
    // An earlier try had come through, and its reply was lost.
    if (fault instanceof Refusal && fault.code === 'already-verified') return (await fetchMe()).worker
    throw fault
  }
}

/** Has the caller verified as the person he says he is. Goes into a Screen. */
export function VerificationForm({ onVerified, ...ways }: VerificationFormProps) {
  const form = useIdentityForm(verify, (worker) => {
    workerHeard(worker)
    onVerified(worker)
  })
  return <IdentityForm form={form} submit="确认是我" {...ways} />
}
