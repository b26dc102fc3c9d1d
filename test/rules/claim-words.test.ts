import { claimKind, claimState, photoPurpose } from '@/contract'
import { claimKindName, claimStateName, papersFor, photoPurposeName } from '@/rules/claim-words'

it('names every kind, state and purpose, each in words of its own', () => {
  const all = [
    ...claimKind.options.map(claimKindName),
    ...claimState.options.map(claimStateName),
    ...photoPurpose.options.map(photoPurposeName),
  ]
  expect(new Set(all).size).toBe(all.length)
})

it.each(claimKind.options)('asks of %s for papers, each once, and for one that must be there', (kind) => {
  const papers = papersFor(kind)
  expect(new Set(papers.map((it) => it.purpose)).size).toBe(papers.length)
  expect(papers.some((it) => it.must)).toBe(true)
})
