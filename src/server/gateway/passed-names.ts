/** What the verbs of names that change something begin with; op-node has none such under `optimism_` today. */
const changing =
  /^(?:add|admin|ban|cancel|clear|commit|connect|delete|disable|disconnect|drop|enable|force|import|insert|invalidate|kill|open|override|post|prune|publish|purge|push|put|rebuild|remove|replace|reset|restart|resume|rewind|rollback|seal|send|set|shutdown|start|stop|submit|subscribe|trigger|unban|unsubscribe|update|write)(?![a-z])/

/** Whether a method that is not ours may be passed on to the rollup node: `optimism_` and a name that reads. */
export function isPassedOn(method: string): boolean {
  const name = /^optimism_([a-z][A-Za-z0-9_]*)$/.exec(method)?.[1]
  return name !== undefined && !changing.test(name)
}
