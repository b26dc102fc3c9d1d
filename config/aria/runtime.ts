// Build and run time number a component's attributes alike, so both must know of these.
import { mergeInternalComponents } from '@tarojs/shared'
import { ariaAttributes } from './attributes'

mergeInternalComponents(ariaAttributes)
