import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Identity {
  readonly ca: string
  readonly cert: string
  readonly key: string
}

/** A certificate authority of its own, with one server for 127.0.0.1 and one client, made anew each time. */
export function makeAuthority(clientName: string): { server: Identity; client: Identity } {
  const directory = mkdtempSync(join(tmpdir(), 'op-follower-tls-'))
  try {
    const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: directory, stdio: 'pipe' })
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-subj',
      '/CN=authority',
      '-days',
      '2',
    )
    const issue = (name: string, subjectAltName: string): Identity => {
      writeFileSync(join(directory, `${name}.ext`), `subjectAltName=${subjectAltName}`)
      openssl('req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`)
      const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2']
      openssl('x509', '-req', '-in', `${name}.csr`, ...by, '-extfile', `${name}.ext`, '-out', `${name}.pem`)
      const read = (file: string) => readFileSync(join(directory, file), 'utf8')
      return { ca: read('ca.pem'), cert: read(`${name}.pem`), key: read(`${name}.key`) }
    }
    return { server: issue('server', 'IP:127.0.0.1'), client: issue(clientName, `DNS:${clientName}`) }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
