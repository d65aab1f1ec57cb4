// Outlives its parent by a moment. Its standard input ends when the parent ends, however that came
// about, and then it kills the processes and removes the directory that the parent had named:
// lines of `watch <pid>`, `forget <pid>` and `directory <path>`. Plain JavaScript, to start quickly.
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'

const pids = new Set()
let directory = null

process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => undefined)

const orders = createInterface({ input: process.stdin })
orders.on('line', obey)
orders.on('close', reap)

function obey(line) {
  const [order, ...rest] = line.split(' ')
  if (order === 'watch') pids.add(Number(rest[0]))
  if (order === 'forget') pids.delete(Number(rest[0]))
  if (order === 'directory') directory = rest.join(' ')
}

function reap() {
  for (const pid of pids) kill(pid)
  if (directory !== null) rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}
