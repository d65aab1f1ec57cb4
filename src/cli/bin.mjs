#!/usr/bin/env node
// Plain JavaScript on purpose: it must run on a Node that cannot read the rest, to say so.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 19)) {
  console.error(
    `op-follower needs Node 22.19 or newer, this is ${process.version}; ` +
      'run it through npm (npm start, npx op-follower) after npm ci, or install a newer Node',
  )
  process.exitCode = 2
} else {
  const { main } = await import('./main.ts')
  process.exitCode = await main(process.argv.slice(2), process.env, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  })
}
