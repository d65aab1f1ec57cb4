/** A URL without user, password, query and fragment, where providers keep their keys. */
export function printableUrl(url: string): string {
  if (!URL.canParse(url)) return '(not a URL)'
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname === '/' ? '' : hideKeys(pathname)}`
}

/** Some providers carry the key as a path segment: a long one made of letters and digits is not shown. */
function hideKeys(pathname: string): string {
  return pathname.replaceAll(/[A-Za-z0-9_-]{20,}/g, '…')
}
