import { failed, type PortReply } from './reply.ts'

/**
 * The answer, or the failure to have one in time. The work is told by its signal when its time is over or
 * its caller has gone; what was sent to the client by then is not called back.
 */
export async function inTime(
  work: (signal: AbortSignal) => Promise<PortReply>,
  deadlineMs: number,
  gone: AbortSignal,
): Promise<PortReply> {
  const ended = new AbortController()
  const late = Promise.withResolvers<PortReply>()
  const end = () => ended.abort()
  const timer = setTimeout(() => {
    late.resolve(failed(504, `no answer within ${deadlineMs} ms`))
    end()
  }, deadlineMs)
  gone.addEventListener('abort', end, { once: true })
  if (gone.aborted) end()
  try {
    return await Promise.race([work(ended.signal), late.promise])
  } finally {
    clearTimeout(timer)
    gone.removeEventListener('abort', end)
  }
}
