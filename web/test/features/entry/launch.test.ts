import t from 'tap'
import type * as launch from '../../../src/features/entry/launch.ts'
import { createLoader } from '../../helpers/load.ts'

t.test('what the popup was opened with', async t => {
  const load = await createLoader(t)
  const { readEntry, withoutEntry } = await load<typeof launch>('/src/features/entry/launch.ts')
  const ten = {
    usrTpCd: 'ST', userName: '김민준', spaceName: '2학년 5반', classCode: '3-2', tempUsrId: 'tmp', uuid: 'u-1', wid: 'w', stuNo: '3', projectId: 'p', boardId: 'b'
  }
  const search = (fields: Record<string, string>): string => `?${new URLSearchParams(fields).toString()}`

  t.test('all ten fields and the launch are read', async t => {
    t.strictSame(readEntry(search({ ...ten, launch: 'signed' })), { userInfo: ten, launch: 'signed' })
  })

  t.test('tempUsrId stands in for a uuid that is missing or the text "undefined"', async t => {
    t.equal(readEntry(search({ ...ten, uuid: 'undefined' }))?.userInfo.uuid, 'tmp')
    t.equal(readEntry(search({ ...ten, uuid: '' }))?.userInfo.uuid, 'tmp')
    t.notOk('uuid' in (readEntry(search({ userName: 'a', uuid: 'undefined' }))?.userInfo ?? { uuid: 'kept' }))
  })

  t.test('empty fields are missing ones', async t => {
    t.strictSame(readEntry('?userName=a&stuNo='), { userInfo: { userName: 'a' } })
  })

  t.test('a launch alone is enough, an address without a person is none', async t => {
    t.strictSame(readEntry('?launch=signed'), { userInfo: {}, launch: 'signed' })
    t.equal(readEntry(''), undefined)
    t.equal(readEntry('?lang=en'), undefined)
  })

  t.test('nothing personal stays in the address', async t => {
    t.equal(withoutEntry('/', search({ ...ten, launch: 'signed' })), '/')
    t.equal(withoutEntry('/', search({ ...ten, theme: 'dark' })), '/?theme=dark')
  })
})
