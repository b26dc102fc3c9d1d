import { useEffect, useState } from 'react'

/** After the last letter: nobody wants an answer to each. */
const restMs = 300

/** What is being typed, once it has not changed for a moment. */
export function useRested(text: string): string {
  const [rested, setRested] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs)
    return () => clearTimeout(timer)
  }, [text])
  return rested
}
