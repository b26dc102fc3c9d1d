import { badPhotos } from './bad-photos.journey'
import { claimAndRedeem } from './claim-and-redeem.journey'
import { morePapers, objection, relativeReport } from './claim-decisions.journey'
import { clerkOffline } from './clerk-offline.journey'
import { dailyMeal } from './daily-meal.journey'
import { deadPhone } from './dead-phone.journey'
import { devices } from './devices.journey'
import { draw } from './draw.journey'
import { fairness } from './fairness.journey'
import { findAndArrive } from './find-and-arrive.journey'
import { firstScan } from './first-scan.journey'
import { handover } from './handover.journey'
import { giftedAid } from './gifted-aid.journey'
import { joinMutualAid } from './join-mutual-aid.journey'
import { joinUnion } from './join-union.journey'
import type { Journey } from './journey'
import { lostPhone } from './lost-phone.journey'
import { offline } from './offline.journey'
import { payout } from './payout.journey'
import { refusal } from './refusal.journey'
import { restStop } from './rest-stop.journey'
import { riderOffline } from './rider-offline.journey'
import { roster } from './roster.journey'
import { leaveAndStay, withdrawConsent } from './privacy.journey'
import { silentPayment } from './silent-payment.journey'
import { staff } from './staff.journey'
import { stock } from './stock.journey'
import { offlineReport, threeTaps } from './three-taps.journey'
import { verify } from './verify.journey'

/** Every journey; each driver walks them all. */
export const journeys: readonly Journey[] = [
  claimAndRedeem,
  clerkOffline,
  deadPhone,
  riderOffline,
  stock,
  handover,
  dailyMeal,
  draw,
  refusal,
  joinMutualAid,
  giftedAid,
  silentPayment,
  devices,
  firstScan,
  verify,
  roster,
  withdrawConsent,
  leaveAndStay,
  staff,
  lostPhone,
  joinUnion,
  fairness,
  findAndArrive,
  offline,
  restStop,
  threeTaps,
  offlineReport,
  badPhotos,
  morePapers,
  objection,
  relativeReport,
  payout,
]
