/** `npm run bench -- NAME`: measures, tells what it saw, and ends with one line of JSON. */
import { benchClaims } from './claims'
import { benchStations } from './stations'
import { benchWeapp } from './weapp'

/** Each returns its figures, of which the keys are in the order that they are told in. */
const benches: Record<string, () => Promise<Record<string, number | boolean>>> = {
  weapp: benchWeapp,
  stations: benchStations,
  claims: benchClaims,
}

async function run(name: string | undefined): Promise<void> {
  const bench = name === undefined ? undefined : benches[name]
  if (!bench) {
    console.error(`Say which: npm run bench -- ${Object.keys(benches).join(' | ')}`)
    process.exitCode = 1
    return
  }
  console.log(JSON.stringify({ name, ...(await bench()) }))
}

run(process.argv[2]).then(
  // What a measured app left running must not keep this open.
  () => process.exit(),
  (fault: unknown) => {
    console.error(fault)
    process.exit(1)
  },
)
