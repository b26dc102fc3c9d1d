/** WeChat holds back something private (the position, a photo) until the user has agreed to the privacy terms. */
export interface PrivacyQuestion {
  /** Tells WeChat that the question is on screen. */
  shown(): void
  /** `agreeButtonId`: of the AgreeButton that was tapped; undefined where the user said no. */
  answer(agreeButtonId: string | undefined): void
}

export interface Privacy {
  /** Told of each question, and of none where there is none to be asked. One listener at a time. */
  onPrivacyAsked(listener: (question: PrivacyQuestion) => void): void
  /** Opens the terms, where the platform keeps them. */
  openPrivacyTerms(): void
}
