import type { Album } from '../album'
import { account } from './account'
import { aidClaims } from './aid-claims'
import { claimCourse } from './claim-course'
import { claimReview } from './claim-review'
import { campaigns } from './campaigns'
import { collection } from './collection'
import { desk, deskOffline } from './desk'
import { everyday } from './everyday'
import { fairness } from './fairness'
import { mutualAid } from './mutual-aid'
import { phoneLogin } from './phone-login'
import { recovery } from './recovery'
import { staff } from './staff'
import { stations } from './stations'
import { union } from './union'

/** Every screen and how it is reached, in the words of those who use it; on H5 and on WeChat alike. */
export const albums: readonly Album[] = [
  everyday,
  desk,
  deskOffline,
  stations,
  campaigns,
  mutualAid,
  aidClaims,
  claimCourse,
  claimReview,
  collection,
  phoneLogin,
  account,
  union,
  staff,
  fairness,
  recovery,
]
