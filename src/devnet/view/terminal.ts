import { type HeadLabel, headLabels } from '../events.ts'
import type { StoryLine, ViewModel } from './model.ts'
import { clockText, outcomeMarks, shortHash } from './text.ts'

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
  const title = cut(`op-follower · embedded network · up ${clockText(view.seconds)}`)
  return [
    paint('title', title),
    '',
    ...headLabels.map((label) => headLine(view, label, cut, paint)),
    '',
    cut(`state ${view.state} · peers ${view.peers} · promotions ${view.promotions}`),
    ...section(
      'why not promoted',
      view.blockers.map(({ code, detail }) => `${code}  ${detail}`),
      cut,
      paint,
    ),
    ...section('last transitions', view.transitions.map(transitionText), cut, paint),
    ...storyLines(view.story, cut, paint),
    ...section(
      'where',
      Object.entries(view.endpoints).map(([name, url]) => `${name}  ${url}`),
      cut,
      paint,
    ),
    '',
    paint('dim', cut('Ctrl-C ends the network and leaves nothing running')),
  ]
}

type Cut = (text: string) => string

function headLine({ heads }: ViewModel, label: HeadLabel, cut: Cut, paint: Paint): string {
  const head = heads[label]
  if (head === undefined) return paint('dim', cut(`${label.padEnd(11)} -`))
  const lag = Math.max(0, (heads.unsafe?.number ?? head.number) - head.number)
  const facts = `${label.padEnd(11)} ${`${head.number}`.padStart(6)}  ${shortHash(head.hash)}  ${lagText(lag)}`
  const bar = '█'.repeat(Math.max(0, barBlocks - lag))
  const whole = cut(`${facts} ${bar}`)
  return whole.slice(0, facts.length) + paint('bar', whole.slice(facts.length))
}

function lagText(lag: number): string {
  return (lag === 0 ? '' : `-${lag}`).padStart(5)
}

function section(title: string, lines: readonly string[], cut: Cut, paint: Paint): string[] {
  if (lines.length === 0) return []
  return ['', paint('dim', cut(title)), ...lines.map((line) => cut(`  ${line}`))]
}

function transitionText({ seconds, from, to }: ViewModel['transitions'][number]): string {
  return `${clockText(seconds).padStart(5)}  ${from} → ${to}`
}

function storyLines(story: readonly StoryLine[], cut: Cut, paint: Paint): string[] {
  if (story.length === 0) return []
  const looks = { doing: 'dim', seen: 'good', missed: 'bad' } as const
  const line = ({ outcome, text }: StoryLine) =>
    paint(looks[outcome], cut(`  ${outcomeMarks[outcome]} ${text}`))
  return ['', paint('dim', cut('the story')), ...story.map(line)]
}
