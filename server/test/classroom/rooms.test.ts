import t from 'tap'
import { roomsOf } from '../../src/classroom/index.ts'
import { startedLesson } from './lesson.ts'

t.test('where sockets belong', async (t) => {
  const lesson = startedLesson('a', 'b')
  t.same(roomsOf(lesson.state, { uid: 't', role: 'TE' }), ['/3-2', 'te', 'u:t'])
  t.same(roomsOf(lesson.state, { uid: 't', role: 'SCREEN' }), ['/3-2', 'scr'], 'what is private has no place on the wall')
  t.same(roomsOf(lesson.state, { uid: 'a', role: 'ST' }), ['/3-2', 'st', 'u:a'])
  lesson.teacher('control', { cmd: 'team', uid: 'a', team: 2 })
  t.same(roomsOf(lesson.state, { uid: 'a', role: 'ST' }), ['/3-2', 'st', 'u:a', 'team:2'])
  lesson.teacher('control', { cmd: 'team', teams: 0 })
  t.same(roomsOf(lesson.state, { uid: 'a', role: 'ST' }), ['/3-2', 'st', 'u:a'])
})
