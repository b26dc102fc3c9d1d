/** What a screen reader needs and Taro's templates drop, by component. */
export const ariaAttributes = {
  ScrollView: { 'aria-role': '', 'aria-label': '' },
  View: { 'aria-role': '', 'aria-label': '' },
  Image: { 'aria-label': '' },
  Input: { 'aria-label': '' },
}
