/** Where something goes wrong: right before a call reaches the port, or right after it took effect. */
export interface FaultPoint {
  /** Counted from 0 over all calls. */
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Ports that count their calls, and that can be made to fail at one of them. */
export interface FaultyPorts<Ports> {
  readonly ports: Ports;
  /** Names of the calls made, e.g. `runs.putPending`. */
  readonly calls: readonly string[];
  /** The process dies at this point; `undefined`: no more. */
  readonly failAt: (point: FaultPoint | undefined) => void;
}

/** What is thrown at a fault point. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** Wraps every function of every port. A port is anything that has functions; other values pass. */
export function withFaultPoints<Ports extends object>(ports: Ports): FaultyPorts<Ports> {
  const calls: string[] = [];
  let point: FaultPoint | undefined;
  const wrap = (name: string, call: (...args: unknown[]) => unknown) => {
    return async (...args: unknown[]): Promise<unknown> => {
      const index = calls.push(name) - 1;
      if (point?.call === index && point.when === 'before') throw new Crash(`before ${name}`);
      const result = await call(...args);
      if (point?.call === index && point.when === 'after') throw new Crash(`after ${name}`);
      return result;
    };
  };
  const wrapped = Object.entries(ports).map(([port, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null || value instanceof Map) return [port, value];
    const functions = Object.entries(value).map(([name, member]: [string, unknown]) =>
      typeof member === 'function'
        ? [name, wrap(`${port}.${name}`, (...args) => Reflect.apply(member, value, args))]
        : [name, member],
    );
    return [port, Object.fromEntries(functions)];
  });
  return {
    ports: Object.fromEntries(wrapped) as Ports,
    calls,
    failAt: (next) => {
      calls.length = 0;
      point = next;
    },
  };
}
