import fc from 'fast-check'
import * as z from 'zod/mini'
import { coverLine, distribution, personas as personaNames, station } from '@/contract'
import { demoRegions, readIdNumber, realRegions } from '@/rules/id-number'
import { maskName } from '@/rules/masking'
import { metresBetween } from '@/rules/nearest'
import { isOpen, openState } from '@/rules/opening-hours'
import { sharePremium } from '@/rules/premium'
import { demoData } from '../../mock/data/demo-data'
import { identities } from '../../mock/data/personas'
import { haigangStations } from '../../mock/data/stations'

const now = Date.parse('2026-11-23T14:32:00+08:00')
const instant = fc.integer({ min: now - 400 * 86_400_000, max: now + 2_000 * 86_400_000 })
const data = demoData(now)
/** Where the list of stations starts. */
const centre = { lat: 39.9354, lng: 119.6005 }

it('is all called demo data', () => {
  for (const it of [...data.stations, ...data.campaigns, ...data.plans]) expect(it.demo).toBe(true)
})

it('has stations as the contract describes them, each under its own id, code and name', () => {
  for (const it of data.stations) expect(z.parse(station, it)).toEqual(it)
  for (const name of ['id', 'code', 'name'] as const) {
    expect(new Set(data.stations.map((it) => it[name])).size).toBe(data.stations.length)
  }
  expect(haigangStations).toHaveLength(48)
})

it('has stations on land', () => {
  for (const { name, point } of haigangStations) {
    expect([name, point.lat > 39.915 && point.lng < 119.628]).toEqual([name, true])
  }
})

it('leaves nobody outside: at any moment three stations are open, two of them near the centre', () => {
  fc.assert(
    fc.property(instant, (at) => {
      const open = haigangStations.filter((it) => isOpen(openState(it.hours, at)))
      expect(open.length).toBeGreaterThanOrEqual(3)
      expect(open.filter((it) => metresBetween(centre, it.point) <= 1_500).length).toBeGreaterThanOrEqual(2)
    }),
    { numRuns: 1_000 },
  )
})

it('shares 900 gift packs out over the 48 stations', () => {
  const stock = data.campaigns[0]?.stock ?? []
  expect(stock.reduce((sum, it) => sum + it.received, 0)).toBe(900)
  expect(stock.map((it) => it.stationId)).toEqual(haigangStations.map((it) => it.id))
})

it('has campaigns that run, one that opens in five days, one that ended yesterday and a draw that is due, whenever it is loaded', () => {
  fc.assert(
    fc.property(instant, (at) => {
      const { campaigns } = demoData(at)
      const state = campaigns.map(({ opensAt, closesAt }) =>
        at < Date.parse(opensAt) ? 'to come' : at < Date.parse(closesAt) ? 'runs' : 'ended',
      )
      const six = ['runs', 'runs', 'runs', 'to come', 'ended', 'runs']
      expect(state).toEqual([...six, 'runs', 'runs', 'runs', 'ended', 'runs', 'runs', 'runs'])
      expect(new Set(campaigns.map((it) => it.distribution))).toEqual(new Set(distribution.options))
      expect(campaigns.some((it) => it.redeemFrom)).toBe(true)
      for (const { opensAt, closesAt, redeemFrom, redeemBy, draw, entries } of campaigns) {
        expect(opensAt < closesAt && closesAt <= redeemBy).toBe(true)
        if (draw) expect(closesAt < draw.drawsAt && draw.drawsAt < redeemBy).toBe(true)
        if (redeemFrom) expect(at < Date.parse(redeemFrom) && redeemFrom < redeemBy).toBe(true)
        if (entries) expect((draw?.drawsAt ?? '') < new Date(at).toISOString()).toBe(true)
        for (const edge of [opensAt, closesAt, redeemBy]) expect(edge).toMatch(/T16:00:00\.000Z$/)
      }
    }),
  )
})

it('has one plan: 120 = 72 + 48 yuan, whose hospital days add up', () => {
  const [plan] = data.plans
  expect(plan && sharePremium(plan.priceFen, plan.subsidies[0]?.amountFen ?? 0)).toEqual({
    priceFen: 12_000,
    subsidyFen: 7_200,
    ownFen: 4_800,
  })
  for (const it of plan?.covers ?? []) {
    expect(z.parse(coverLine, it)).toEqual(it)
    if (it.perDayFen) expect(it.sumFen).toBe(it.perDayFen * ((it.toDay ?? 0) - (it.fromDay ?? 0) + 1))
  }
})

it('has every persona, unverified, under a masked name, with a number that is nobody’s', () => {
  expect(data.personas.map((it) => it.persona)).toEqual([...personaNames])
  for (const { persona, displayName } of data.personas) {
    const { name, idNumber } = identities[persona]
    expect(displayName).toBe(maskName(name))
    expect(readIdNumber(idNumber, demoRegions, now).ok).toBe(true)
    expect(readIdNumber(idNumber, realRegions, now).ok).toBe(false)
  }
  expect(new Set(Object.values(identities).map((it) => it.idNumber)).size).toBe(personaNames.length)
})
