/** A rollup config as op-node prints it, of a chain of our own: all its forks lie apart in time. */
export function rollupJson(): Record<string, unknown> {
  return {
    genesis: {
      l1: { hash: `0x${'a1'.repeat(32)}`, number: 100 },
      l2: { hash: `0x${'A2'.repeat(32)}`, number: 5 },
      l2_time: 1000,
      system_config: {
        batcherAddr: `0x${'b1'.repeat(20)}`,
        overhead: `0x${'00'.repeat(31)}bc`,
        scalar: `0x${'00'.repeat(29)}0a6fe0`,
        gasLimit: 30_000_000,
        eip1559Params: '0x0000000000000000',
        operatorFeeParams: `0x${'00'.repeat(32)}`,
        minBaseFee: 7,
        daFootprintGasScalar: 400,
      },
    },
    block_time: 2,
    max_sequencer_drift: 600,
    seq_window_size: 3600,
    channel_timeout: 300,
    l1_chain_id: 900,
    l2_chain_id: 901,
    regolith_time: 0,
    canyon_time: 1001,
    delta_time: 1002,
    ecotone_time: 1003,
    fjord_time: 1004,
    granite_time: 1005,
    holocene_time: 1006,
    isthmus_time: 1007,
    jovian_time: 1008,
    karst_time: 1009,
    interop_time: 1010,
    batch_inbox_address: `0x${'c1'.repeat(20)}`,
    deposit_contract_address: `0x${'c2'.repeat(20)}`,
    l1_system_config_address: `0x${'c3'.repeat(20)}`,
    chain_op_config: { eip1559Elasticity: 6, eip1559Denominator: 50, eip1559DenominatorCanyon: 250 },
  }
}

/** The same JSON with another value under a dotted path; `undefined` takes the key out. */
export function withValue(
  json: Record<string, unknown>,
  path: string,
  value: unknown,
): Record<string, unknown> {
  const [key = '', ...rest] = path.split('.')
  const { [key]: inner, ...others } = json
  if (rest.length > 0) return { ...others, [key]: withValue(inner as typeof json, rest.join('.'), value) }
  return value === undefined ? others : { ...others, [key]: value }
}

/** Every dotted path of a JSON object, of its leaves and of what holds them. */
export function pathsOf(json: Record<string, unknown>): readonly string[] {
  return Object.entries(json).flatMap(([key, value]) => {
    if (typeof value !== 'object' || value === null) return [key]
    return [key, ...pathsOf(value as typeof json).map((path) => `${key}.${path}`)]
  })
}
