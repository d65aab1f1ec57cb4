import type { Attester } from '../../attester/attester.ts'
import { openAttester } from '../../attester/open.ts'
import type { AttestConfig } from '../../config/attest.ts'
import type { LogPort } from '../../ports/log.ts'
import { type ExitCode, exitCode } from '../exit-codes.ts'
import { openLog } from '../open-log.ts'
import type { Run } from '../run.ts'
import { untilAborted } from '../until-aborted.ts'
import { untilStopped } from '../until-stopped.ts'

/** `op-follower attest`: signs and publishes until a signal ends it. */
export function attest(config: AttestConfig, run: Run): Promise<ExitCode> {
  return untilStopped(async (signal) => {
    const log = openLog(config.log, run)
    const { attester, signer, gossip, close } = await openAttester(config, log)
    report(attester, log)
    log.info('attester starts', {
      chainId: config.chainId,
      address: signer.address,
      peer: gossip.addresses(),
    })
    try {
      attester.start({ signal })
      await untilAborted(signal)
    } finally {
      await close()
    }
    log.info('stopped')
    log.close()
    return exitCode.ok
  })
}

function report(attester: Attester, log: LogPort): void {
  attester.on('attested', ({ block, l1View, occasion }) => {
    log.info('attested', { number: block.number, hash: block.hash, l1: l1View.number, occasion })
  })
  attester.on('published', ({ block, occasion, recipients, problems }) => {
    log.debug('published', { number: block.number, occasion, recipients, problems })
  })
  attester.on('refused', ({ refusal: { reason, ...fields } }) => {
    log.warn('attester refuses to sign', { code: `attest/${reason}`, ...fields })
  })
  attester.on('trouble', ({ trouble: { kind, ...fields } }) => {
    log.warn('attester has trouble', { code: `attest/${kind}`, ...fields })
  })
}
