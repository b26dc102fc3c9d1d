/** The columns of docs/stations-import.md: by what each is called in a file, in Chinese first. */
export const columns = {
  code: ['编号', 'code'],
  name: ['名称', 'name'],
  kind: ['类型', 'kind'],
  address: ['地址', 'address'],
  region: ['区划代码', 'region'],
  lat: ['纬度', 'lat'],
  lng: ['经度', 'lng'],
  hours: ['开放时间', 'hours'],
  dated: ['特殊日期', 'dated_hours'],
  closures: ['临时关闭', 'closures'],
  places: ['流动地点', 'places'],
  facilities: ['设施', 'facilities'],
  phone: ['电话', 'phone'],
  door: ['门', 'door'],
  spaces: ['车位', 'spaces'],
  maxLength: ['限长', 'max_length'],
  maxWeight: ['限重', 'max_weight'],
  maxHeight: ['限高', 'max_height'],
  maxStay: ['限时', 'max_stay'],
  road: ['高速', 'road'],
  towards: ['方向', 'towards'],
  heading: ['方位角', 'heading'],
  bothSides: ['两侧可达', 'both_sides'],
  nextExit: ['下个出口', 'next_exit'],
} as const satisfies Record<string, readonly [string, string]>

export type Column = keyof typeof columns

export const needed = ['code', 'name', 'kind', 'address', 'region', 'lat', 'lng'] as const satisfies Column[]

const byTitle = new Map(
  (Object.entries(columns) as [Column, readonly string[]][]).flatMap(([column, titles]) =>
    titles.map((title): [string, Column] => [title, column]),
  ),
)

export const columnOf = (title: string): Column | undefined =>
  byTitle.get(title.normalize('NFKC').trim().toLowerCase())
