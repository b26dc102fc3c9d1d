import { syncScans } from '@/features/clerk'
import { handOver } from '@/platform/late'

handOver('scans', { syncScans })
