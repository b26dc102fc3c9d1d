import type { Compiler } from 'webpack'

/**
 * Taro copies what several subpackages share into each, as assets that all have the same hash. The minifier would take a
 * copy out of its cache as it was several builds ago, for modules of which the rest has moved on: a screen that does not
 * open. Gives each copy a source of its own before it is minified.
 */
export class FreshCopies {
  apply({ hooks, webpack }: Compiler): void {
    const { Compilation, sources } = webpack
    hooks.thisCompilation.tap('FreshCopies', (compilation) => {
      compilation.hooks.processAssets.tap(
        {
          name: 'FreshCopies',
          stage: Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE - 1,
          additionalAssets(assets: Record<string, { source(): string | Buffer }>) {
            for (const [name, asset] of Object.entries(assets)) {
              if (!(asset instanceof sources.Source))
                compilation.updateAsset(name, new sources.RawSource(asset.source()))
            }
          },
        },
        () => undefined,
      )
    })
  }
}
