/** A table; a bar inside a cell is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Sections of a page, a blank line between them, and where it came from on top. */
export function page(source: string, ...sections: readonly string[]): string {
  return `${[`<!-- Made from ${source} by npm run docs; changes here are overwritten. -->`, ...sections].join('\n\n')}\n`
}

export function code(text: string): string {
  return `\`${text}\``
}
