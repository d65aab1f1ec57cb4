/** The links read again at once, with the questions of now. */
export const lookAgain = ['lookAtDerivation', 'lookAtL1', 'lookAtEngine'] as const

/** The links' next readings answer the questions of now. */
export const askAnew = ['askDerivation', 'askL1', 'askEngine'] as const
