import type { DemoData } from './load'

const yuan = (amount: number) => amount * 100

const hospital = { perDayFen: yuan(50), fromDay: 4, toDay: 90 }

/** The channel of the roster by which a plan is given. */
export const giftRoster = 'demo-gift'

const papers = [
  '事情经过，写几句就行，家人可以代写',
  '身份证号，不用照片',
  '二级或以上医院的诊断证明和收费单',
]
const noSubsidyLimits = { regions: [], occupations: [], roster: null }

/** Invented plans, in the terms that unions' mutual aid has. */
export const plans: DemoData['plans'] = [
  {
    id: '019aa000-0000-7000-8002-000000000001',
    title: '意外互助',
    operator: '省职工互助会（演示）',
    priceFen: yuan(120),
    // Its id is that of the plan: so it was before a plan could have several.
    subsidies: [
      {
        id: '019aa000-0000-7000-8002-000000000001',
        title: '专项补助',
        amountFen: yuan(72),
        budgetFen: null,
        regions: [],
        occupations: [],
        roster: null,
      },
    ],
    termMonths: 12,
    minAge: 16,
    maxAge: 60,
    occupations: [],
    opensAt: null,
    closesAt: null,
    coolingDays: 15,
    renewDays: 30,
    covers: [
      { kind: 'death-disability', title: '意外身故、伤残', sumFen: yuan(120_000), waitingDays: 0 },
      {
        kind: 'accident-treatment',
        title: '意外医疗',
        sumFen: yuan(5_000),
        deductibleFen: yuan(100),
        rate: 80,
        waitingDays: 0,
      },
      {
        kind: 'hospital-days',
        title: '意外住院',
        sumFen: hospital.perDayFen * (hospital.toDay - hospital.fromDay + 1),
        ...hospital,
        waitingDays: 0,
      },
      { kind: 'serious-illness', title: '重大疾病', sumFen: yuan(20_000), waitingDays: 30 },
    ],
    exclusions: [
      '酒后、无证、无牌上路',
      '参加前已有的病',
      '打架、故意自伤',
      '参加不满 30 天查出的重大疾病',
      '住院头 3 天，和第 91 天以后',
      '医疗费里 100 元以内的部分',
      '保障期以外出的事',
    ],
    papers: [
      '事情经过，写几句就行，家人可以代写',
      '身份证号，不用照片',
      '二级或以上医院的诊断证明和收费单',
      '伤残的：治完或满 180 天后的伤残评定',
    ],
    open: true,
    demo: true,
  },
  {
    // As unions of 甘肃 and 山西 have given it: all of it paid, to those whom a list names.
    id: '019aa000-0000-7000-8002-000000000002',
    title: '司机赠送互助',
    operator: '省职工互助会（演示）',
    priceFen: yuan(120),
    subsidies: [
      {
        ...noSubsidyLimits,
        id: '019aa000-0000-7000-8002-000000000021',
        title: '省总工会赠送',
        amountFen: yuan(120),
        // Enough for 2,500 drivers.
        budgetFen: yuan(120) * 2_500,
        roster: giftRoster,
      },
    ],
    termMonths: 12,
    minAge: 18,
    maxAge: 60,
    occupations: ['driver', 'trucker'],
    opensAt: null,
    closesAt: null,
    coolingDays: 15,
    renewDays: 30,
    covers: [
      { kind: 'death-disability', title: '开车时意外身故、伤残', sumFen: yuan(120_000), waitingDays: 0 },
      {
        kind: 'accident-treatment',
        title: '意外医疗',
        sumFen: yuan(10_000),
        deductibleFen: yuan(100),
        rate: 80,
        waitingDays: 0,
      },
    ],
    exclusions: [
      '酒后、无证、证件过期时开车',
      '打架、故意自伤',
      '医疗费里 100 元以内的部分',
      '生病看医生、住院',
      '保障期以外出的事',
    ],
    papers,
    open: true,
    demo: true,
  },
  {
    id: '019aa000-0000-7000-8002-000000000003',
    title: '住院互助',
    operator: '省职工互助会（演示）',
    priceFen: yuan(60),
    subsidies: [
      {
        ...noSubsidyLimits,
        id: '019aa000-0000-7000-8002-000000000031',
        title: '德州市德城区总工会补助',
        amountFen: yuan(36),
        budgetFen: yuan(36) * 300,
        // Used up.
        leftFen: 0,
        regions: ['371402'],
      },
      {
        ...noSubsidyLimits,
        id: '019aa000-0000-7000-8002-000000000032',
        title: '秦皇岛市总工会补助',
        amountFen: yuan(30),
        budgetFen: yuan(30) * 200,
        regions: ['1303'],
      },
      {
        ...noSubsidyLimits,
        id: '019aa000-0000-7000-8002-000000000033',
        title: '骑手专项补助',
        amountFen: yuan(24),
        budgetFen: yuan(24) * 500,
        occupations: ['rider', 'courier'],
      },
    ],
    termMonths: 12,
    minAge: 16,
    maxAge: 60,
    occupations: [],
    opensAt: null,
    closesAt: null,
    coolingDays: 15,
    renewDays: 30,
    covers: [
      {
        kind: 'hospital-days',
        title: '生病或意外住院',
        sumFen: hospital.perDayFen * (hospital.toDay - hospital.fromDay + 1),
        ...hospital,
        waitingDays: 30,
      },
    ],
    exclusions: ['参加前已有的病', '体检、疗养、美容', '住院头 3 天，和第 91 天以后', '参加不满 30 天生的病'],
    papers,
    open: true,
    demo: true,
  },
]
