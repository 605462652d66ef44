import t from 'tap'
import { importCsv, importJson } from '../../../src/classroom/index.ts'
import { setOf, single } from '../lesson.ts'

const about = { id: 'new', title: 'Plants', scoring: 'accuracy' } as const

t.test('a set that was exported', async (t) => {
  t.same(importJson(`\uFEFF${JSON.stringify(setOf(single))}`, 'new'), { ok: true, set: { ...setOf(single), id: 'new' } })
})

t.test('faults of JSON, by line and column', async (t) => {
  t.same(importJson('{\n  "title": "x"\n  "questions": []\n}', 'new'), { ok: false, problems: [{ line: 3, column: 3, message: 'expected , or }' }] })
  const text = JSON.stringify(setOf({ ...single, answer: 'z' } as typeof single), null, 2)
  const line = text.split('\n').findIndex((one) => one.includes('"answer"')) + 1
  t.same(importJson(text, 'new'), { ok: false, problems: [{ line, column: 17, message: 'questions/0/answer: must name options of the question, each once' }] })
  t.match(importJson('[]', 'new'), { ok: false, problems: [{ line: 1, column: 1 }] })
  t.match(importJson('{"title": "x", "scoring": "speed"}', 'new'), { ok: false, problems: [{ line: 1, column: 1, message: 'questions: is missing' }] })
})

t.test('a table in Korean', async (t) => {
  const file = [
    '유형,문제,보기1,보기2,보기3,정답,점수,시간,읽기',
    'OX,"식물은, 밤에도 호흡해요",,,,o,500,10,',
    '객관식,양분을 만드는 작용,호흡,광합성,소화,2,,,5',
    '여러 개,잎이 하는 일,광합성,증산,소화,"1, 증산",,없음,',
    '단답형,수도,,,,서울|Seoul,,,',
    '순서,씨에서 열매까지,씨,꽃,열매,,,,',
    '숫자,기온,,,,20±0.5,,,',
    '투표,오늘 어땠나요,좋아요,어려워요,,,,,'
  ].join('\r\n')
  const imported = importCsv(file, about)
  if (!imported.ok) return t.fail(JSON.stringify(imported.problems))
  const [ox, one, several, short, order, number, poll] = imported.set.questions
  t.match(imported.set, about)
  t.strictSame(ox, { id: 'q1', type: 'ox', text: '식물은, 밤에도 호흡해요', answer: 'O', points: 500, seconds: 10 })
  t.match(one, { type: 'single', answer: 'o2', options: [{ id: 'o1', text: '호흡' }, { id: 'o2', text: '광합성' }, { id: 'o3', text: '소화' }], readSeconds: 5 })
  t.match(several, { type: 'multiple', answer: ['o1', 'o2'], seconds: null })
  t.match(short, { type: 'short', answer: ['서울', 'Seoul'] })
  t.match(number, { type: 'number', answer: { value: 20, tolerance: 0.5 } })
  t.match(poll, { type: 'poll', options: [{ text: '좋아요' }, { text: '어려워요' }] })
  if (order?.type !== 'order') return t.fail('an order')
  t.same(order.answer.map((id) => order.options.find((option) => option.id === id)?.text), ['씨', '꽃', '열매'])
  t.not(order.options.map(({ text }) => text).join(), '씨,꽃,열매', 'neither the list nor the ids show the order')
  t.same(order.options.map(({ id }) => id), ['o1', 'o2', 'o3'])
})

t.test('a table in English, in another order, with semicolons', async (t) => {
  const imported = importCsv('answer;text;type;option1;option2;seconds\n2|1;First to last;order;a;b;none\n2;Which?;single;a;b;', about)
  t.match(imported, { ok: true, set: { questions: [{ type: 'order', seconds: null }, { type: 'single', answer: 'o2' }] } })
  if (!imported.ok || imported.set.questions[0]?.type !== 'order') return t.fail('an order')
  const { options, answer } = imported.set.questions[0]
  t.same(answer.map((id) => options.find((option) => option.id === id)?.text), ['b', 'a'])
})

t.test('faults of a table, by the line and column of the cell', async (t) => {
  const problems = (file: string) => {
    const imported = importCsv(file, about)
    return imported.ok ? [] : imported.problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
  }
  t.same(problems('type,text\nox,Q'), ['1:1 columns are missing: answer'])
  t.same(problems(''), ['1:1 columns are missing: type, text, answer'])
  t.same(problems('type,text,answer\nox,Q,"O'), ['2:6 the quotation mark is not closed'])
  t.same(problems('type,text,answer\n'), ['1:1 questions: must not have fewer than 1 items'])
  t.match(problems('type,text,answer,option1,option2\nsingle,Q,3,a,b\nriddle,Q,,,\nox,"two\nlines",maybe,,'), [/^2:10 .*name options/, /^3:1 .*type/, /^5:8 .*answer/])
  t.match(problems('type,text,answer,points\nox,"two\nlines",maybe,many'), [/^3:8 questions\/0\/answer/, /^3:14 questions\/0\/points/].toSorted())
  t.match(problems('type,text,answer\nox,,O\nriddle,Q,x'), [/^2:4 questions\/0\/text/, /^3:1 questions\/1\/type/])
  t.match(problems('type,text,answer\nconstructor,Q,x'), [/^2:1 questions\/0\/type/])
})
