/** The moment so many seconds after an ISO 8601 time, in UTC. */
export function secondsAfter(time: string, seconds: number): string {
  return new Date(Date.parse(time) + seconds * 1000).toISOString();
}
