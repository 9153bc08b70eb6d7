/** Whoever meets others again and again is told to come back, as a queue does: so does this. */
export async function untilDone<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Error) || !('kind' in error) || error.kind !== 'transient') throw error;
    }
  }
}
