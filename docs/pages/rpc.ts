import { batchLimit } from '../../src/server/json-rpc/dispatch.ts'
import { rpcErrors } from '../../src/server/json-rpc/errors.ts'
import { methods } from '../../src/server/methods.ts'
import { code, page, table } from './markdown.ts'

export function rpcPage(): string {
  return page(
    'src/server',
    '# JSON-RPC and health',
    'JSON-RPC 2.0 over `POST /` with `Content-Type: application/json`, positional parameters, at most ' +
      `${batchLimit} requests in a batch. The Host must be an IP address or localhost, and requests that carry an ` +
      'Origin are refused: web pages have no business here.',
    '## Methods',
    table(['Method', 'Meaning', 'Takes', 'Gives'], methods.map(methodRow)),
    'Methods whose name starts with `admin_` are served with `--rpc.enable-admin` only.',
    'Other methods whose name begins with `optimism_`, unless it is one that changes something, go to the first ' +
      'rollup node that answers; result and error come back as they are. See [the gateway](../operate/gateway.md).',
    '## Errors',
    table(['Code', 'Meaning'], Object.values(rpcErrors).map(errorRow)),
    '## Health',
    table(['Path', '200', '503'], health),
  )
}

function methodRow({ name, about, takes, gives }: (typeof methods)[number]): readonly string[] {
  return [code(name), about, takes, gives]
}

function errorRow({ code: number, meaning }: { code: number; meaning: string }): readonly string[] {
  return [code(`${number}`), meaning]
}

const health = [
  ['`/healthz`', 'the event loop turns', 'the event loop was held up for too long; restart the process'],
  [
    '`/readyz`',
    'this node’s `safe` may be served; in shadow mode always',
    'it may not; the body names the blockers, each of which has a page in docs/operate',
  ],
]
