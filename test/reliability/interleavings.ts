/** Holds each port call of a task until it is its turn. */
export type Gate = <Ports extends object>(ports: Ports) => Ports;

/** A task of a scenario, made anew for each interleaving. */
export type GatedTask = (gate: Gate) => Promise<unknown>;

/**
 * Runs two or more tasks in every order in which their port calls can come, and checks after each. Between two calls
 * a task runs alone, as processes that share nothing but their ports do. Returns how many orders there were.
 */
export async function inEveryOrder(
  scenario: (order: number) => Promise<{
    readonly tasks: readonly GatedTask[];
    readonly check: () => Promise<void>;
  }>,
): Promise<number> {
  let orders = 0;
  for (let choices: readonly number[] | undefined = []; choices !== undefined; ) {
    const { tasks, check } = await scenario(orders);
    const taken = await runInOrder(tasks, choices);
    await check();
    orders += 1;
    choices = following(taken);
  }
  return orders;
}

interface Choice {
  readonly taken: number;
  readonly of: number;
}

/** The next order, depth first: the last choice that had another option takes it. */
function following(taken: readonly Choice[]): readonly number[] | undefined {
  const last = taken.findLastIndex((choice) => choice.taken + 1 < choice.of);
  return last < 0 ? undefined : [...taken.slice(0, last).map((choice) => choice.taken), (taken[last]?.taken ?? 0) + 1];
}

async function runInOrder(tasks: readonly GatedTask[], choices: readonly number[]): Promise<readonly Choice[]> {
  const taken: Choice[] = [];
  let waiting = tasks.map(startTask);
  for (;;) {
    const arrived = await Promise.all(waiting.map(async (task) => ({ task, state: await task.arrival() })));
    waiting = arrived.filter(({ state }) => state === 'at a call').map(({ task }) => task);
    if (waiting.length === 0) {
      return taken;
    }
    const choice = choices[taken.length] ?? 0;
    taken.push({ taken: choice, of: waiting.length });
    waiting[choice]?.release();
  }
}

interface RunningTask {
  /** Resolves when it is at its next call, or over. */
  readonly arrival: () => Promise<'at a call' | 'over'>;
  readonly release: () => void;
}

function startTask(task: GatedTask): RunningTask {
  let arrival = Promise.withResolvers<'at a call' | 'over'>();
  let turn = Promise.withResolvers<void>();
  const awaitTurn = async (): Promise<void> => {
    turn = Promise.withResolvers();
    arrival.resolve('at a call');
    await turn.promise;
  };
  task((ports) => gated(ports, awaitTurn)).then(
    () => arrival.resolve('over'),
    () => arrival.resolve('over'),
  );
  return {
    arrival: () => arrival.promise,
    release: () => {
      arrival = Promise.withResolvers();
      turn.resolve();
    },
  };
}

function gated<Ports extends object>(ports: Ports, awaitTurn: () => Promise<void>): Ports {
  const wrapped = Object.entries(ports).map(([port, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null || value instanceof Map) return [port, value];
    const functions = Object.entries(value).map(([name, member]: [string, unknown]) => [
      name,
      typeof member === 'function'
        ? async (...args: unknown[]) => {
            await awaitTurn();
            return Reflect.apply(member, value, args);
          }
        : member,
    ]);
    return [port, Object.fromEntries(functions)];
  });
  return Object.fromEntries(wrapped);
}
