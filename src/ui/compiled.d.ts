export {}

/**
 * What the root of a compiled template (`compileMode`, *.weapp.tsx) is told: its words, under a letter each, and its state as
 * a class `k`. The template names them as WXML does, `i.t`: braces in attributes, and as entities in text, since those of
 * JSX mean something else. So only the words of a row go to the view, and what is fixed never does.
 */
declare module '@tarojs/components/types/View' {
  interface ViewProps {
    compileMode?: boolean
    t?: string
    a?: string
    b?: string
    v?: string
    u?: string
    w?: string
    x?: string
    k?: string
    /** Of a tab bar. */
    at?: number
    tabs?: readonly { icon: string; text: string }[]
  }
}
