import { openOutbox } from '@/features/aid-claims'
import { handOver } from '@/platform/late'

handOver('claims', { openOutbox })
