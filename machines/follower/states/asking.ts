/** The links read again at once, with the questions of now. */
export const lookAgain = ['lookAtDerivation', 'lookAtConsolidation', 'lookAtL1', 'lookAtEngine'] as const

/** The links' next readings answer the questions of now. */
export const askAnew = ['askDerivation', 'askConsolidation', 'askL1', 'askEngine'] as const
