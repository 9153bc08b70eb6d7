import * as z from 'zod/mini';

/** What callers of the HTTP API may be: the same words as in `lib/api/access.ts`. */
const RolesSchema = z.array(z.enum(['viewer', 'editor', 'operator', 'approver']));

/** Who gets which roles in a deployed API. */
export const ApiAccessSchema = z.strictObject({
  /** Callers with credentials of AWS that `execute-api:Invoke` is allowed to. */
  iam: z.strictObject({
    /** Of all of them. */
    roles: RolesSchema,
    /** More, or fewer, for some: by the name of their IAM role or user. */
    byPrincipal: z._default(z.record(z.string(), RolesSchema), {}),
  }),
  /** Callers with a token. Absent: there are none. */
  jwt: z.optional(
    z.strictObject({
      /** The claim that lists roles or groups. */
      claim: z.string().check(z.minLength(1)),
      /** Roles by what the claim lists; roles by their own names where there is no such map. */
      byGroup: z.optional(z.record(z.string(), RolesSchema)),
    }),
  ),
});

/** Who gets which roles in a deployed API. */
export type ApiAccess = z.infer<typeof ApiAccessSchema>;
