/** A file of a chain as the superchain registry has them, with some lines at its top replaced. */
export function chainToml(changes: Readonly<Record<string, string>>): string {
  const top = {
    name: '"Own"',
    data_availability_type: '"eth-da"',
    chain_id: '1234',
    batch_inbox_addr: `"0x${'E0'.repeat(20)}"`,
    block_time: '3',
    seq_window_size: '3600',
    max_sequencer_drift: '600',
    ...changes,
  }
  return `${lines(top)}
[hardforks]
canyon_time = 11 # a remark
delta_time = 12
keep_karst_upgrade_gas = true
[optimism]
eip1559_elasticity = 7
eip1559_denominator = 51
eip1559_denominator_canyon = 251
[genesis]
l2_time = 90
[genesis.l1]
hash = "0x${'f1'.repeat(32)}"
number = 70
[genesis.l2]
hash = "0x${'f2'.repeat(32)}"
number = 80
[genesis.system_config]
batcherAddress = "0x${'F3'.repeat(20)}"
overhead = "0x${'00'.repeat(32)}"
scalar = "0x01${'00'.repeat(31)}"
gasLimit = 30
[addresses]
OptimismPortalProxy = "0x${'E1'.repeat(20)}"
SystemConfigProxy = "0x${'E2'.repeat(20)}"
`
}

function lines(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([key, value]) => `${key} = ${value}`)
    .join('\n')
}
