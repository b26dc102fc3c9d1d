import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Certificate } from '@/contract'
import { Refusal } from '@/platform/call'
import { certificateText, readCertificateCode } from '@/rules/certificate-code'
import { fetchCertificate } from './api'

export interface CertificateControl {
  /** As it was typed, or read from a code. */
  typed: string
  type: (text: string) => void
  /** A code that the camera saw: checked at once. */
  read: (code: string) => void
  check: () => void
  /** What the certificate says. */
  found: Certificate | undefined
  /** The code that was checked, as it is printed. */
  code: string
  /** What is wrong with the code. */
  error: string | undefined
  /** What went wrong that another code cannot put right. */
  fault: Error | undefined
  busy: boolean
  /** Another code. */
  again: () => void
}

/** What the code field says before the server is asked. */
function faultOf(typed: string): string | undefined {
  if (typed.trim() === '') return '请填凭证上的码'
  return readCertificateCode(typed) === undefined ? '凭证码是 16 位数字和字母，请核对' : undefined
}

/** Checks certificates. `scanned` is a code that was read elsewhere: from a QR, or out of a link. */
export function useCertificate(scanned: string | undefined): CertificateControl {
  const [typed, setTyped] = useState(scanned ?? '')
  const [asked, setAsked] = useState(() => readCertificateCode(scanned ?? ''))
  const [judged, setJudged] = useState(scanned !== undefined && scanned !== '')
  const query = useQuery({
    queryKey: ['aid', 'certificates', asked],
    queryFn: ({ signal }) => fetchCertificate(asked ?? '', signal),
    enabled: asked !== undefined,
    // Whether it holds is to be known as it is now, and whose it was is nobody's to keep.
    staleTime: 0,
    meta: { keep: false },
  })
  const fault = query.error ?? undefined
  const refused = fault instanceof Refusal && fault.code.startsWith('certificate-') ? fault.detail : undefined
  return {
    typed,
    type(text) {
      setTyped(text)
      setJudged(false)
      setAsked(undefined)
    },
    read(code) {
      setTyped(code)
      setJudged(true)
      setAsked(readCertificateCode(code))
    },
    check() {
      setJudged(true)
      const code = readCertificateCode(typed)
      if (code !== undefined && code === asked) void query.refetch()
      setAsked(code)
    },
    found: asked !== undefined && !refused ? query.data : undefined,
    code: asked === undefined ? '' : certificateText(asked),
    error: judged ? (faultOf(typed) ?? refused) : undefined,
    fault: asked === undefined || refused ? undefined : fault,
    busy: asked !== undefined && query.isFetching && query.data === undefined,
    again() {
      setTyped('')
      setJudged(false)
      setAsked(undefined)
    },
  }
}
