import type { Command } from './commands.ts'
import type { Form } from './forms.ts'

interface Described {
  /** One sentence without a full stop, as help prints it. */
  readonly about: string
  readonly commands: readonly Command[]
  /**
   * The variable of op-node that means the same thing for this process. Ports, keys and peers of
   * an op-node are never taken over: two processes cannot share them.
   */
  readonly opNodeEnv?: string
}

/** Present or absent. A null fallback leaves the choice to the program. */
export interface SwitchOption extends Described {
  readonly kind: 'switch'
  readonly fallback: 'false' | 'true' | null
}

export interface OneOption<T> extends Described {
  readonly kind: 'one'
  readonly form: Form<T>
  /** Written as a person would write it, so that it passes the same decoder. */
  readonly fallback: string | null
  readonly requiredBy?: readonly Command[]
}

/** May be repeated, or hold several values separated by commas. */
export interface ManyOption<T> extends Described {
  readonly kind: 'many'
  readonly form: Form<T>
  readonly limit: number
  readonly requiredBy?: readonly Command[]
}

export type Option = SwitchOption | OneOption<unknown> | ManyOption<unknown>

/** What an option decodes to for one command: never null where it has a default or is required. */
export type ValueOf<O extends Option, C extends Command> =
  O extends ManyOption<infer T>
    ? readonly T[]
    : O extends SwitchOption
      ? boolean | NullIfNone<O['fallback']>
      : O extends OneOption<infer T>
        ? O extends { readonly requiredBy: readonly (infer R)[] }
          ? C extends R
            ? T
            : T | NullIfNone<O['fallback']>
          : T | NullIfNone<O['fallback']>
        : never

type NullIfNone<F> = F extends string ? never : null
