export interface Site {
  /** Where others reach the H5 build, without a path; '' where that is not known. */
  site: string
}
