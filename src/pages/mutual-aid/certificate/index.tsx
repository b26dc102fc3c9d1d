import { CertificateCheck, useCertificate } from '@/features/mutual-aid'
import { useParams } from '@/platform'

export default function CertificatePage() {
  return <CertificateCheck control={useCertificate(useParams('certificate').id)} />
}
