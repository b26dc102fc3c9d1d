/** What a screen reader needs and Taro's templates drop, by component. */
export const ariaAttributes = {
  ScrollView: { 'aria-role': '', 'aria-label': '' },
  View: { 'aria-role': '', 'aria-label': '' },
  Image: { 'aria-label': '' },
  Input: { 'aria-label': '' },
  Textarea: { 'aria-label': '' },
  Picker: { 'aria-role': '', 'aria-label': '' },
}
