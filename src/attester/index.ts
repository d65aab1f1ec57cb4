export { type Attester, type AttesterOptions, createAttester } from './attester.ts'
export { type OpenedAttester, openAttester } from './open.ts'
