import { printableUrl } from './json-rpc/printable-url.ts'

/** The operator gave an address that no call can be made to. */
export class UnusableUrlError extends Error {
  override readonly name = 'UnusableUrlError'
}

/** Returns the address when it is one of HTTP; `role` is what the operator knows the remote end by. */
export function requireHttpUrl(url: string, role: string): string {
  const protocol = URL.canParse(url) ? new URL(url).protocol : null
  if (protocol === 'http:' || protocol === 'https:') return url
  const seen = protocol === null ? 'it cannot be read as a URL' : `it is ${printableUrl(url)}`
  throw new UnusableUrlError(`The address of the ${role} must start with http:// or https://, but ${seen}.`)
}
