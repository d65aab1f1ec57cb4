/** Flags of op-node that people bring along, and why there is nothing for them to set here. */
const foreign: readonly (readonly [prefix: string, why: string])[] = [
  ['conductor', 'nothing here sequences, so there is no conductor to talk to'],
  ['sequencer', 'op-follower never builds blocks'],
  ['override', 'fork times are those of the rollup config; change them there'],
  ['l1.beacon', 'blobs are read by your rollup node, not here'],
  ['l2.enginekind', 'the execution client is treated by what it answers'],
  ['l2.follow', 'that flag means to trust a source; name the nodes that derive with --rollup-rpc'],
  ['rollup.halt', 'protocol versions are up to your rollup node'],
  ['rollup.load-protocol-versions', 'protocol versions are up to your rollup node'],
  ['syncmode', 'syncing is up to your rollup node'],
  ['safedb', 'facts are kept in --data-dir'],
  ['verifier', 'derivation is up to your rollup node'],
  ['metrics', 'metrics are not served yet; ask /healthz, /readyz or follower_status'],
  ['p2p.bootnodes', 'there is no discovery; name the peers with --p2p.static'],
  ['p2p.listen.udp', 'there is no discovery; name the peers with --p2p.static'],
  ['p2p.discovery', 'there is no discovery; name the peers with --p2p.static'],
  ['p2p.disable', 'attestations arrive over p2p only'],
  ['p2p.sequencer', 'sign attestations with --attest.key-path or --signer.endpoint'],
]

/** One telling line for a flag of op-node that has no meaning here; null for any other name. */
export function foreignFlag(name: string): string | null {
  const found = foreign.find(([prefix]) => name === prefix || name.startsWith(`${prefix}.`))
  return found === undefined ? null : `--${name} is a flag of op-node: ${found[1]}`
}
