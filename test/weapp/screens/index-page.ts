import { type Album, fileName } from './album'
import type { Variant } from './variants'

/** A page to leaf through: one screen a time, both platforms in all variants side by side; ← and → turn. */
export function indexPage(
  platforms: readonly string[],
  variants: readonly Variant[],
  albums: readonly Album[],
): string {
  const pictures = albums.flatMap((album) =>
    album.pictures.map((picture) => ({ ...picture, name: fileName(album, picture) })),
  )
  const figure = (platform: string, variant: Variant, name: string) =>
    `<figure><img loading="lazy" src="${platform}/${variant.name}/${name}.png" width="${variant.width}"
      height="${variant.height}"><figcaption>${platform} · ${variant.name}</figcaption></figure>`
  const section = (
    picture: (typeof pictures)[number],
  ) => `<section id="${picture.name}"><h2>${picture.title}</h2><div>
    ${variants
      .filter(({ main }) => !main || picture.main)
      .flatMap((variant) => platforms.map((platform) => figure(platform, variant, picture.name)))
      .join('\n')}
    </div></section>`
  return `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><title>暖新</title>
<style>
  body { margin: 0; font: 16px/1.5 sans-serif; background: #ddd }
  nav { position: sticky; top: 0; padding: 8px 16px; background: #fff; z-index: 1 }
  nav a { margin-right: 12px; color: #333 }
  section { display: none; padding: 0 16px 32px }
  section:target { display: block }
  section div { display: flex; gap: 16px; overflow-x: auto }
  figure { margin: 0; flex: none }
  img { background: #fff; box-shadow: 0 2px 12px #0003 }
  figcaption { text-align: center }
</style>
<nav>${pictures.map(({ name, title }) => `<a href="#${name}">${title}</a>`).join(' ')}</nav>
${pictures.map(section).join('\n')}
<script>
  const names = ${JSON.stringify(pictures.map(({ name }) => name))}
  const turn = (by) => (location.hash = names[(names.indexOf(location.hash.slice(1)) + by + names.length) % names.length])
  addEventListener('keydown', ({ key }) => key === 'ArrowRight' ? turn(1) : key === 'ArrowLeft' && turn(-1))
  if (!location.hash) location.hash = names[0]
</script>
</html>
`
}
