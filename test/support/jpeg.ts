/** The smallest picture that every decoder reads: one grey dot as a JPEG, made longer by a comment of `padding` bytes. */
export function smallJpeg(padding = 0): Uint8Array {
  const dot = Buffer.from(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/' +
      'wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
    'base64',
  )
  const comment = Buffer.alloc(padding === 0 ? 0 : padding + 4, 0x20)
  if (padding > 0) {
    comment.writeUInt16BE(0xfffe, 0)
    comment.writeUInt16BE(padding + 2, 2)
  }
  return new Uint8Array(Buffer.concat([dot.subarray(0, 2), comment, dot.subarray(2)]))
}
