import { act, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import {
  Button,
  Check,
  Choice,
  DigitsInput,
  Field,
  NeedChip,
  Screen,
  Steps,
  SwitchRow,
  TabBar,
  Ticket,
  UiProvider,
} from '@/ui'

test('a busy button keeps its words, says so to readers and takes no tap', () => {
  const onTap = jest.fn()
  render(<Button text="领取" busy onTap={onTap} />)
  const button = screen.getByRole('button', { name: '领取' })
  fireEvent.click(button)
  expect(onTap).not.toHaveBeenCalled()
  expect(button.getAttribute('aria-busy')).toBe('true')
})

test('a disabled button says why', () => {
  const onTap = jest.fn()
  render(<Button text="下一步" disabled why="先勾选同意" onTap={onTap} />)
  fireEvent.click(screen.getByRole('button', { name: '下一步' }))
  expect(onTap).not.toHaveBeenCalled()
  screen.getByText('先勾选同意')
})

test('what is chosen is told to readers', () => {
  const nothing = () => undefined
  render(
    <>
      <NeedChip icon="drop" text="喝水" on onTap={nothing} />
      <SwitchRow title="长辈模式" on={false} onChange={nothing} />
      <Choice
        label="工种"
        options={[
          { value: 'rider', text: '外卖' },
          { value: 'courier', text: '快递' },
        ]}
        value="courier"
        onChange={nothing}
      />
    </>,
  )
  screen.getByRole('button', { name: '喝水', pressed: true })
  screen.getByRole('switch', { name: '长辈模式', checked: false })
  screen.getByRole('radio', { name: '快递', checked: true })
  screen.getByRole('radio', { name: '外卖', checked: false })
})

test('a field is found by its label and its error is announced', () => {
  const onChange = jest.fn()
  render(<Field label="身份证号" kind="id" value="" onChange={onChange} error="身份证号是 18 位" />)
  fireEvent.change(screen.getByLabelText('身份证号'), { target: { value: '11010519491231002X' } })
  expect(onChange).toHaveBeenCalledWith('11010519491231002X')
  expect(screen.getByRole('alert').textContent).toContain('身份证号是 18 位')
})

test('the tick of a consent is the whole line', () => {
  const onChange = jest.fn()
  render(<Check label="我同意" on={false} onChange={onChange} />)
  fireEvent.click(screen.getByRole('checkbox', { name: '我同意', checked: false }))
  expect(onChange).toHaveBeenCalledWith(true)
})

test('digits may be pasted in groups and come without anything else', () => {
  function Typing() {
    const [digits, setDigits] = useState('')
    return <DigitsInput label="数字码" value={digits} onChange={setDigits} />
  }
  render(<Typing />)
  fireEvent.change(screen.getByLabelText('数字码'), { target: { value: '4821-0937 5516 2408 99' } })
  for (const group of ['4821', '0937', '5516', '2408']) screen.getByText(group)
})

test('a ticket names its tap by what it gives', () => {
  const onTap = jest.fn()
  render(<Ticket title="温暖大礼包" action={{ text: '领取', onTap }} />)
  fireEvent.click(screen.getByRole('button', { name: '温暖大礼包，领取' }))
  expect(onTap).toHaveBeenCalledTimes(1)
})

test('a ticket that cannot be taken has no button', () => {
  render(<Ticket title="靠垫" why="给司机的" action={{ text: '不符合', kind: 'off' }} />)
  expect(screen.queryByRole('button')).toBeNull()
})

test('the tab bar tells which tab is open and opens the scanner', () => {
  const [onSelect, onScan] = [jest.fn(), jest.fn()]
  const items = [
    { icon: 'lamp', text: '驿站' },
    { icon: 'gift', text: '福利' },
    { icon: 'shield', text: '保障' },
    { icon: 'me', text: '我的' },
  ] as const
  render(<TabBar items={items} current={1} onSelect={onSelect} onScan={onScan} />)
  screen.getByRole('tab', { name: '福利', selected: true })
  fireEvent.click(screen.getByRole('tab', { name: '我的', selected: false }))
  fireEvent.click(screen.getByRole('button', { name: '扫码' }))
  expect(onSelect).toHaveBeenCalledWith(3)
  expect(onScan).toHaveBeenCalledTimes(1)
})

test('steps tell their state in words', () => {
  render(<Steps steps={[{ title: '正在核对', note: '1 月 17 日前给你答复', state: 'now' }]} />)
  screen.getByRole('listitem', { name: '进行中，正在核对，1 月 17 日前给你答复' })
})

describe('a screen', () => {
  const root = () => document.querySelector<HTMLElement>('.th')

  test('carries the theme, elder mode and the font scale that elder mode does not cover', () => {
    render(
      <UiProvider theme="dark" elder fontScale={1.69}>
        <Screen title="驿站" />
      </UiProvider>,
    )
    expect(root()?.className.split(' ')).toEqual(expect.arrayContaining(['th', 'dark', 'elder']))
    expect(root()?.style.getPropertyValue('--k')).toBe('1.3')
  })

  test('of a voucher is dark in any theme', () => {
    render(
      <UiProvider theme="light">
        <Screen title="券" night />
      </UiProvider>,
    )
    expect(root()?.classList.contains('dark')).toBe(true)
  })

  test('goes back as its caller says', () => {
    const onBack = jest.fn()
    render(
      <UiProvider onBack={onBack}>
        <Screen title="券" back />
      </UiProvider>,
    )
    act(() => screen.getByRole('button', { name: '返回' }).click())
    expect(onBack).toHaveBeenCalledTimes(1)
    screen.getByRole('heading', { name: '券', level: 1 })
  })
})
