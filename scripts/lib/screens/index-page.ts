/** A picture of a screen in one size. */
export interface Picture { file: string, title: string, width: number }

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** A page with all pictures; those of one screen stand side by side. */
export function indexPage (pictures: readonly Picture[]): string {
  const titles = [...new Set(pictures.map(({ title }) => title))]
  const sections = titles.map((title) => {
    const figures = pictures.filter((picture) => picture.title === title)
      .map(({ file, width }) => `<a href="${file}"><img src="${file}" loading="lazy" alt="${escaped(title)}, ${width}"></a>`)
    return `<section><h2>${escaped(title)}</h2>${figures.join('')}</section>`
  })
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Screens of the popup</title>
<style>
body { margin: 2rem; font-family: system-ui, sans-serif; background: #ddd; }
section { margin-block-end: 2rem; }
img { height: 30rem; margin-inline-end: 1rem; box-shadow: 0 1px 6px #0004; }
</style>
<h1>Screens of the popup</h1>
${sections.join('\n')}
</html>
`
}
