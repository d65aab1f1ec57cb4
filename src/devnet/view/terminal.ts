import { type HeadLabel, headLabels, type Step } from '../events.ts'
import type { ViewModel } from './model.ts'
import { clockText, endpointLines, outcomeMarks, shortHash } from './text.ts'

/** How a piece of text looks; the identity gives plain text. */
export type Paint = (look: 'title' | 'dim' | 'good' | 'bad' | 'bar', text: string) => string

export interface FrameOptions {
  readonly columns: number
  readonly paint: Paint
}

/** One block of the bars is one character, so a bar's missing end is the lag. */
const barBlocks = 32

/** The whole screen as lines, none wider than the terminal. */
export function renderFrame(view: ViewModel, { columns, paint }: FrameOptions): string[] {
  const cut = (text: string) => (text.length > columns ? `${text.slice(0, Math.max(0, columns - 1))}…` : text)
  const pen: Pen = { cut, paint }
  const endpoints = view.endpoints === null ? [] : endpointLines(view.endpoints)
  const reasons = view.blockers.map(({ code, detail }) => `${code}  ${detail}`)
  return [
    paint('title', cut(`op-follower · embedded network · up ${clockText(view.seconds)}`)),
    '',
    ...headLabels.map((label) => headLine(view, label, pen)),
    '',
    cut(`state ${view.state} · peers ${view.peers} · promotions ${view.promotions}`),
    ...story(view.story, pen),
    ...section('why not promoted', reasons.length > 0 ? reasons : ['nothing is in the way'], pen),
    ...section('last transitions', view.transitions.map(transitionText), pen),
    ...section('where', endpoints, pen),
    ...(view.ended ? [] : ['', paint('dim', cut('Ctrl-C ends the network and leaves nothing running'))]),
  ]
}

interface Pen {
  /** To the width of the terminal. Text is cut before it is painted, because paint has no width. */
  readonly cut: (text: string) => string
  readonly paint: Paint
}

function headLine({ heads }: ViewModel, label: HeadLabel, { cut, paint }: Pen): string {
  const head = heads[label]
  if (head === undefined) return paint('dim', cut(`${label.padEnd(11)} -`))
  const lag = Math.max(0, (heads.unsafe?.number ?? head.number) - head.number)
  const facts = `${label.padEnd(11)} ${`${head.number}`.padStart(6)}  ${shortHash(head.hash)}  ${lagText(lag)}`
  const line = cut(`${facts} ${'█'.repeat(Math.max(0, barBlocks - lag))}`)
  return line.slice(0, facts.length) + paint('bar', line.slice(facts.length))
}

function lagText(lag: number): string {
  return (lag === 0 ? '' : `-${lag}`).padStart(5)
}

function section(title: string, lines: readonly string[], { cut, paint }: Pen): string[] {
  if (lines.length === 0) return []
  return ['', paint('dim', cut(title)), ...lines.map((line) => cut(`  ${line}`))]
}

function transitionText({ seconds, from, to }: ViewModel['transitions'][number]): string {
  return `${clockText(seconds).padStart(5)}  ${from} → ${to}`
}

const looks = { doing: 'dim', quoted: 'dim', seen: 'good', missed: 'bad' } as const

function story(steps: readonly Step[], { cut, paint }: Pen): string[] {
  if (steps.length === 0) return []
  const line = ({ outcome, text }: Step) => paint(looks[outcome], cut(`  ${outcomeMarks[outcome]} ${text}`))
  return ['', paint('dim', cut('the story')), ...steps.map(line)]
}
