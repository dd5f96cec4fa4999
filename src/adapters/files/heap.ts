/** How much memory V8 takes for what is about to be parsed, or read of a whole tenant. */

/**
 * Left alone, V8 answers the parsing of a large manifest with a young generation of 128 MiB and a heap of several times what
 * is alive. Kept short, a hundred thousand permissions need half the memory and hardly more time: bench/README.md.
 */
export async function keepHeapShort(): Promise<void> {
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--semi-space-growth-factor=1 --heap-growing-percent=60');
}
