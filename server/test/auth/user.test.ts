import t from 'tap'
import { missingField, tidy, toUser } from '../../src/auth/user.ts'

const info = { usrTpCd: 'ST', userName: '민준', classCode: '3-2', tempUsrId: 'tmp', uuid: 'u-1', stuNo: '7' }

t.test('a person is known by uuid, else by tempUsrId', async t => {
  t.match(toUser(info), { uid: 'u-1', role: 'ST', uuid: 'u-1' })
  for (const uuid of [undefined, '', 'undefined']) {
    const user = toUser({ ...info, uuid })
    t.equal(user.uid, 'tmp', String(uuid))
    t.notOk('uuid' in user)
  }
})

t.test('only the ten fields are taken', async t => {
  t.strictSame(toUser({ ...info, uid: 'forged', role: 'TE', admin: true, exp: 1, wid: '' }), { ...info, uid: 'u-1', role: 'ST' })
})

t.test('what cannot be used is named', async t => {
  const wrong: Array<[object, string]> = [
    [{ usrTpCd: 'XX' }, 'usrTpCd'], [{ userName: '' }, 'userName'], [{ userName: 'x'.repeat(65) }, 'userName'], [{ classCode: 'a b' }, 'classCode'], [{ classCode: 'lobby' }, 'classCode'],
    [{ classCode: 'admin' }, 'classCode'], [{ classCode: 'x'.repeat(65) }, 'classCode'], [{ stuNo: 7 }, 'stuNo'], [{ tempUsrId: '', uuid: 'undefined' }, 'tempUsrId']
  ]
  for (const [change, field] of wrong) t.throws(() => toUser({ ...info, ...change }), { code: 'BAD_REQUEST', field }, JSON.stringify(change))
  t.equal(toUser({ ...info, classCode: 'lobby2' }).classCode, 'lobby2')
})

t.test('what is missing', async t => {
  t.equal(missingField({}), 'usrTpCd')
  t.equal(missingField({ usrTpCd: 'TE', userName: 'a', classCode: 'c' }), 'tempUsrId')
  t.equal(missingField({ usrTpCd: 'TE', userName: 'a', classCode: 'c', uuid: 'u' }), undefined)
})

t.test('tidying leaves alone what is no object', async t => {
  for (const value of [null, undefined, 1, 'a', [1]]) t.equal(tidy(value), value)
})
