import { Refusal } from '@/platform/call'
import { faultText } from '@/platform/query-view'
import { EmptyState, ErrorState, Lead, Notice, Para, Screen, Section, SkeletonList, Tile, Tiles } from '@/ui'
import { staffPersonas, workerPersonas } from './personas'
import type { LoginControl } from './use-login'

interface LoginProps {
  control: LoginControl
  onStations: () => void
  onBack: () => void
}

/** Who are you: the personas of a demo. Where there is no demo, says that one cannot log in yet. */
export function Login({ control, onStations, onBack }: LoginProps) {
  const { view, fault } = control
  return (
    <Screen title="登录" back onBack={onBack}>
      {!view.data &&
        (view.fault ? (
          <ErrorState
            {...faultText(view.fault)}
            action={{ text: '重试', onTap: () => void view.refresh() }}
            second={{ text: '先不登录', onTap: onBack }}
          />
        ) : (
          <SkeletonList rows={4} />
        ))}
      {view.data && !view.data.demo && (
        <EmptyState
          icon="lock"
          title="登录还没开放"
          note="不登录也能找驿站、看福利"
          action={{ text: '看附近的驿站', onTap: onStations }}
          second={{ text: '返回', onTap: onBack }}
        />
      )}
      {view.data?.demo && (
        <>
          <Lead title="你是哪一位？" note="点一下就进去" />
          {fault && (
            <Notice kind="warn">{fault instanceof Refusal ? fault.detail : faultText(fault).note}</Notice>
          )}
          <Section title="跑单的、开车的" />
          <PersonaTiles personas={workerPersonas} control={control} />
          <Section title="工会这边" />
          <PersonaTiles personas={staffPersonas} control={control} />
          <Para tone="quiet" center>
            演示数据
          </Para>
        </>
      )}
    </Screen>
  )
}

function PersonaTiles({
  personas,
  control: { login, pending },
}: {
  personas: typeof workerPersonas
  control: LoginControl
}) {
  return (
    <Tiles>
      {personas.map(({ persona, name, icon }) => (
        <Tile
          key={persona}
          icon={icon}
          title={name}
          state={pending === persona ? 'busy' : 'plain'}
          progress={0.5}
          onTap={() => {
            if (!pending) login(persona)
          }}
        />
      ))}
    </Tiles>
  )
}
