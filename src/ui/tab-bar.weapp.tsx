import { View } from '@tarojs/components'
import type { TabBarComponent } from './tab-bar.shared'

/** The tab bar as a compiled template, which every tab page begins with. See compiled.d.ts. */
export const TabBar: TabBarComponent = ({ items, current, onSelect, onScan }) => (
  <View compileMode className="tb" at={current} tabs={items}>
    <View className="tb-row" ariaRole="tablist" ariaLabel="主菜单">
      <View
        className="tap tb-1 {{i.at==0?'tb-on':''}}"
        hoverClass="tap-on"
        ariaRole="tab"
        ariaLabel="{{i.tabs[0].text}}{{i.at==0?'，已选':''}}"
        onClick={() => onSelect(0)}
      >
        <View className="i i-{{i.tabs[0].icon}} i26" />
        <View className="tb-text">&#123;&#123;i.tabs[0].text&#125;&#125;</View>
      </View>
      <View
        className="tap tb-1 {{i.at==1?'tb-on':''}}"
        hoverClass="tap-on"
        ariaRole="tab"
        ariaLabel="{{i.tabs[1].text}}{{i.at==1?'，已选':''}}"
        onClick={() => onSelect(1)}
      >
        <View className="i i-{{i.tabs[1].icon}} i26" />
        <View className="tb-text">&#123;&#123;i.tabs[1].text&#125;&#125;</View>
      </View>
      <View className="tb-gap" />
      <View
        className="tap tb-1 {{i.at==2?'tb-on':''}}"
        hoverClass="tap-on"
        ariaRole="tab"
        ariaLabel="{{i.tabs[2].text}}{{i.at==2?'，已选':''}}"
        onClick={() => onSelect(2)}
      >
        <View className="i i-{{i.tabs[2].icon}} i26" />
        <View className="tb-text">&#123;&#123;i.tabs[2].text&#125;&#125;</View>
      </View>
      <View
        className="tap tb-1 {{i.at==3?'tb-on':''}}"
        hoverClass="tap-on"
        ariaRole="tab"
        ariaLabel="{{i.tabs[3].text}}{{i.at==3?'，已选':''}}"
        onClick={() => onSelect(3)}
      >
        <View className="i i-{{i.tabs[3].icon}} i26" />
        <View className="tb-text">&#123;&#123;i.tabs[3].text&#125;&#125;</View>
      </View>
    </View>
    <View className="tap tb-scan" hoverClass="tap-on" ariaRole="button" ariaLabel="扫码" onClick={onScan}>
      <View className="i i-scan i28" />
      <View className="tb-scan-text">扫码</View>
    </View>
  </View>
)
