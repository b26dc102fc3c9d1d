import { maskPhone, readPhone } from '@/rules/phone'

it.each([
  '13800138000',
  '138 0013 8000',
  '138-0013-8000',
  '+86 13800138000',
  '8613800138000',
  '008613800138000',
])('reads %s', (typed) => expect(readPhone(typed)).toBe('13800138000'))

it.each(['', '12800138000', '1380013800', '138001380000', '010-12345678', '+1 13800138000', '1380013800a'])(
  'refuses %s',
  (typed) => expect(readPhone(typed)).toBeUndefined(),
)

it('shows the ends only', () => expect(maskPhone('13800138000')).toBe('138****8000'))
