import { address, durationMs, path, url } from '../forms.ts'
import type { Option } from '../option.ts'

/** The attester's source and its key, local or held by a remote signer. */
export const attestOptions = {
  'attest.key-path': {
    kind: 'one',
    form: path,
    fallback: null,
    commands: ['attest'],
    about: 'File with the hex private key that signs; or use --signer.endpoint',
  },
  'attest.repeat-interval': {
    kind: 'one',
    form: durationMs('a duration from 500ms to 60s', 500, 60_000),
    fallback: '4s',
    commands: ['attest'],
    about: 'How often the newest head is signed anew and published again',
  },
  'attest.trust-source': {
    kind: 'switch',
    fallback: 'false',
    commands: ['attest'],
    about: 'Attest the safe head of a source that does not say that it verifies other chains',
  },
  'signer.endpoint': {
    kind: 'one',
    form: url,
    fallback: null,
    commands: ['attest'],
    about: 'Remote signer that answers opsigner_signBlockPayloadV2',
  },
  'signer.address': {
    kind: 'one',
    form: address,
    fallback: null,
    commands: ['attest'],
    about: 'Address of the key that the remote signer holds',
  },
  'signer.tls.ca': {
    kind: 'one',
    form: path,
    fallback: null,
    commands: ['attest'],
    about: 'PEM file with the certificate authority of the remote signer',
  },
  'signer.tls.cert': {
    kind: 'one',
    form: path,
    fallback: null,
    commands: ['attest'],
    about: 'PEM file with the client certificate shown to the remote signer',
  },
  'signer.tls.key': {
    kind: 'one',
    form: path,
    fallback: null,
    commands: ['attest'],
    about: 'PEM file with the key of the client certificate',
  },
} as const satisfies Record<string, Option>
