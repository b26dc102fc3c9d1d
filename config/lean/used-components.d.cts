export function usedComponents(): string[]
