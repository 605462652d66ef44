import t from 'tap'
import { popupUrl } from '../../lib/links.ts'

t.test('the address of a popup', async t => {
  const user = { usrTpCd: 'ST', userName: '이 하늘&', classCode: '3-2', tempUsrId: 'a/b', stuNo: '1' } as const
  const url = new URL(popupUrl('http://localhost:3000', user))
  t.equal(url.origin + url.pathname, 'http://localhost:3000/')
  t.strictSame(Object.fromEntries(url.searchParams), user)
  t.strictSame(Object.fromEntries(new URL(popupUrl('http://localhost:3000', user, 'x.y')).searchParams), { ...user, launch: 'x.y' })
})
