import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { keptFolder, packageFolder } from '../compiler'

/** What a value may be, as far as it can be told from a value. */
export interface Shape {
  /** `typeof`, or 'array' or 'null'; empty where anything goes. */
  kinds: string[]
  /** Where only these are allowed. */
  values?: (string | number | boolean)[]
  /** Of an object with known keys. */
  keys?: Record<string, Shape & { optional: boolean }>
  /** Of an array. */
  items?: Shape
}

/** The parameters of one way to call an API. */
export type Signature = (Shape & { optional: boolean })[]

/** Every API of WeChat and the ways to call it, out of npm's miniprogram-api-typings. */
export type Signatures = Record<string, Signature[]>

/** Deeper than any option we pass. */
const maxDepth = 4
/** Counts up when what is written down changes. */
const edition = 1

/** Read from the types once for each version of them, which takes some seconds. */
export function readSignatures(): Signatures {
  const home = packageFolder('miniprogram-api-typings')
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string }
  const folder = keptFolder('wechat-signatures', `${version}-${edition}`, (fresh) => {
    writeFileSync(path.join(fresh, 'signatures.json'), JSON.stringify(extract(home)))
  })
  return JSON.parse(readFileSync(path.join(folder, 'signatures.json'), 'utf8')) as Signatures
}

function extract(home: string): Signatures {
  const types = path.join(home, 'types', 'wx')
  const program = ts.createProgram([path.join(types, 'index.d.ts')], { types: [], lib: ['lib.es2020.d.ts'] })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(path.join(types, 'lib.wx.api.d.ts'))
  if (!source) throw new Error('miniprogram-api-typings has no lib.wx.api.d.ts')
  const wx = find(source)
  const signatures: Signatures = {}
  for (const api of checker.getTypeAtLocation(wx).getProperties()) {
    const ways = checker.getTypeOfSymbolAtLocation(api, wx).getCallSignatures()
    if (ways.length > 0)
      signatures[api.name] = ways.map((way) =>
        way.parameters.map((parameter) => ({
          ...shapeOf(checker.getTypeOfSymbolAtLocation(parameter, wx), 0),
          optional: isOptional(parameter),
        })),
      )
  }
  return signatures

  function shapeOf(given: ts.Type, depth: number): Shape {
    const type = given.isTypeParameter() ? (checker.getBaseConstraintOfType(given) ?? given) : given
    const members = (type.isUnion() ? type.types : [type]).filter(
      (it) => !(it.flags & ts.TypeFlags.Undefined),
    )
    const shapes = members.map((member) => memberShape(member, depth))
    if (shapes.length === 0 || shapes.some(({ kinds }) => kinds.length === 0)) return { kinds: [] }
    const kinds = [...new Set(shapes.flatMap((shape) => shape.kinds))]
    const values = shapes.flatMap((shape) => shape.values ?? [])
    const objects = shapes.filter((shape) => shape.kinds.includes('object'))
    const array = shapes.find(({ items }) => items)
    return {
      kinds,
      ...(shapes.every((shape) => shape.values) && { values }),
      ...(objects.length === 1 && objects[0]?.keys && { keys: objects[0].keys }),
      ...(array && { items: array.items }),
    }
  }

  function memberShape(type: ts.Type, depth: number): Shape {
    const { flags } = type
    if (type.isStringLiteral()) return { kinds: ['string'], values: [type.value] }
    if (type.isNumberLiteral()) return { kinds: ['number'], values: [type.value] }
    if (flags & ts.TypeFlags.BooleanLiteral)
      return { kinds: ['boolean'], values: [checker.typeToString(type) === 'true'] }
    if (flags & ts.TypeFlags.StringLike) return { kinds: ['string'] }
    if (flags & ts.TypeFlags.NumberLike) return { kinds: ['number'] }
    if (flags & ts.TypeFlags.BooleanLike) return { kinds: ['boolean'] }
    if (flags & ts.TypeFlags.Null) return { kinds: ['null'] }
    if (!(flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return { kinds: [] }
    if (type.getCallSignatures().length > 0) return { kinds: ['function'] }
    if (checker.isArrayType(type)) {
      const [item] = checker.getTypeArguments(type as ts.TypeReference)
      return { kinds: ['array'], ...(item && depth < maxDepth && { items: shapeOf(item, depth + 1) }) }
    }
    const properties = type.getProperties()
    const open = checker.getIndexInfosOfType(type).length > 0 || properties.length === 0
    // Not ours to look into: ArrayBuffer, Date …
    const builtIn = type
      .getSymbol()
      ?.declarations?.some((it) => program.isSourceFileDefaultLibrary(it.getSourceFile()))
    if (open || builtIn || depth >= maxDepth) return { kinds: ['object'] }
    return {
      kinds: ['object'],
      keys: Object.fromEntries(
        properties.map((property) => [
          property.name,
          {
            ...shapeOf(checker.getTypeOfSymbolAtLocation(property, wx), depth + 1),
            optional: isOptional(property),
          },
        ]),
      ),
    }
  }
}

function find(source: ts.SourceFile): ts.InterfaceDeclaration {
  let found: ts.InterfaceDeclaration | undefined
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node) && node.name.text === 'Wx') found = node
    if (!found) ts.forEachChild(node, visit)
  }
  visit(source)
  if (!found) throw new Error('miniprogram-api-typings has no interface Wx')
  return found
}

function isOptional(symbol: ts.Symbol): boolean {
  const declaration = symbol.valueDeclaration
  if (symbol.flags & ts.SymbolFlags.Optional) return true
  if (!declaration) return false
  return (
    (ts.isParameter(declaration) && (!!declaration.questionToken || !!declaration.dotDotDotToken)) ||
    (ts.isPropertySignature(declaration) && !!declaration.questionToken)
  )
}
