import { bigint, boolean, doublePrecision, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { type Role } from '../../protocol/constants.ts'
import { type MediaRef } from '../../protocol/media.ts'
import { type Value } from '../../protocol/quiz.ts'
import { type QuizSet, type ReadySet } from '../../protocol/quiz-set.ts'

/** ms since the epoch. */
const time = (name: string) => bigint(name, { mode: 'number' })
/** Rows of a run go with it. */
const run = () => text('run').notNull().references(() => classRuns.run, { onDelete: 'cascade' })

/** A lesson of a class. */
export const classRuns = pgTable('class_runs', {
  run: text('run').primaryKey(),
  classCode: text('class_code').notNull(),
  title: text('title').notNull(),
  startedAt: time('started_at').notNull(),
  endedAt: time('ended_at'),
  /** n of the last entry of the run's outbox that is in these tables. */
  recorded: integer('recorded').notNull().default(0)
}, (table) => [index('class_runs_started').on(table.startedAt)])

/** Who took part in a run. */
export const people = pgTable('people', {
  run: run(),
  uid: text('uid').notNull(),
  role: text('role').$type<Role>().notNull(),
  name: text('name').notNull(),
  stuNo: text('stu_no')
}, (table) => [primaryKey({ columns: [table.run, table.uid] }), index('people_uid').on(table.uid)])

/** The sets that were asked in a run, as they were then. */
export const quizzes = pgTable('quizzes', {
  run: run(),
  quiz: integer('quiz').notNull(),
  set: jsonb('set').$type<ReadySet>().notNull()
}, (table) => [primaryKey({ columns: [table.run, table.quiz] })])

/** The questions that count, each with its last round. */
export const askedQuestions = pgTable('asked_questions', {
  run: run(),
  quiz: integer('quiz').notNull(),
  qid: text('qid').notNull(),
  round: integer('round').notNull()
}, (table) => [primaryKey({ columns: [table.run, table.quiz, table.qid] })])

export const answers = pgTable('answers', {
  run: text('run').notNull(),
  quiz: integer('quiz').notNull(),
  qid: text('qid').notNull(),
  uid: text('uid').notNull(),
  value: jsonb('value').$type<Value>().notNull(),
  ms: doublePrecision('ms').notNull(),
  right: boolean('is_right'),
  points: integer('points').notNull()
}, (table) => [
  primaryKey({ columns: [table.run, table.quiz, table.qid, table.uid] }),
  foreignKey({ columns: [table.run, table.quiz, table.qid], foreignColumns: [askedQuestions.run, askedQuestions.quiz, askedQuestions.qid] }).onDelete('cascade'),
  index('answers_uid').on(table.uid)
])

/** Lines of the chat. */
export const messages = pgTable('messages', {
  run: run(),
  id: integer('id').notNull(),
  at: time('at').notNull(),
  uid: text('uid').notNull(),
  text: text('text'),
  media: jsonb('media').$type<MediaRef>(),
  /** Private: the one person that it is for. */
  to: text('to_uid'),
  about: text('about')
}, (table) => [primaryKey({ columns: [table.run, table.id] }), index('messages_uid').on(table.uid), index('messages_to').on(table.to)])

/** The sets that a teacher keeps. */
export const quizSets = pgTable('quiz_sets', {
  owner: text('owner').notNull(),
  id: text('id').notNull(),
  set: jsonb('set').$type<QuizSet>().notNull(),
  updatedAt: time('updated_at').notNull()
}, (table) => [primaryKey({ columns: [table.owner, table.id] })])

/** Files that were uploaded. */
export const media = pgTable('media', {
  id: text('id').primaryKey(),
  classCode: text('class_code').notNull(),
  uid: text('uid').notNull(),
  createdAt: time('created_at').notNull()
}, (table) => [index('media_uid').on(table.uid), index('media_created').on(table.createdAt)])
